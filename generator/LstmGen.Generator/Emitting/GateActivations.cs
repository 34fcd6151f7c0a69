using System.Collections;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The activations of the gates that stand side by side in one vector, from its first lane to its last; one where all are alike.</summary>
internal sealed class GateActivations : IEnumerable<Activation>, System.IEquatable<GateActivations>
{
    private readonly IReadOnlyList<Activation> _gates;

    private GateActivations(IReadOnlyList<Activation> gates) => _gates = gates;

    public static GateActivations Of(Activation activation) => new([activation]);

    public static GateActivations Of(IEnumerable<Activation> gates)
    {
        List<Activation> all = gates.ToList();
        return all.Distinct().Count() == 1 ? Of(all[0]) : new GateActivations(all);
    }

    public bool IsUniform => _gates.Count == 1;

    /// <summary>Whether there is nothing to do value by value; softmax is computed from all of a layer's values together.</summary>
    public bool IsNothing => IsUniform && _gates[0].Kind is ActivationKind.Linear or ActivationKind.Softmax;

    /// <summary>Whether one sequence of operations computes all of them.</summary>
    public bool CanJoin(Element element) =>
        IsUniform || (ActivationForms.Of(element).JoinsTanhAndSigmoid && _gates.All(gate => gate.Kind is ActivationKind.Tanh or ActivationKind.Sigmoid));

    /// <summary>The name of the function in generated code.</summary>
    public string Name => string.Concat(_gates.Select(NameOf));

    /// <summary>With its numbers where they are not the kind's own, as far as a name may hold them.</summary>
    private static string NameOf(Activation activation)
    {
        string[] words = activation.ToString().Split(' ');
        return activation.Kind + string.Concat(words.Skip(1).Select(word => word switch
        {
            ActivationNames.Alpha => "Alpha",
            ActivationNames.Beta => "Beta",
            _ => word.Replace('-', 'm').Replace('.', 'p').Replace("+", ""),
        }));
    }

    public IEnumerator<Activation> GetEnumerator() => _gates.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(GateActivations? other) => other is not null && _gates.SequenceEqual(other._gates);

    public override bool Equals(object? obj) => Equals(obj as GateActivations);

    public override int GetHashCode() => Name.GetHashCode();
}
