using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Cells;

/// <summary>The order in which a framework has the gates in its tensors.</summary>
/// <param name="Gates">The gates as the framework calls them, from the first to the last.</param>
/// <param name="Places">For each column of the layer its place among those.</param>
internal sealed record GateOrder(IReadOnlyList<string> Gates, IReadOnlyList<int> Places)
{
    /// <summary>Whether the layer's columns have the same order.</summary>
    public bool IsOwn => Places.Select((place, column) => place == column).All(same => same);

    public override string ToString() => string.Join(", ", Gates);
}

/// <summary>The orders of the frameworks whose tensors a class can be made of.</summary>
internal sealed record GateOrders(GateOrder Keras, GateOrder PyTorch, GateOrder Onnx);
