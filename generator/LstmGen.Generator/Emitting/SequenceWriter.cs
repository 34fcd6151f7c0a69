using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes a whole sequence layer by layer, for networks that can't be computed step by step: a layer reads it backwards, or is a
/// <see cref="RowsLayer"/>. The layers' methods don't know directions: one that reads backwards gets the rows in reverse order.
/// </summary>
internal sealed class SequenceWriter(CodeWriter code, Plan plan, BackEnd backEnd, LaneSet lanes, LayerMethods methods)
{
    private const string Turned = MemoryPlan.Turned;
    private const string ForwardRows = MemoryPlan.ForwardRows;
    private const string BackwardRows = MemoryPlan.BackwardRows;

    private readonly Memory _memory = lanes.Memory;
    private readonly Memory _parameters = lanes.Parameters;

    /// <summary>The rows that each layer wrote.</summary>
    private readonly List<Rows> _left = [];

    private Network Network => plan.Network;

    public void Write()
    {
        Buffers();
        var rows = new Rows("x", "0", backEnd.Stages[0].InputStride, "steps");
        for (int i = 0; i <= Network.LastOverTime; i++)
        {
            rows = Layer(i, rows);
            _left.Add(rows);
        }

        if (Network.ReturnsSequences)
        {
            OutputRows(Network.Layers[Network.LastOverTime], rows);
        }
        else
        {
            methods.Head(rows.Memory, rows.Start, Literal.Scaled(Network.InputSize, "(steps - 1)"), "0");
        }
    }

    /// <summary>Writes code that computes an output from each row of the last layer over time.</summary>
    private void OutputRows(Layer layer, Rows rows)
    {
        code.Comment("The output rows.");
        using (code.Block(rows.Each))
        {
            string row = rows.At("step");
            if (layer is BidirectionalLayer { Merge: Merge.None } split)
            {
                Halves(split, rows.Memory, row);
            }
            else
            {
                methods.Head(rows.Memory, row, Literal.Scaled(Network.InputSize, "step"), "0", source => Added(source, "step"));
                code.Line(_memory.Advance("y", Network.OutputSize));
            }
        }
    }

    /// <summary>Writes the two outputs of a layer that doesn't merge them: a block of rows for each direction.</summary>
    private void Halves(BidirectionalLayer layer, string memory, string row)
    {
        int forward = layer.Forward.Output;
        int backward = layer.Backward.Output;
        code.Line(_memory.Copy(memory, row, "y", Literal.Scaled(forward, "step"), forward));
        string to = Plus(Literal.Of(Network.OutputRows!.Value * forward), Literal.Scaled(backward, "step"));
        code.Line(_memory.Copy(memory, Plus(row, Literal.Of(forward)), "y", to, backward));
    }

    private void Buffers()
    {
        code.Comment("Memory for the rows of a whole sequence: between the layers, and in reverse order for what reads backwards.");
        foreach (Scratch scratch in plan.Memory.Run(backEnd))
        {
            _memory.Scratch(code, scratch);
        }
    }

    /// <summary>Writes one layer.</summary>
    /// <returns>Its output rows.</returns>
    private Rows Layer(int index, Rows read)
    {
        Stage stage = backEnd.Stages[index];
        string to = plan.Memory.RowsOf(index);
        var left = new Rows(to, "0", Stride(stage.Layer), stage.Layer.HandsOnEveryStep ? read.Count : "1");
        switch (stage.Layer)
        {
            case RowsLayer layer:
                return OfRows(layer, read, left);
            case { IsRecurrent: false }:
                code.Comment($"Layer {stage.Layer.Name}");
                using (read.Count == "1" ? null : code.Block(read.Each))
                {
                    string step = read.Count == "1" ? "0" : "step";
                    var input = new RowStart(read.Memory, read.At(step));
                    methods.Row(stage.First.Layout, input, new RowStart(to, left.At(step)), source => Added(source, step));
                }

                return left;
            case { HandsOnEveryStep: true }:
                code.Comment($"Layer {stage.Layer.Name}");
                EveryRow(stage, read, left);
                return left;
            default:
                code.Comment(index == Network.LastOverTime
                    ? "Only the last row that each direction computed is output."
                    : $"Layer {stage.Layer.Name}: only the last row that each direction computed is read.");
                return left with { Start = LastRow(stage, read, left) };
        }
    }

