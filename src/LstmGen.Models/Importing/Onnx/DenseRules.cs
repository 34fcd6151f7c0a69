using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The operators that are a fully connected layer, or part of one.</summary>
internal static class DenseRules
{
    /// <summary>A product with a constant matrix [input, units].</summary>
    public static Signal MatMul(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        node.RequireInputs(2, 2);
        if (inputs[0] is not Signal signal || inputs[1] is not Constant)
        {
            throw node.Error(inputs[0] is Constant ? "has a constant on the left, which isn't supported" : "multiplies two values that depend on the input, which isn't supported");
        }

        (int input, int units, float[] kernel, _) = Matrix(node, inputs);
        return Dense(node, signal, chain, input, units, kernel, null);
    }

    /// <summary>alpha·A·B + beta·C, with B [input, units] or transposed.</summary>
    public static Signal Gemm(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain)
    {
        node.RequireInputs(2, 3);
        if (inputs[0] is not Signal signal || inputs[1] is not Constant)
        {
            throw node.Error("has something else than a value and constants as A, B and C, which isn't supported");
        }

        (int input, int units, float[] kernel, float[]? bias) = Matrix(node, inputs);
        return signal.Axes.Count == 2
            ? Dense(node, signal, chain, input, units, kernel, bias)
            : throw node.Error($"multiplies {signal}, and two axes are needed (transA 0)");
    }

    /// <summary>The constants of a MatMul or a Gemm: its matrix [input, units], and its bias, if any.</summary>
    public static (int Input, int Units, float[] Kernel, float[]? Bias) Matrix(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        bool isGemm = node.Type == "Gemm";
        node.RequireInputs(2, isGemm ? 3 : 2);
        if (inputs[1] is not Constant matrix || (inputs.Count > 2 && inputs[2] is not (Constant or null)))
        {
            throw node.Error("has something else than a value and constants as A, B and C, which isn't supported");
        }

        if (!isGemm)
        {
            (int rows, int columns) = Sizes(node, matrix, 0);
            return (rows, columns, Floats(node, matrix, "matrix"), null);
        }

        if (node.Bool("transA"))
        {
            throw node.Error("has transA 1, which isn't supported");
        }

        bool isTurned = node.Bool("transB");
        (int input, int units) = Sizes(node, matrix, isTurned ? 1 : 0);
        float[] kernel = Floats(node, matrix, "B");
        kernel = Scaled(isTurned ? GateOrder.Dense(kernel, units, input) : kernel, node.Float("alpha", 1));
        float beta = node.Float("beta", 1);
        return (input, units, kernel, inputs.Count > 2 && inputs[2] is Constant c ? Scaled(Row(node, c, units, 2), beta) : null);
    }

    /// <summary>A constant bias or offset, a residual sum, or the sum of both directions of an LSTM.</summary>
    public static Signal Add(OnnxNode node, IReadOnlyList<Value?> inputs, LayerChain chain, FoldingBudget budget)
    {
        node.RequireInputs(2, 2);
        if (inputs[0] is Signal first && inputs[1] is Signal second)
        {
            return JoinRules.Merged(node, first, second, Merge.Sum, chain) ?? Sum(node, first, second, chain);
        }

        Signal? signal = inputs[0] as Signal ?? inputs[1] as Signal;
        Constant? constant = inputs[0] as Constant ?? inputs[1] as Constant;
        if (signal is null || constant is null || !chain.IsCurrent(signal) || !chain.LacksBias)
        {
            return ScaleRules.Arithmetic(node, inputs, chain, budget);
        }

        chain.RequireReadable(node, signal);
        float[] bias = Row(node, constant, Features(node, signal), signal.Axes.Count);
        return signal.Next(signal.Axes, chain.Bias(bias));
    }

