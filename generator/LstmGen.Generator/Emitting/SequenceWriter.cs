using System;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes a whole sequence layer by layer, for networks in which a layer reads it backwards. No method of a layer knows of a direction:
/// one that reads backwards is given the rows the other way round.
/// </summary>
internal sealed class SequenceWriter(CodeWriter code, Plan plan, BackEnd backEnd, LaneSet lanes, LayerMethods methods)
{
    private const string EachStep = "for (int step = 0; step < steps; step++)";
    private const string Turned = MemoryPlan.Turned;
    private const string ForwardRows = MemoryPlan.ForwardRows;
    private const string BackwardRows = MemoryPlan.BackwardRows;

    private readonly Memory _memory = lanes.Memory;
    private readonly Memory _parameters = lanes.Parameters;

    private Network Network => plan.Network;

    private int Steps => Network.Steps!.Value;

    public void Write()
    {
        Buffers();
        string rows = "x";
        for (int i = 0; i < Network.LastOverTime; i++)
        {
            string written = MemoryPlan.RowsOf(i);
            Layer(backEnd.Stages[i], rows, written);
            rows = written;
        }

        string last = MemoryPlan.RowsOf(Network.LastOverTime);
        Stage recurrent = backEnd.Stages[Network.LastOverTime];
        if (Network.ReturnsSequences)
        {
            Layer(recurrent, rows, last);
            OutputRows(recurrent.Layer, last);
            return;
        }

        code.Comment("Only the last row that each direction computed is output.");
        LastRow(recurrent, rows, last, out string start);
        methods.Head(last, start, Literal.Scaled(Network.InputSize, "(steps - 1)"), "0");
    }

