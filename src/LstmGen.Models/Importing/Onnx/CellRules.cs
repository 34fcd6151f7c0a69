using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Reads an LSTM cell that a graph has as separate operations, as PyTorch exports nn.LSTMCell: in order, the products, their sum, the
/// gates, c' and h'. With h' it is an LSTM of one step.
/// </summary>
internal sealed class CellRules(CellFinder finder, StateTable states, LayerChain chain)
{
    /// <summary>Whether a node is one of a cell's operations, and so is read here.</summary>
    public bool Applies(OnnxNode node, IReadOnlyList<Value?> inputs) => finder.Products.Contains(node)
        || inputs.Any(input => input is CellPart)
        || (node.Type == "Concat" && inputs.Any(input => input is States) && inputs.Any(input => input is Signal));

    public IReadOnlyList<Value> Apply(OnnxNode node, IReadOnlyList<Value?> inputs) => node.Type switch
    {
        "Identity" when inputs is [CellPart part] => [part],
        "Concat" => [Concat(node, inputs)],
        "MatMul" or "Gemm" when finder.Products.Contains(node) => [Product(node, inputs)],
        "Add" => [Add(node, inputs)],
        "Mul" => [Mul(node, inputs)],
        "Split" or "Slice" when inputs[0] is GateSums sums => Cut(node, sums, inputs),
        string type when ActivationRules.Operators.Contains(type) && inputs[0] is GateSums sums => [new Gate(sums, ActivationRules.Of(node, inputs))],
        string type when ActivationRules.Operators.Contains(type) && inputs[0] is NewCell cell => [new ActivatedCell(cell, ActivationRules.Of(node, inputs))],
        _ => throw Other(node),
    };

    private static ModelException Other(OnnxNode node) =>
        node.Error("reads a part of an LSTM cell in another way than an LSTM does: c' is f·c + i·g, h' is o·act(c'), and each gate an "
            + "activation of x·W + h·R + b");

    private static CellInput Concat(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        bool isInputFirst = inputs[0] is Signal;
        if (inputs.Count != 2 || inputs.OfType<Signal>().FirstOrDefault() is not { } input || inputs.OfType<States>().FirstOrDefault() is not { } hidden)
        {
            throw Other(node);
        }

        int axis = Shapes.Axis(node, node.Int("axis", 0), input.Axes.Count);
        return axis == input.Axes.Count - 1 && hidden.Numbers.Shape.Count == input.Axes.Count
            ? new CellInput(input, hidden, isInputFirst)
            : throw node.Error("joins a state and what an LSTM cell reads, which is supported along the features");
    }

    private static GateSums Product(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        (int rows, int columns, float[] matrix, float[]? bias) = DenseRules.Matrix(node, inputs);
        switch (inputs[0])
        {
            case Signal input:
                return new GateSums(columns) { Input = input, Kernel = new CellProduct(rows, matrix), Bias = bias };
            case States hidden:
                return new GateSums(columns) { Hidden = hidden, Recurrent = new CellProduct(rows, matrix), Bias = bias };
            case CellInput both:
                int ofHidden = (int)both.Hidden.Numbers.Shape[^1];
                int ofInput = rows - ofHidden;
                if (ofInput < 1)
                {
                    throw node.Error($"reads a state of {ofHidden} values, and its matrix has {rows} rows");
                }

                (int start, int hiddenStart) = both.IsInputFirst ? (0, ofInput) : (ofHidden, 0);
                return new GateSums(columns)
                {
                    Input = both.Input,
                    Kernel = new CellProduct(ofInput, matrix.AsSpan(start * columns, ofInput * columns).ToArray()),
                    Hidden = both.Hidden,
                    Recurrent = new CellProduct(ofHidden, matrix.AsSpan(hiddenStart * columns, ofHidden * columns).ToArray()),
                    Bias = bias,
                };
            default:
                throw Other(node);
        }
    }

