using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>One part of a weighted sum: the input's terms, the hidden state's or those of what an earlier phase kept.</summary>
/// <param name="Value">The name of the values in the equations, such as x or h.</param>
/// <param name="Matrix">The name of the weights there, K (kernel) or R (recurrent kernel).</param>
/// <param name="FirstRow">The row of the packed parameters for the first term.</param>
/// <param name="Sources">Where the values are: one source, or one for each step whose sums are computed at once.</param>
internal sealed record Part(string Value, string Matrix, int Count, int FirstRow, params Source[] Sources)
{
    /// <summary>The input's terms.</summary>
    public static Part OfInput(WeightedLayer layer, params Source[] sources) =>
        new(CellSum.Input, "K", layer.Input, layer.RowOf(TensorShape.Kernel), sources);

    /// <summary>The terms of the hidden state, or of what an earlier phase kept.</summary>
    public static Part OfUnits(WeightedLayer layer, string value, Source source) =>
        new(value, "R", layer.Recurrent, layer.RowOf(TensorShape.RecurrentKernel), source);
}
