using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// How much code one method may have. CoreCLR stops optimising a method past 60,000 bytes of IL, 20,000 instructions, 2,000 local variables
/// or 8,000 references to them, and stops inlining into it at 512 local variables (DEFAULT_MIN_OPTS_* and MAX_LV_NUM_COUNT_FOR_INLINING in
/// its jit/compiler.h). The budgets stay at least a third below each limit.
/// </summary>
/// <param name="MultiplyAdds">Lines of code that load a vector of parameters and add a product.</param>
/// <param name="Activations">
/// Calls of an activation function, each of which is inlined, counted in calls of tanh: what matters is the local variables that they add.
/// </param>
internal readonly record struct Budget(int MultiplyAdds, int Activations)
{
    /// <summary>One step of straight-line code. A line is at most 33 bytes of IL and 15 instructions with 5 references to locals.</summary>
    public static readonly Budget Method = new(900, 20);

    /// <summary>The same without vectors, where broadcast constants take local variables.</summary>
    public static readonly Budget ScalarMethod = new(900, 40);

    /// <summary>The same where each multiply-add is a call that must be inlined, which costs a local variable.</summary>
    public static readonly Budget MethodOfCalls = new(250, 8);

    /// <summary>A whole sequence that is written out on request, in all its methods: up to 4 MB of source text.</summary>
    public static readonly Budget OnDemand = new(20_000, 20_000);

    /// <summary>Up to this much straight-line code is too cheap to warn about.</summary>
    public const int CheapMultiplyAdds = 2_000;

    public bool Covers(Budget cost) => cost.MultiplyAdds <= MultiplyAdds && cost.Activations <= Activations;

    public static Budget operator +(Budget left, Budget right) =>
        new(left.MultiplyAdds + right.MultiplyAdds, left.Activations + right.Activations);

    public static Budget operator *(Budget cost, int times) => new(
        (int)System.Math.Min((long)cost.MultiplyAdds * times, int.MaxValue),
        (int)System.Math.Min((long)cost.Activations * times, int.MaxValue));

    /// <summary>What one step of a layer costs in straight-line code.</summary>
    public static Budget Of(WeightedLayer layer, EquatableArray<Group> groups, Element element)
    {
        int activations = layer is RecurrentLayer recurrent ? Cell.Of(recurrent, element).Activations.Sum(Calls) : Calls(layer.Activation);
        return new Budget(MultiplyAddsOf(layer, groups), groups.Count * activations);

        // Rounded up. Softmax is one call of a method of its own.
        int Calls(Activation activation)
        {
            int tanh = GateActivations.Of(Activation.Tanh).LocalVariables(element);
            return activation.IsOfLayer ? 1 : (GateActivations.Of(activation).LocalVariables(element) + tanh - 1) / tanh;
        }
    }

    /// <summary>The multiply-adds of one step of a layer.</summary>
    public static int MultiplyAddsOf(WeightedLayer layer, EquatableArray<Group> groups) =>
        groups.Sum(group => layer.Gates / group.Joined * layer.Rows);
}