    private static Value Add(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        switch (inputs[0], inputs[1])
        {
            case (GateSums first, GateSums second):
                bool fit = first.Count == second.Count && (first.Input is null || second.Input is null) && (first.Hidden is null || second.Hidden is null);
                return !fit ? throw Other(node) : new GateSums(first.Count)
                {
                    Input = first.Input ?? second.Input,
                    Kernel = first.Kernel ?? second.Kernel,
                    Hidden = first.Hidden ?? second.Hidden,
                    Recurrent = first.Recurrent ?? second.Recurrent,
                    Bias = Sum(first.Bias, second.Bias),
                };
            case (GateSums sums, Constant bias):
                return WithBias(node, sums, bias);
            case (Constant bias, GateSums sums):
                return WithBias(node, sums, bias);
            case (KeptCell kept, AddedCell added):
                return new NewCell(kept, added);
            case (AddedCell added, KeptCell kept):
                return new NewCell(kept, added);
            default:
                throw Other(node);
        }
    }

    private static GateSums WithBias(OnnxNode node, GateSums sums, Constant bias) => new(sums.Count)
    {
        Input = sums.Input,
        Kernel = sums.Kernel,
        Hidden = sums.Hidden,
        Recurrent = sums.Recurrent,
        Bias = Sum(sums.Bias, DenseRules.Row(node, bias, sums.Count, ConstantFolder.MostAxes)),
    };

    private static float[]? Sum(float[]? first, float[]? second) => first is null ? second : second is null ? first : [.. first.Zip(second, (a, b) => a + b)];

    private Value Mul(OnnxNode node, IReadOnlyList<Value?> inputs)
    {
        node.RequireInputs(2, 2);
        return (inputs[0], inputs[1]) switch
        {
            (Gate forget, States cell) => new KeptCell(forget, cell),
            (States cell, Gate forget) => new KeptCell(forget, cell),
            (Gate first, Gate second) => new AddedCell(first, second),
            (Gate output, ActivatedCell cell) => Finish(node, output, cell),
            (ActivatedCell cell, Gate output) => Finish(node, output, cell),
            _ => throw Other(node),
        };
    }

    /// <summary>The sums of some of several gates.</summary>
    private static IReadOnlyList<Value> Cut(OnnxNode node, GateSums sums, IReadOnlyList<Value?> inputs)
    {
        int rank = (sums.Input?.Axes.Count ?? sums.Hidden?.Numbers.Shape.Count)!.Value;
        if (node.Type == "Slice")
        {
            IReadOnlyList<Range> ranges = Arguments.Ranges(node, inputs, rank);
            return ranges.Count == 1 && ranges[0].Axis == rank - 1 && ranges[0].Step == 1 && ranges[0].Within(sums.Count) is var (start, end) && end > start
                ? [Part(sums, (int)start, (int)(end - start))]
                : throw Other(node);
        }

        if (Shapes.Axis(node, node.Int("axis", 0), rank) != rank - 1)
        {
            throw Other(node);
        }

        int from = 0;
        return Arguments.SplitSizes(node, inputs, sums.Count).Select(length => (Value)Part(sums, (from += length) - length, length)).ToList();
    }

    private static GateSums Part(GateSums sums, int start, int count) => new(count)
    {
        Input = sums.Input,
        Kernel = Columns(sums.Kernel, sums.Count, start, count),
        Hidden = sums.Hidden,
        Recurrent = Columns(sums.Recurrent, sums.Count, start, count),
        Bias = sums.Bias?.AsSpan(start, count).ToArray(),
    };

    private static CellProduct? Columns(CellProduct? product, int of, int start, int count) => product is null
        ? null
        : new CellProduct(product.Rows, [.. Enumerable.Range(0, product.Rows).SelectMany(row => product.Matrix.AsSpan((row * of) + start, count).ToArray())]);

    /// <summary>h': the cell is complete, and becomes a layer.</summary>
    private Signal Finish(OnnxNode node, Gate output, ActivatedCell activated)
    {
        (NewCell cell, Gate forget) = (activated.Cell, activated.Cell.Kept.Forget);
        (Gate input, Gate candidate) = cell.Added.Factors[0].Activation == forget.Activation
            ? (cell.Added.Factors[0], cell.Added.Factors[1])
            : (cell.Added.Factors[1], cell.Added.Factors[0]);
        Gate[] gates = [input, forget, candidate, output];
        if (input.Activation != forget.Activation || output.Activation != forget.Activation)
        {
            throw node.Error($"belongs to an LSTM cell whose gates i, f and o have the activations {input.Activation}, "
                + $"{forget.Activation} and {output.Activation}; they have to have one");
        }

        GateSums first = gates[0].Sums;
        int units = first.Count;
        if (first.Input is not { } signal || first.Hidden is not { } hidden || !Array.TrueForAll(gates, gate => IsAlike(gate.Sums, first)) || first.Recurrent!.Rows != units)
        {
            throw node.Error("belongs to an LSTM cell whose gates don't all read the same input and the same hidden state, or have "
                + "different numbers of units");
        }

        Axis[] axes = Axes(node, signal, first.Kernel!.Rows, units);
        int stage = chain.Lstm(node.Name, new Axis(1, AxisKind.Time), [Layer(gates, activated.Activation)]);
        RequireShape(node, hidden, axes);
        RequireShape(node, cell.Kept.Cell, axes);
        (States newHidden, States newCell) = states.Start(node, hidden, cell.Kept.Cell)!.Value;
        cell.Carries = newCell;
        return new Signal(axes, stage) { Carries = newHidden, LastStep = signal.LastStep };
    }

