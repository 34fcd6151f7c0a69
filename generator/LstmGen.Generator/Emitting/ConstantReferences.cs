using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// One reference through which a method reads the constants of all activations that are inlined into it. Each call requests its own while
/// the method is printed; the table holds the constants that were requested.
/// </summary>
internal sealed class ConstantReferences(Names names, Arithmetic arithmetic)
{
    private readonly List<(GateActivations Activations, int Lanes, int Start)> _asked = [];
    private readonly List<double> _values = [];

    /// <summary>The reference's name.</summary>
    public const string Name = "constants";

    /// <summary>Whether nothing was requested.</summary>
    public bool IsEmpty => _asked.Count == 0;

    /// <summary>The reference to the constants of some activations, as an argument.</summary>
    public string To(GateActivations activations, ConstantTable table, int lanes)
    {
        // Constants that are the same in every lane are the same for every number of lanes.
        int read = activations.IsUniform ? 1 : lanes;
        int at = _asked.FindIndex(one => one.Activations.Equals(activations) && one.Lanes == read);
        if (at < 0)
        {
            at = _asked.Count;
            _asked.Add((activations, read, _values.Count));
            _values.AddRange(table.Values);
        }

        return new ReferenceMemory(names, names.Element).From(Name, _asked[at].Start);
    }

    /// <summary>Writes the declaration, if anything was requested.</summary>
    /// <param name="moved">The amount by which the reference is moved, so that the JIT can't know what it refers to.</param>
    public void Declare(CodeWriter code, string moved = "0")
    {
        if (!IsEmpty)
        {
            string first = $"{names["MemoryMarshal"]}.GetReference({Table()})";
            code.Line($"ref {names.Element.Type} {Name} = {new ReferenceMemory(names, names.Element).From(first, moved)};");
        }
    }

    /// <summary>The table with the values.</summary>
    private string Table()
    {
        IEnumerable<string> functions = _asked.Select(one =>
            one.Activations.Name + (one.Lanes == 1 ? "" : Literal.Of(names.Element.VectorBits(one.Lanes))));
        string name = "ConstantsOf" + string.Join("And", functions) + (names.Element == Element.Double ? "OfDouble" : "");
        return MathHelpers.Constants(names, arithmetic, name, string.Join(", ", functions), _values);
    }
}
