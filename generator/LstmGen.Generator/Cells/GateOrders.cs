using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Cells;

/// <summary>The order of the gates in a framework's tensors.</summary>
/// <param name="Gates">The framework's names of the gates, in its order.</param>
/// <param name="Places">The place in that order for each column of the layer.</param>
internal sealed record GateOrder(IReadOnlyList<string> Gates, IReadOnlyList<int> Places)
{
    /// <summary>Whether the layer's columns have the same order.</summary>
    public bool IsOwn => Places.Select((place, column) => place == column).All(same => same);

    public override string ToString() => string.Join(", ", Gates);
}

/// <summary>The orders of the frameworks from whose tensors a class can be made.</summary>
internal sealed record GateOrders(GateOrder Keras, GateOrder PyTorch, GateOrder Onnx);
