using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The activations of the gates that share one vector, from its first lane to its last; a single one where all are alike.
/// </summary>
internal sealed class GateActivations : IEnumerable<Activation>, System.IEquatable<GateActivations>
{
    /// <summary>Caches earlier requests: a class requests each function hundreds of times.</summary>
    private static readonly ConcurrentDictionary<(GateActivations, Element), (Definition? Definition, int LocalVariables)> Known = new();

    /// <summary>More functions than a project has, unless an editor session goes through many numbers.</summary>
    private const int MostKnown = 200;

    private readonly IReadOnlyList<Activation> _gates;

    private GateActivations(IReadOnlyList<Activation> gates) => _gates = gates;

    public static GateActivations Of(Activation activation) => new([activation]);

    public static GateActivations Of(IEnumerable<Activation> gates)
    {
        List<Activation> all = gates.ToList();
        return all.Distinct().Count() == 1 ? Of(all[0]) : new GateActivations(all);
    }

    public bool IsUniform => _gates.Count == 1;

    /// <summary>Whether there is nothing to do value by value: softmax is computed from all of a layer's values together.</summary>
    public bool IsNothing => IsUniform && (_gates[0].Kind == ActivationKind.Linear || _gates[0].IsOfLayer);

    /// <summary>
    /// The definition that computes all of them by one sequence of operations, or null where there is none: gates with different
    /// activations then need a vector each.
    /// </summary>
    public Definition? Definition(Element element) => Looked(element).Definition;

    /// <summary>How many local variables a call adds to its caller; 0 where nothing is called.</summary>
    public int LocalVariables(Element element) => Looked(element).LocalVariables;

    private (Definition? Definition, int LocalVariables) Looked(Element element)
    {
        if (!Known.TryGetValue((this, element), out (Definition?, int) known))
        {
            if (Known.Count > MostKnown)
            {
                Known.Clear();
            }

            Definition? definition = Found(element);
            known = (definition, definition is null ? 0 : Mathematics.LocalVariables.Of(definition, element));
            Known[(this, element)] = known;
        }

        return known;
    }

    private Definition? Found(Element element) => IsUniform
        ? Activations.Of(_gates[0], element).FirstOrDefault()
        : Joining.Of(_gates.Select(gate => Activations.Of(gate, element)).ToList());

    /// <summary>Whether the gates can stay side by side while their activations are computed, if there is anything to compute.</summary>
    public bool CanJoin(Element element) => IsUniform || Definition(element) is not null;

    /// <summary>The name of the function in generated code.</summary>
    public string Name => string.Concat(_gates.Select(CodeNames.Of));

    public IEnumerator<Activation> GetEnumerator() => _gates.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(GateActivations? other) => other is not null && _gates.SequenceEqual(other._gates);

    public override bool Equals(object? obj) => Equals(obj as GateActivations);

    public override int GetHashCode() => _gates.Aggregate(17, (hash, gate) => unchecked(hash * 31 + gate.GetHashCode()));
}
