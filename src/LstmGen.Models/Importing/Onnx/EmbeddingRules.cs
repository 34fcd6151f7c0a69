using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>What may be done with ids: they are rearranged, cast to other integer types, and used to look up rows of a table.</summary>
internal static class EmbeddingRules
{
    private static readonly string[] Layouts = ["Transpose", "Squeeze", "Unsqueeze", "Reshape", "Identity"];

    /// <summary>What a node computes from ids, or null if it only rearranges them.</summary>
    public static Signal? Apply(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        if (Layouts.Contains(node.Type) && inputs[0] is Signal)
        {
            return null;
        }

        if (node.Type == "Cast" && inputs[0] is Signal ids)
        {
            node.RequireInputs(1, 1);
            return TensorData.IsWhole(node.Int("to", 0)) ? ids : throw node.Error("makes something else than whole numbers of ids, which isn't supported");
        }

        return node.Type == "Gather" && inputs is [Constant table, Signal named]
            ? Lookup(node, table, named, chain)
            : throw node.Error("reads ids, whole numbers that the graph is given; a Gather that takes rows of a constant table by them is supported");
    }

    private static Signal Lookup(OnnxNode node, Constant table, Signal ids, LayerChain chain)
    {
        if (table.Floats is not { } values || table.Shape.Count != 2 || table.IsSpread || Shapes.Axis(node, node.Int("axis", 0), 2) != 0)
        {
            throw node.Error("takes something else than rows of a constant table of floats [ids, values] by ids, which isn't supported");
        }

        if (ids.Axes.Count(axis => axis.Size != 1) > 2 || !chain.IsEmpty)
        {
            throw node.Error($"looks up the ids {ids}; one id for each step, [sequences, steps], and one table are supported");
        }

        chain.RequireReadable(node, ids);
        Axis[] axes = [.. ids.Axes, new Axis(table.Shape[1], AxisKind.Feature)];
        return ids.Next(axes, chain.Embed(node.Name, (int)table.Shape[0], (int)table.Shape[1], values));
    }
}
