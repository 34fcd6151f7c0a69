using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints the bodies of the members of a state: one file for each kind of them.</summary>
internal sealed class StateBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateValueBodies _values = new(code, names, plan);
    private readonly StateLayerBodies _layers = new(code, names, plan);
    private readonly StateBytesBodies _bytes = new(code, names, plan);
    private readonly StateTextBodies _text = new(code, names, plan);
    private readonly StateComparisonBodies _comparison = new(code, names, plan);

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading) =>
        _values.Write(member, heading) || _layers.Write(member, heading) || _bytes.Write(member, heading) || _text.Write(member, heading)
        || _comparison.Write(member, heading);
}