    /// <summary>The last layer's output plus that of another: a residual sum, or the skip connection of the network.</summary>
    private static Signal Sum(OnnxNode node, Signal first, Signal second, LayerChain chain)
    {
        (Signal output, Signal added) = chain.IsCurrent(first) ? (first, second) : (second, first);
        chain.RequireReadable(node, output);
        if (chain.IsCurrent(added) || (added.Stage == 0 && added.Inputs != chain.Inputs) || chain.SourceOf(added) is not int source)
        {
            throw node.Error($"adds {output} and {added}; what can be added to the output of the last layer is that of another layer, or the graph's input");
        }

        bool isSame = output.IsWhole && output.Axes.Count == added.Axes.Count && output.LastStep == added.LastStep;
        for (int i = 0; isSame && i < output.Axes.Count; i++)
        {
            Axis one = output.Axes[i];
            Axis other = added.Axes[i];
            isSame = one == other || (one.Size == 1 && other.Size == 1)
                || (one.Kind == AxisKind.Feature && other.Kind == AxisKind.Feature && one.Size == other.Size
                    && (source == AddLayer.OfInput || !other.IsPart));
        }

        if (!isSame)
        {
            throw node.Error(source == AddLayer.OfInput
                ? $"adds {output}{Last(output)} and {added}{Last(added)} of the graph's input, which differ"
                : $"adds {output}{Last(output)} and {added}{Last(added)} of another layer, which differ");
        }

        // The directions can no longer be told apart.
        Axis[] axes = [.. output.Axes.Select(axis => axis.Kind == AxisKind.Feature && axis.Parts.Count > 0 ? new Axis(axis.Size, AxisKind.Feature) : axis)];
        return output.Next(axes, chain.Sum(node.Name, source, Features(added)));

        static string Last(Signal signal) => signal.LastStep ? " (the last step)" : "";

        static int? Features(Signal signal) => (int?)signal.Axes.FirstOrDefault(axis => axis.Kind == AxisKind.Feature)?.Size;
    }

    private static Signal Dense(OnnxNode node, Signal signal, LayerChain chain, int input, int units, float[] kernel, float[]? bias)
    {
        signal = RowsRules.Joined(node, signal, chain);
        chain.RequireReadable(node, signal);
        int features = Features(node, signal, input);
        if (features != input)
        {
            throw node.Error($"reads {features} features, and its matrix has {input} rows");
        }

        Axis[] axes = [.. signal.Axes.Take(signal.Axes.Count - 1), new Axis(units, AxisKind.Feature)];
        return signal.Next(axes, chain.Dense(node.Name, input, units, kernel, bias));
    }

    /// <summary>How many features a signal has, which must be its last axis.</summary>
    /// <param name="otherwise">The number used if the file doesn't say.</param>
    private static int Features(OnnxNode node, Signal signal, int? otherwise = null)
    {
        if (signal.Axes.Count == 0 || !signal.Axes[^1].TryBe(AxisKind.Feature) || signal.Axes[^1].IsPart || signal.Axes.Count(axis => axis.Kind is AxisKind.Feature or AxisKind.Direction) != 1)
        {
            throw node.Error($"reads {signal}, and all features along the last axis are needed");
        }

        return (int?)signal.Axes[^1].Size ?? otherwise ?? throw node.Error("reads features whose number isn't known");
    }

    private static (int Input, int Units) Sizes(OnnxNode node, Constant matrix, int input) =>
        matrix.IsSpread ? throw node.Error("has a matrix whose size isn't known")
        : matrix.Shape.Count == 2 ? ((int)matrix.Shape[input], (int)matrix.Shape[1 - input])
        : throw node.Error($"has a matrix of the shape {Shown.Shape(matrix.Shape)}, and two dimensions are needed");

    /// <summary>A value for each unit, from a constant that is broadcast over all other axes.</summary>
    public static float[] Row(OnnxNode node, Constant constant, int units, int mostAxes)
    {
        float[] values = Floats(node, constant, "constant");
        bool isRow = constant.Shape.Count <= mostAxes && (values.Length == 1 || (constant.Shape.Count > 0 && constant.Shape[^1] == units && values.Length == units));
        if (!isRow)
        {
            throw node.Error($"adds a constant of the shape {Shown.Shape(constant.Shape)}, and one value or [{units}] is needed");
        }

        if (values.Length == units)
        {
            return values;
        }

        var row = new float[units];
        row.AsSpan().Fill(values[0]);
        return row;
    }

    private static float[] Floats(OnnxNode node, Constant constant, string what) =>
        constant.Floats ?? throw node.Error($"has whole numbers as its {what}, and floats are needed");

    private static float[] Scaled(float[] values, float factor) => factor == 1 ? values : Array.ConvertAll(values, value => value * factor);
}
