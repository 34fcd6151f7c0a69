using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>A run of a layer's flat parameters that fills consecutive rows and gates of its packed parameters.</summary>
/// <param name="Tensor">The tensor that it belongs to.</param>
/// <param name="FirstRow">
/// The first packed row: the bias is row 0, the kernel follows, then the recurrent kernel, then the peepholes.
/// </param>
/// <param name="FirstGate">The index of the first gate among those that are packed.</param>
internal sealed record ParameterRun(TensorShape Tensor, int FirstRow, int Rows, int FirstGate, int Gates, int Units)
{
    public int Count => Rows * Gates * Units;

    /// <summary>The row and the gate of each block of units.</summary>
    public IEnumerable<(int Row, int Gate)> Places =>
        from row in Enumerable.Range(FirstRow, Rows)
        from gate in Enumerable.Range(FirstGate, Gates)
        select (row, gate);

    public static IEnumerable<ParameterRun> Of(WeightedLayer layer)
    {
        foreach (TensorShape tensor in layer.Tensors)
        {
            int row = layer.RowOf(tensor.Name);
            if (tensor.Blocks.Count == layer.Gates)
            {
                yield return new ParameterRun(tensor, row, tensor.Rows, 0, layer.Gates, layer.Units);
                continue;
            }

            // For gates that have none, zeros are packed and never read.
            for (int gate = 0; gate < layer.Gates; gate++)
            {
                if (tensor.Blocks.Contains(layer.Columns[gate]))
                {
                    yield return new ParameterRun(tensor, row, 1, gate, 1, layer.Units);
                }
            }
        }
    }
}
