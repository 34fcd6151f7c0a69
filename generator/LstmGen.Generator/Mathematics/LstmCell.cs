using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>What an LSTM's cell makes of its gates: i, f and o between 0 and 1, the candidate g, and the cell state c.</summary>
internal static class LstmCell
{
    /// <summary>A gate's sum that also sees the cell state.</summary>
    public static Expression WithPeephole(Expression sum, Expression c, Expression weight) => c * weight + sum;

    /// <summary>The forget gate that is coupled to the input gate.</summary>
    public static Expression CoupledForget(Expression i) => 1 - i;

    /// <summary>The new cell state: some of the old, some of the candidate.</summary>
    public static Expression State(Expression f, Expression c, Expression i, Expression g) => f * c + i * g;

    /// <summary>The new hidden state, or what a projection makes it of.</summary>
    public static Expression Hidden(Expression o, Expression c, Activation activation)
    {
        GateActivations shown = GateActivations.Of(activation);
        return o * (shown.IsNothing ? c : new Call(shown, c));
    }
}
