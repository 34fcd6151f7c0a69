using System;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes a method for each layer: a recurrent layer's computes several steps and writes a row of output for each, a fully connected
/// layer's computes one row. A bidirectional layer has two methods, and a projection has its own.
/// </summary>
internal sealed class LayerMethods(CodeWriter code, Names names, Plan plan, BackEnd backEnd, LaneSet lanes)
{
    private readonly Memory _memory = lanes.Memory;
    private readonly PositionwiseWriter _rows = new(code, lanes);
    private readonly Memory _parameters = lanes.Parameters;

    /// <summary>Separates a name that ends in a digit from a suffix that starts with one.</summary>
    public static string Separator(LaneSet lanes) => lanes.IsScalar ? "" : "Vector";

    public string Name(WeightedLayer layer) => layer.PascalName + Separator(lanes) + lanes.Suffix;

    /// <param name="with">What the methods compute with, for a reader.</param>
    public void Write(string with)
    {
        foreach (Stage stage in backEnd.Stages)
        {
            foreach (LayerSchedule layer in stage.All.Where(layer => layer is not PositionwiseSchedule))
            {
                Write(layer, stage.InputStride, with);
            }
        }
    }

    /// <summary>
    /// Writes the calls of the layers after the last recurrent one, which compute an output <c>y</c> from a row of its output.
    /// </summary>
    /// <param name="h">The memory of the row.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="x">Where the step's input starts in memory <c>x</c>, for a skip connection.</param>
    /// <param name="row">Which of the rows in the scratch memory the layers use.</param>
    /// <param name="before">Where the rows of the layers before the last one over time are; null where those aren't read.</param>
    public void Head(string h, string start, string x, string row, Func<int, RowStart>? before = null)
    {
        Network network = plan.Network;
        int last = network.Layers.Count - 1;
        var hidden = new RowStart(h, start);
        for (int i = network.LastOverTime + 1; i <= last; i++)
        {
            LayerLayout layout = backEnd.Stages[i].First.Layout;
            RowStart to = i == last && !network.Skip ? new RowStart("y", "0") : new RowStart("scratch", ScratchRow(layout, row));
            Row(layout, new RowStart(h, start), to, Added);
            (h, start) = (to.Memory, to.At);
        }

        if (network.Skip)
        {
            code.Comment(StraightWriter.SkipMeaning);
            using (code.Block($"for (int k = 0; k < {network.OutputSize}; k++)"))
            {
                string sum = lanes.Scalar.Spell(
                    new Variable(_memory.Element(h, Plus(start))) + new Variable(_memory.Element("x", Plus(x))));
                code.Line($"{_memory.Element("y", "k")} = {sum};");
            }
        }
        else if (network.LastOverTime == last)
        {
            code.Line(_memory.Copy(h, start, "y", "0", network.OutputSize));
        }

        static string Plus(string start) => start == "0" ? "k" : start + " + k";

        RowStart Added(int source) => source == AddLayer.OfInput ? new RowStart("x", x)
            : source == network.LastOverTime ? hidden
            : source > network.LastOverTime ? new RowStart("scratch", ScratchRow(backEnd.Stages[source].First.Layout, row))
            : before!(source);
    }

    /// <summary>
    /// Writes code that computes a row of a layer without a state: the call of its method, or inline code for a layer without one.
    /// </summary>
    /// <param name="added">Where the row that a residual sum adds is, by the number of its layer.</param>
    public void Row(LayerLayout layout, RowStart from, RowStart to, Func<int, RowStart> added)
    {
        if (layout.Layer is PositionwiseLayer)
        {
            _rows.Write(layout, from, to, added);
            return;
        }

        string runs = $"{_memory.From(from.Memory, from.At)}, {_memory.From(to.Memory, to.At)}";
        code.Line($"{Name(layout.Layer)}({_parameters.From("p", 0)}, {runs}{_memory.WorkArgument});");
    }

    /// <summary>Where one of a layer's rows is in the scratch memory.</summary>
    public string ScratchRow(LayerLayout layout, string row)
    {
        int steps = backEnd.StepsAtOnce;
        return Literal.Sum(layout.Row.First(steps), steps == 1 || layout.Row.Stride == 0 ? "0" : Literal.Scaled(layout.Row.Stride, row));
    }

    private void Write(LayerSchedule layer, int inputStride, string with)
    {
        WeightedLayer what = layer.Layer;
        bool isRecurrent = what is RecurrentLayer;
        code.Comment($"Layer {what.Name}, {with}{(isRecurrent ? ": as many steps as given, with h of each in a row" : "")}.");
        KernelAttribute.Write(code, names, plan.Target);
        string more = isRecurrent
            ? $"{_memory.Parameter("s", written: true)}, {_memory.Parameter("rows", written: true)}, int steps"
            : _memory.Parameter("y", written: true) + _memory.WorkParameter;
        using (code.Block($"private static void {Name(what)}({_parameters.Parameter("p")}, {_memory.Parameter("x")}, {more})"))
        {
            switch (layer)
            {
                case TiledSchedule tiled:
                    Tiled(tiled, inputStride);
                    break;
                case StraightSchedule straight:
                    Straight(straight, inputStride);
                    break;
            }
        }
    }

    private void Tiled(TiledSchedule layer, int inputStride)
    {
        var writer = new TiledWriter(code, plan, backEnd, lanes, layer);
        if (layer.Layer is RecurrentLayer)
        {
            writer.Recurrent(inputStride, layer.Projection is { } projection ? Name(projection.Layer) : null);
        }
        else
        {
            writer.Dense();
        }
    }

    private void Straight(StraightSchedule layer, int inputStride)
    {
        var writer = new StraightWriter(code, lanes, [layer]);
        var input = new MemorySource(_memory, "x", 0);
        if (layer.Layer is not RecurrentLayer)
        {
            if (plan.Memory.Outputs(layer) is { } outputs)
            {
                _memory.Scratch(code, outputs);
            }

            writer.Step(0, 1, input, explained: true);
            writer.StoreOutput(0);
            return;
        }

        foreach (Scratch carried in plan.Memory.Carried(backEnd, layer))
        {
            _memory.Scratch(code, carried);
        }

        writer.LoadState();
        using (code.Block("for (int step = 0; step < steps; step++)"))
        {
            writer.Step(0, 1, input, explained: true);
            writer.StoreRow("rows");
            code.Line(_memory.Advance("rows", layer.Layout.PaddedOutput));
            code.Line(_memory.Advance("x", inputStride));
        }

        writer.StoreState();
    }
}
