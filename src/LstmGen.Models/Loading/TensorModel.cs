using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.PyTorch;

namespace LstmGen.Models.Loading;

/// <summary>A state_dict that is in memory.</summary>
internal static class TensorModel
{
    /// <exception cref="ModelException">It isn't a network that can be generated.</exception>
    public static ImportedModel Read(IReadOnlyList<NamedTensor> tensors, ImportOptions options)
    {
        if (options.ScalerPath is not null)
        {
            throw new ModelException("a scaler is given, whose path starts at the model's folder, and tensors have none");
        }

        var table = new TensorTable();
        foreach (NamedTensor tensor in tensors)
        {
            table.Add(new Tensor(tensor.Name, tensor.Shape, "F32", () => tensor.Values.ToArray()));
            decimal needed = tensor.Shape.Aggregate(1m, (product, size) => Math.Min(product, 1e14m) * Math.Max(size, 0));
            if (tensor.Shape.Any(size => size < 0) || needed != tensor.Values.Length)
            {
                throw new ModelException(FormattableString.Invariant($"tensor {Shown.Text(tensor.Name)} has the shape {Shown.Shape(tensor.Shape)} and {tensor.Values.Length:N0} values; {needed:N0} are needed"));
            }
        }

        var leftOut = new LeftOut(options);
        return new ImportedModel(
            PyTorchStateDict.Read(table, [.. tensors.Select(tensor => tensor.Name)], TensorOrder.Declared, leftOut, options),
            "PyTorch state_dict (tensors)",
            null,
            GateOrder.PyTorch.Text,
            table.Uses,
            []);
    }
}
