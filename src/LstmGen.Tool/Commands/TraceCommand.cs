using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Converter;
using LstmGen.Generator.Model;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Running;
using static System.FormattableString;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen trace</c>: what each unit computes at each step.</summary>
internal static class TraceCommand
{
    private const string Csv = ".csv";
    private const string Json = ".json";

    /// <summary>The most features side by side in a terminal.</summary>
    private const int MostColumns = 8;

    /// <summary>As many as fit in a table of an LSTM's values in a terminal of 80 columns.</summary>
    private const int Decimals = 4;

    public static Command Create()
    {
        var output = new ResultFile("the trace", Csv, Json);
        var arguments = new RunArguments(output);
        var command = new Command("trace", "Shows what each unit computes at each step: its gates i, f and o, its candidate g, and its states c and h.");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            (string Path, string Extension)? file = output.Path(parsed);
            ModelRun run = arguments.Open(parsed);
            NumberRows trace = Waiting.For("Running", run.Trace);
            IReadOnlyList<TraceBlock> blocks = TraceBlock.Of(run.Model.TraceLayout);
            Console.Out.WriteLine(run.ReadAs);
            switch (file)
            {
                case null:
                    Print(run, trace, blocks);
                    break;
                case (var path, Csv):
                    OutputFile.Write(path, writer => WriteCsv(writer, run, trace, blocks));
                    break;
                case var (path, _):
                    NumberRows outputs = run.Outputs(everyStep: false);
                    OutputFile.Write(path, writer => WriteJson(writer, run, trace, blocks, outputs));
                    break;
            }

            return 0;
        });
        return command;
    }

    /// <summary>A line for each step, with the input and then everything that the layers compute.</summary>
    private static void WriteCsv(TextWriter writer, ModelRun run, NumberRows trace, IReadOnlyList<TraceBlock> blocks)
    {
        NumberRows input = NumberRows.Of(run.Input);
        string[] place = trace.Count > 1 ? ["sequence", "step"] : ["step"];
        NumberWriter.Line(writer, [.. place, .. Enumerable.Range(0, input.Columns).Select(i => Invariant($"input[{i}]")), .. blocks.SelectMany(block => block.Names)]);
        for (int sequence = 0; sequence < trace.Count; sequence++)
        {
            for (int step = 0; step < trace.Rows; step++)
            {
                string[] at = trace.Count > 1 ? [Number(sequence), Number(step)] : [Number(step)];
                NumberWriter.Line(writer, [
                    .. at,
                    .. Enumerable.Range(0, input.Columns).Select(i => input.Text(input[sequence, step, i])),
                    .. Enumerable.Range(0, trace.Columns).Select(i => Computed(trace[sequence, step, i], trace.Text))]);
            }
        }
    }

    /// <summary>The input, what each layer computes value by value, and the output, so that <c>verify</c> can read the file, too.</summary>
    private static void WriteJson(TextWriter writer, ModelRun run, NumberRows trace, IReadOnlyList<TraceBlock> blocks, NumberRows outputs)
    {
        RunCommand.WriteInput(writer, run);
        writer.Write($"  \"architecture\": \"{ArchitectureText.Of(run.Model.Network)}\",\n  \"layers\": {{");
        string between = "";
        foreach (IGrouping<string, TraceBlock> layer in blocks.GroupBy(block => block.Layer))
        {
            writer.Write($"{between}\n    \"{layer.Key}\": {{");
            string inner = "";
            foreach (IGrouping<string?, TraceBlock> half in layer.GroupBy(block => block.Half))
            {
                string indent = "      ";
                if (half.Key is not null)
                {
                    writer.Write($"{inner}\n{indent}\"{half.Key}\": {{");
                    (indent, inner) = (indent + "  ", "");
                }

                foreach (TraceBlock block in half)
                {
                    writer.Write($"{inner}\n{indent}\"{block.Value ?? "output"}\": ");
                    NumberWriter.JsonOfColumns(writer, trace, block.Start, block.Count, indent);
                    inner = ",";
                }

                writer.Write(half.Key is not null ? "\n      }" : "");
            }

            writer.Write("\n    }");
            between = ",";
        }

        writer.Write("\n  },\n");
        RunCommand.WriteOutput(writer, run, outputs);
    }

    /// <summary>A table for each layer, with a line for each unit of each step.</summary>
    private static void Print(ModelRun run, NumberRows trace, IReadOnlyList<TraceBlock> blocks)
    {
        NumberRows input = NumberRows.Of(run.Input);
        if (input.Columns <= MostColumns)
        {
            Print("input", input, input.Text, [.. Enumerable.Range(0, input.Columns).Select(i => new TraceBlock("input", null, input.Columns == 1 ? "x" : Invariant($"x{i}"), i, 1))]);
        }
        else
        {
            Print("input", input, input.Text, [new TraceBlock("input", null, "x", 0, input.Columns)]);
        }

        foreach (IGrouping<(string Layer, string? Half), TraceBlock> layer in blocks.GroupBy(block => (block.Layer, block.Half)))
        {
            Print(layer.Key.Half is { } half ? $"{layer.Key.Layer}, {half}" : layer.Key.Layer, trace, Rounded, [.. layer]);
        }
    }

    private static void Print(string title, NumberRows numbers, Func<double, string> text, IReadOnlyList<TraceBlock> blocks)
    {
        int units = blocks.Max(block => block.Count);
        string[] columns = [.. numbers.Count > 1 ? ["sequence"] : Array.Empty<string>(), "step", .. units > 1 ? ["unit"] : Array.Empty<string>(), .. blocks.Select(block => block.Value ?? "output")];
        ResultTable.Write(title, columns, numbers.Count * numbers.Rows * units, index =>
        {
            (int sequence, int step) = Math.DivRem(index / units, numbers.Rows);
            int unit = index % units;
            bool isFirst = unit == 0;
            return [
                .. numbers.Count > 1 ? [isFirst && step == 0 ? Number(sequence) : ""] : Array.Empty<string>(),
                isFirst ? Number(step) : "",
                .. units > 1 ? [Number(unit)] : Array.Empty<string>(),
                .. blocks.Select(block => unit < block.Count ? Computed(numbers[sequence, step, block.Start + unit], text) : "")];
        });
    }

    /// <summary>Digits aligned in columns; files have all of them. Minus zero is never shown.</summary>
    private static string Rounded(double value) => Math.Abs(value) < 1e5
        ? (Math.Round(value, Decimals) + 0.0).ToString(Invariant($"F{Decimals}"), CultureInfo.InvariantCulture)
        : value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>Values that weren't computed are NaN in a trace, and empty here.</summary>
    private static string Computed(double value, Func<double, string> text) => double.IsNaN(value) ? "" : text(value);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