    /// <summary>Writes what makes an output of each row of the last recurrent layer.</summary>
    private void OutputRows(Layer layer, string memory)
    {
        code.Comment("The output rows.");
        using (code.Block(EachStep))
        {
            string row = Literal.Scaled(Stride(layer), "step");
            if (layer is BidirectionalLayer { Merge: Merge.None } split)
            {
                Halves(split, memory, row);
            }
            else
            {
                methods.Head(memory, row, Literal.Scaled(Network.InputSize, "step"), "0");
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
        string to = Plus(Literal.Of(Steps * forward), Literal.Scaled(backward, "step"));
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

    /// <summary>Writes one layer, from rows in one memory to rows in another.</summary>
    private void Layer(Stage stage, string from, string to)
    {
        code.Comment($"Layer {stage.Layer.Name}");
        if (stage.First.Layer is DenseLayer dense)
        {
            using (code.Block(EachStep))
            {
                string read = _memory.From(from, Literal.Scaled(stage.InputStride, "step"));
                string written = _memory.From(to, Literal.Scaled(Stride(dense), "step"));
                code.Line($"{methods.Name(dense)}({_parameters.From("p", 0)}, {read}, {written}{_memory.WorkArgument});");
            }

            return;
        }

        Directions(stage, from, to);
        if (stage.Layer is BidirectionalLayer layer)
        {
            code.Comment($"Merged: {MergeWriter.Meaning(layer.Merge)}; the backward rows in the order of the input.");
            using (code.Block(EachStep))
            {
                Merged(layer, to, Literal.Scaled(Stride(layer), "step"), Place(stage.First), Place(stage.Second!));
            }
        }
        else if (IsTurned((RecurrentLayer)stage.First.Layer))
        {
            code.Comment("Its rows in the order of the input.");
            int stride = Stride(stage.Layer);
            string early = _memory.Element(to, Plus(Literal.Scaled(stride, "step"), "k"));
            string late = _memory.Element(to, Plus(Literal.Scaled(stride, "(steps - 1 - step)"), "k"));
            code.Line($$"""
                for (int step = 0; step < steps - 1 - step; step++)
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

    /// <summary>Writes the last recurrent layer where only its last row is needed.</summary>
    /// <param name="start">Where that row is.</param>
    private void LastRow(Stage stage, string from, string to, out string start)
    {
        Directions(stage, from, to);
        start = Literal.Scaled(Stride(stage.Layer), "(steps - 1)");
        if (stage.Layer is BidirectionalLayer layer)
        {
            Merged(layer, to, "0", Last(stage.First), Last(stage.Second!));
            start = "0";
        }

        static string Last(LayerSchedule half) => Literal.Scaled(half.Layout.PaddedOutput, "(steps - 1)");
    }

    /// <summary>Where the row is that a direction outputs at a step.</summary>
    private static string Place(LayerSchedule half) =>
        Literal.Scaled(half.Layout.PaddedOutput, IsTurned((RecurrentLayer)half.Layer) ? "(steps - 1 - step)" : "step");

    /// <summary>Writes the directions of a layer, with the rows of each in the order in which they are computed.</summary>
    private void Directions(Stage stage, string from, string to)
    {
        if (!stage.TakesTurns || lanes.IsScalar)
        {
            Half(stage, stage.First, from, stage.Second is null ? to : ForwardRows);
            if (stage.Second is not null)
            {
                Half(stage, stage.Second, from, BackwardRows);
            }

            return;
        }

        string first = Read(stage, stage.First, from);
        string second = Read(stage, stage.Second!, from);
        code.Comment("The directions take turns: while one waits for its activations, the other one computes.");
        using (code.Block(EachStep))
        {
            Call(stage, stage.First, first, ForwardRows, "step", "1");
            Call(stage, stage.Second!, second, BackwardRows, "step", "1");
        }
    }

    private void Half(Stage stage, LayerSchedule half, string from, string to)
    {
        string read = Read(stage, half, from);
        if (half is not TiledSchedule { Hoisting: not null })
        {
            Call(stage, half, read, to, "0", "steps");
            return;
        }

        int most = backEnd.StepsAtOnce;
        using (code.Block($"for (int step = 0; step < steps; step += {most})"))
        {
            Call(stage, half, read, to, "step", $"steps - step < {most} ? steps - step : {most}");
        }
    }

    /// <summary>The memory in which the rows are in the order in which a direction reads them, which is written first where need be.</summary>
    private string Read(Stage stage, LayerSchedule half, string from)
    {
        if (!half.ReadsBackwards)
        {
            return from;
        }

        using (code.Block(EachStep))
        {
            string row = Literal.Scaled(stage.InputStride, "(steps - 1 - step)");
            code.Line(_memory.Copy(from, row, Turned, Literal.Scaled(stage.InputStride, "step"), stage.Layer.Input));
        }

        return Turned;
    }

    /// <summary>Writes the call that moves a direction on by some steps.</summary>
    private void Call(Stage stage, LayerSchedule half, string read, string to, string step, string count)
    {
        string rows = _memory.From(read, Literal.Scaled(stage.InputStride, step));
        string written = _memory.From(to, Literal.Scaled(half.Layout.PaddedOutput, step));
        code.Line($"{methods.Name(half.Layer)}({_parameters.From("p", 0)}, {rows}, {_memory.From("s", 0)}, {written}, {count});");
    }

    /// <summary>Writes one merged row.</summary>
    private void Merged(BidirectionalLayer layer, string to, string row, string forward, string backward) =>
        MergeWriter.Write(code, _memory, lanes.Scalar, layer, (ForwardRows, forward), (BackwardRows, backward), to, row);

    /// <summary>Whether the rows are output from the last to the first.</summary>
    private static bool IsTurned(RecurrentLayer layer) => layer.Direction is Direction.Backward or Direction.Turned;

    /// <summary>From one row of a layer's output to the next.</summary>
    private int Stride(Layer layer) => Packing.Pad(layer.Output, plan.Element);

    private static string Plus(string start, string rest) => start == "0" ? rest : $"{start} + {rest}";
}
