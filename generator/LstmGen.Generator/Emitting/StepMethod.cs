using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// A step of all recurrent layers as a method that is inlined into those that run steps: the one place where a reader finds what a step
/// computes.
/// </summary>
internal sealed class StepMethod
{
    private readonly Names _names;
    private readonly LaneSet _lanes;
    private readonly CodeWriter _body = new();
    private readonly IReadOnlyList<LocalVariable> _state;

    public StepMethod(Names names, Plan plan, BackEnd backEnd)
    {
        _names = names;
        _lanes = UnrolledWriter.LanesOf(names, plan, backEnd);
        var writer = new StraightWriter(_body, _lanes, backEnd.Straight);
        _state = [.. writer.State];
        writer.Step(0, plan.Network.LastOverTime + 1, new MemorySource(_lanes.Memory, "x", 0), explained: true);
    }

    /// <summary>What a caller declares.</summary>
    public ConstantReferences? References => _lanes.References;

    /// <param name="with">What it computes with, for a reader.</param>
    public void Write(CodeWriter code, string with)
    {
        code.Comment($"One step, {with}: it moves the state on.");
        code.Attribute(_names.Inlined);
        string constants = HasConstants ? $"ref {_names.Element.Type} {ConstantReferences.Name}" : "";
        string state = string.Join(", ", _state.Select(variable => $"ref {variable.Type} {variable.Name}"));
        string all = CodeWriter.List(_lanes.Parameters.Parameter("p"), constants, _lanes.Memory.Parameter("x"), state);
        using (code.Block($"private static void {Name}({all})"))
        {
            code.Line(_body.ToString().TrimEnd('\n'));
        }
    }

    /// <summary>The call for a step.</summary>
    /// <param name="x">Where its input starts in memory <c>x</c>.</param>
    /// <param name="moved">The amount by which the references to what all steps read are moved.</param>
    public string Call(string x, string moved = "0")
    {
        var references = new ReferenceMemory(_names, _names.Element);
        string p = _lanes.Parameters.From("p", _lanes.IsScalar ? "0" : moved);
        string constants = HasConstants ? references.From(ConstantReferences.Name, moved) : "";
        string state = string.Join(", ", _state.Select(variable => "ref " + variable.Name));
        return $"{Name}({CodeWriter.List(p, constants, _lanes.Memory.From("x", x), state)});";
    }

    private bool HasConstants => References is { IsEmpty: false };

    private string Name => "Step" + _lanes.Suffix;
}
