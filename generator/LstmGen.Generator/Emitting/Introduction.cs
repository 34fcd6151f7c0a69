using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the remarks of a generated class, which an editor shows with its name: what the network is, and how its layers read a sequence.
/// </summary>
internal static class Introduction
{
    /// <param name="origin">Where a trained model comes from.</param>
    public static void Write(CodeWriter code, string className, Network network, Element element, string? origin)
    {
        var remarks = new RemarksWriter();
        Whole(remarks, className, network, origin);
        remarks.Line();
        foreach (string line in NetworkDrawing.Lines(network))
        {
            remarks.Line("  " + line);
        }

        Layers(remarks, network, element);
        remarks.WriteTo(code);
    }

    private static void Whole(RemarksWriter remarks, string className, Network network, string? origin)
    {
        remarks.Line(Purpose(className, network));
        if (origin is not null)
        {
            remarks.Line("Its parameters were trained: " + ReaderText.Plain(origin));
        }

        if (network.Masking is { } masking)
        {
            remarks.Line(masking.Value is float value
                ? $"A step with the value {FloatText.Of(value)} in every feature is masked: it leaves the state as it is."
                : "Steps may be masked: they leave the state as it is.");
        }

        if (network.Skip)
        {
            bool isOne = network.OutputSize == 1;
            string features = isOne ? "first feature" : $"first {network.OutputSize} features";
            remarks.Line($"The {features} of a step's input {(isOne ? "is" : "are")} added to its output: the skip connection.");
        }
    }

    private static void Layers(RemarksWriter remarks, Network network, Element element)
    {
        var explained = new List<Cell>();
        foreach (Layer layer in network.Layers)
        {
            // The two directions of a bidirectional layer read the same.
            string read = layer == network.Layers[0] ? "of a step's input" : "that the layer before it outputs";
            remarks.Line();
            if (layer is DenseLayer dense)
            {
                Dense(remarks, dense, read);
            }
            else if (layer is RowsLayer rows)
            {
                remarks.Line($"Layer {rows.Name}: {rows.Meaning}. It has no parameters.");
                if (rows.Kind == RowsKind.Mean)
                {
                    remarks.Line("Rows are summed from the first to the last in double precision, and the sum is divided once.");
                }
            }
            else if (layer is PositionwiseLayer row)
            {
                PositionwiseText.Write(remarks, row, network, read);
            }
            else if (layer is BidirectionalLayer both)
            {
                Bidirectional(remarks, both);
            }

            foreach (RecurrentLayer recurrent in layer.Parts.OfType<RecurrentLayer>())
            {
                // The second layer of a stack works like the first: only the differences are worth a reader's time.
                Cell cell = Cell.Of(recurrent, element);
                bool full = !explained.Any(other => other.Text.Equations.SequenceEqual(cell.Text.Equations));
                Recurrent(remarks, recurrent, cell.Text, full, read, network.InitialState is not null);
                explained.Add(cell);
            }
        }
    }

    private static void Bidirectional(RemarksWriter remarks, BidirectionalLayer layer) => remarks.Line(
        $"Layer {layer.Name}: two LSTM layers that read the same sequence, one from each end. Merged, a row is\n"
        + MergeWriter.Meaning(layer.Merge) + ".");

    private static string Order(Direction direction) => direction switch
    {
        Direction.Backward => "from the last step to the first, with its rows in the order of the input",
        Direction.GoBackwards => "from the last step to the first, with its rows in that order",
        Direction.Turned => "from the first step to the last, with its rows from the last to the first",
        _ => "",
    };

    private static string Purpose(string className, Network network)
    {
        string features = ReaderText.Count(network.InputSize, "feature");
        string outputs = ReaderText.Count(network.OutputSize, "value");
        string reads = network.Steps is int steps
            ? $"{className} reads a sequence of {ReaderText.Count(steps, "step")} with {features} each"
            : $"{className} reads a sequence of any length, {features} a step";
        string rows = !network.ReturnsSequences ? network.Layers[network.LastOverTime] is RowsLayer ? "the sequence" : "the last step"
            : network.OutputFollowsSteps ? "every step"
            : $"each of {ReaderText.Count(network.OutputRows!.Value, "row")}";
        return $"{reads}, and writes {outputs} for {rows}. It has {ReaderText.Count(network.ParameterCount, "parameter")}.";
    }

    /// <param name="read">Which values the layer reads.</param>
    private static void Dense(RemarksWriter remarks, DenseLayer layer, string read)
    {
        string units = layer.Units == 1 ? "1 unit," : $"{layer.Units} units, each";
        string values = layer.Input == 1 ? "the value" : $"all {layer.Input} values";
        if (layer.IsScaling)
        {
            remarks.Line($"Layer {layer.Name}: no layer of the model's file, but what the file, or the scaler beside it, does to each");
            remarks.Line("value by a factor and an offset where no weights take them in. Nearly all of its weights are zero.");
        }

        remarks.Line($"Layer {layer.Name}: {units} a weighted sum of {values} {read}{(layer.UseBias ? " and a bias" : "")}:");
        remarks.Line($"    y = {CellEquations.Of(layer)}");
        remarks.Line(layer.UseBias
            ? $"    {layer.Units} · ({layer.Input} + 1) = {ReaderText.Grouped(layer.ParameterCount)} parameters"
            : $"    {layer.Units} · {layer.Input} = {ReaderText.Grouped(layer.ParameterCount)} parameters");
    }

    /// <param name="full">Whether the equations are new to the reader.</param>
    /// <param name="read">Which values the layer reads.</param>
    private static void Recurrent(RemarksWriter remarks, RecurrentLayer layer, CellText text, bool full, string read, bool hasInitialState)
    {
        if (full)
        {
            remarks.Line(text.Opening);
            remarks.Line();
            foreach ((string equation, string meaning) in text.Equations)
            {
                remarks.Line($"    {equation.PadRight(40)} {meaning}");
            }

            remarks.Line();
        }
        else
        {
            string inputs = ReaderText.Count(layer.Input, "value");
            string units = ReaderText.Count(layer.Units, "unit");
            remarks.Line($"Layer {layer.Name}: {units}, by the same equations, with x the {inputs} {read}.");
        }

        if (layer.Direction != Direction.Forward)
        {
            remarks.Line($"It reads the sequence {Order(layer.Direction)}.");
        }

        remarks.Line(text.Weights + ":");
        IEnumerable<string> tensors = layer.Parts.SelectMany(part => part.Tensors)
            .Select(tensor => $"{tensor.Words} {tensor} {ReaderText.Grouped(tensor.Count)}");
        remarks.Line($"    {text.Count} = {ReaderText.Grouped(layer.ParameterCount)} parameters: {string.Join(", ", tensors)}");
        if (full)
        {
            string state = string.Join(" and ", layer.State.Select(slot => slot.Name));
            bool isOne = layer.State.Count == 1;
            remarks.Line($"Every step uses the same parameters. Only {state} {(isOne ? "passes" : "pass")} from one step to the next; "
                + $"{(isOne ? "it starts" : "both start")} {(hasInitialState ? "at trained values" : "as zero")}.");
        }
    }
}