    /// <summary>Writes a <see cref="RowsLayer"/>, and returns its rows.</summary>
    private Rows OfRows(RowsLayer layer, Rows read, Rows left)
    {
        switch (layer.Kind)
        {
            case RowsKind.Repeat:
                return read with { Stride = 0, Count = Literal.Of(layer.Count) };
            case RowsKind.Last:
                return read with { Start = read.At(read.FromEnd(layer.Count)), Count = Literal.Of(layer.Count) };
            case RowsKind.Flatten:
                code.Comment($"Layer {layer.Name}: {PoolingWriter.Meaning(layer.Kind)}");
                using (code.Block(read.Each))
                {
                    code.Line(_memory.Copy(read.Memory, read.At("step"), left.Memory, Literal.Scaled(layer.Input, "step"), layer.Input));
                }

                return left;
            default:
                code.Comment($"Layer {layer.Name}: {PoolingWriter.Meaning(layer.Kind)}");
                PoolingWriter.Pool(
                    code, plan.Element, layer, (step, k) => _memory.Element(read.Memory, Plus(read.At(step), k)), read.Count,
                    k => _memory.Element(left.Memory, k));
                return left;
        }
    }

    /// <summary>Writes a recurrent layer that outputs a row for each that it reads.</summary>
    private void EveryRow(Stage stage, Rows read, Rows left)
    {
        Directions(stage, read, left.Memory);
        if (stage.Layer is BidirectionalLayer layer)
        {
            code.Comment($"Merged: {MergeWriter.Meaning(layer.Merge)}; the backward rows in the order of the input.");
            using (code.Block(left.Each))
            {
                Merged(layer, left.Memory, left.At("step"), Place(stage.First, left), Place(stage.Second!, left));
            }
        }
        else if (IsTurned((RecurrentLayer)stage.First.Layer))
        {
            code.Comment("Its rows in the order of the input.");
            string early = _memory.Element(left.Memory, Plus(left.At("step"), "k"));
            string late = _memory.Element(left.Memory, Plus(left.At(left.Back), "k"));
            code.Line($$"""
                for (int step = 0; step < {{left.Count}} - 1 - step; step++)
                {
                    for (int k = 0; k < {{stage.Layer.Output}}; k++)
                    {
                        {{plan.Element.Type}} value = {{early}};
                        {{early}} = {{late}};
                        {{late}} = value;
                    }
                }
                """);
            code.Line();
        }
    }

    /// <summary>Writes a recurrent layer of which only the last row is needed.</summary>
    /// <returns>Where that row is.</returns>
    private string LastRow(Stage stage, Rows read, Rows left)
    {
        Directions(stage, read, left.Memory);
        if (stage.Layer is not BidirectionalLayer layer)
        {
            return Literal.Scaled(left.Stride, read.FromEnd(1));
        }

        Merged(layer, left.Memory, "0", Last(stage.First), Last(stage.Second!));
        return "0";

        string Last(LayerSchedule half) => Literal.Scaled(half.Layout.PaddedOutput, read.FromEnd(1));
    }

    /// <summary>Where the row that a direction outputs at a step is.</summary>
    private static string Place(LayerSchedule half, Rows rows) =>
        Literal.Scaled(half.Layout.PaddedOutput, IsTurned((RecurrentLayer)half.Layer) ? rows.Back : "step");

    /// <summary>Writes the directions of a layer, with the rows of each in the order in which they are computed.</summary>
    private void Directions(Stage stage, Rows rows, string to)
    {
        if (!stage.TakesTurns || lanes.IsScalar)
        {
            Half(stage, stage.First, rows, stage.Second is null ? to : ForwardRows);
            if (stage.Second is not null)
            {
                Half(stage, stage.Second, rows, BackwardRows);
            }

            return;
        }

        Rows first = Read(stage, stage.First, rows);
        Rows second = Read(stage, stage.Second!, rows);
        code.Comment("The directions take turns: while one waits for its activations, the other one computes.");
        using (code.Block(rows.Each))
        {
            Call(stage.First, first, ForwardRows, "step", "1");
            Call(stage.Second!, second, BackwardRows, "step", "1");
        }
    }