    private static bool IsAlike(GateSums sums, GateSums first) => sums.Count == first.Count && sums.Input == first.Input && sums.Hidden is { } hidden
        && sums.Kernel is not null && sums.Recurrent!.Rows == first.Recurrent!.Rows && hidden.Numbers.Numbers!.SequenceEqual(first.Hidden!.Numbers.Numbers!);

    /// <summary>A state has the axes of the cell's output: the same number of sequences, and the units.</summary>
    private static void RequireShape(OnnxNode node, States state, Axis[] axes)
    {
        IReadOnlyList<long> shape = state.Numbers.Shape;
        bool fits = shape.Count == axes.Length && !axes.Where((axis, i) => axis.Size is long size && size != shape[i] && !state.Numbers.IsSpread).Any() && shape[^1] == axes[^1].Size;
        if (!fits)
        {
            throw node.Error($"belongs to an LSTM cell that computes [{string.Join(", ", axes.AsEnumerable())}], and reads a state of "
                + $"the shape {Shown.Shape(shape)}");
        }
    }

    private static LstmDirection Layer(Gate[] gates, Activation hidden)
    {
        GateSums[] sums = [.. gates.Select(gate => gate.Sums)];
        int units = sums[0].Count;
        bool hasBias = Array.Exists(sums, one => one.Bias is not null);
        (Activation g, Activation f) = (gates[2].Activation, gates[1].Activation);
        var layer = new LstmLayer("", sums[0].Kernel!.Rows, units, g, f, hasBias, ReturnSequences: true) { HiddenActivation = hidden == g ? null : hidden };
        return new LstmDirection(layer, new LstmTensors(
            SideBySide([.. sums.Select(one => one.Kernel!)], units),
            SideBySide([.. sums.Select(one => one.Recurrent!)], units),
            hasBias ? [.. sums.SelectMany(one => one.Bias ?? new float[units])] : null));
    }

    private static float[] SideBySide(CellProduct[] gates, int units) =>
        [.. Enumerable.Range(0, gates[0].Rows).SelectMany(row => gates.SelectMany(gate => gate.Matrix.AsSpan(row * units, units).ToArray()))];

    /// <summary>The axes of the hidden state. The cell reads one step.</summary>
    private Axis[] Axes(OnnxNode node, Signal signal, int features, int units)
    {
        chain.RequireReadable(node, signal);
        if ((signal.LastStep && chain.Time?.Size != 1) || (chain.Time is { Size: not 1 }))
        {
            throw node.Error("belongs to an LSTM cell, which reads one step, and what it reads has more");
        }

        Axis feature = signal.Axes.Count > 0 ? signal.Axes[^1] : throw node.Error("reads a single value");
        if (!feature.TryBe(AxisKind.Feature) || feature.IsPart || (feature.Size ?? features) != features)
        {
            throw node.Error($"belongs to an LSTM cell that reads {signal}, and its matrix has {features} rows");
        }

        Axis[] others = [.. signal.Axes.Take(signal.Axes.Count - 1)];
        foreach (Axis axis in others.Where(axis => axis.Size != 1))
        {
            if (!axis.TryBe(AxisKind.Batch))
            {
                throw node.Error($"belongs to an LSTM cell that reads {signal}; sequences and features are needed");
            }
        }

        if (others.Length == 1)
        {
            others[0].TryBe(AxisKind.Batch);
        }

        return [.. others, new Axis(units, AxisKind.Feature)];
    }
}