    private void Half(Stage stage, LayerSchedule half, Rows rows, string to)
    {
        Rows read = Read(stage, half, rows);
        string count = rows.Count;
        if (half is not TiledSchedule { Hoisting: not null })
        {
            Call(half, read, to, "0", count);
            return;
        }

        int most = backEnd.StepsAtOnce;
        using (code.Block($"for (int step = 0; step < {count}; step += {most})"))
        {
            Call(half, read, to, "step", $"{count} - step < {most} ? {count} - step : {most}");
        }
    }

    /// <summary>The rows in the order in which a direction reads them, which is written first if necessary.</summary>
    private Rows Read(Stage stage, LayerSchedule half, Rows rows)
    {
        // Repeated rows are the same in any order.
        if (!half.ReadsBackwards || rows.Stride == 0)
        {
            return rows;
        }

        Rows turned = rows with { Memory = Turned, Start = "0" };
        using (code.Block(rows.Each))
        {
            code.Line(_memory.Copy(rows.Memory, rows.At(rows.Back), Turned, turned.At("step"), stage.Layer.Input));
        }

        return turned;
    }

    /// <summary>Writes the call that advances a direction by some steps.</summary>
    private void Call(LayerSchedule half, Rows read, string to, string step, string count)
    {
        string rows = _memory.From(read.Memory, read.At(step));
        string written = _memory.From(to, Literal.Scaled(half.Layout.PaddedOutput, step));
        code.Line($"{methods.Name(half.Layer)}({_parameters.From("p", 0)}, {rows}, {_memory.From("s", 0)}, {written}, {count});");
    }

    /// <summary>Writes one merged row.</summary>
    private void Merged(BidirectionalLayer layer, string to, string row, string forward, string backward) =>
        MergeWriter.Write(code, _memory, lanes.Scalar, layer, (ForwardRows, forward), (BackwardRows, backward), to, row);

    /// <summary>The row that a residual sum adds: there are as many of these rows as of those that it reads.</summary>
    private RowStart Added(int source, string step) => source == AddLayer.OfInput
        ? new RowStart("x", Literal.Scaled(Network.InputSize, step))
        : new RowStart(_left[source].Memory, _left[source].At(step));

    /// <summary>Whether the rows are output from the last to the first.</summary>
    private static bool IsTurned(RecurrentLayer layer) => layer.Direction is Direction.Backward or Direction.Turned;

    /// <summary>The distance from one row of a layer's output to the next.</summary>
    private int Stride(Layer layer) => Packing.Pad(layer.Output, plan.Element);

    private static string Plus(string start, string rest) => start == "0" ? rest : rest == "0" ? start : $"{start} + {rest}";

    /// <summary>Rows in a memory.</summary>
    /// <param name="Start">Where the first is.</param>
    /// <param name="Stride">The distance from one to the next; 0 where it is always the same row.</param>
    /// <param name="Count">How many there are: a number, or the steps that the method is given.</param>
    private readonly record struct Rows(string Memory, string Start, int Stride, string Count)
    {
        /// <summary>The loop over them.</summary>
        public string Each => $"for (int step = 0; step < {Count}; step++)";

        /// <summary>The row as far from the last as a step is from the first.</summary>
        public string Back => Literal.IsNumber(Count, out int count) ? $"({Literal.Of(count - 1)} - step)" : $"({Count} - 1 - step)";

        /// <summary>Where a row is.</summary>
        public string At(string row) => Plus(Start, Literal.Scaled(Stride, row));

        /// <summary>The first of the last rows.</summary>
        public string FromEnd(int rows) =>
            Literal.IsNumber(Count, out int count) ? Literal.Of(count - rows) : $"({Count} - {Literal.Of(rows)})";
    }
}
