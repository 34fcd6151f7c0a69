using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using LstmGen.Converter;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Running;
using static System.FormattableString;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen run</c>: what the generated class computes.</summary>
internal static class RunCommand
{
    private const string Npy = ".npy";
    private const string Csv = ".csv";
    private const string Json = ".json";

    /// <summary>The most outputs side by side in a terminal.</summary>
    private const int MostColumns = 8;

    public static Command Create()
    {
        var output = new ResultFile("the outputs", Csv, Json, Npy);
        var arguments = new RunArguments(output);
        var everyStep = new Option<bool>("--every-step") { Description = "Shows the output of each step, where the model has that of the last step alone." };
        var command = new Command("run", "Shows the outputs that the generated class computes for an input.") { everyStep };
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            (string Path, string Extension)? file = output.Path(parsed);
            ModelRun run = arguments.Open(parsed);
            bool isEveryStep = parsed.GetValue(everyStep);
            if (isEveryStep && !run.Model.Network.IsStreaming && !run.Model.Network.ReturnsSequences)
            {
                throw new ModelException("--every-step needs a model that computes an output for each step; a layer of this one needs the whole sequence, and the model has one output for each sequence");
            }

            NumberRows outputs = Waiting.For("Running", () => run.Outputs(isEveryStep));
            Console.Out.WriteLine(run.ReadAs);
            if (file is var (path, extension))
            {
                Write(path, extension, run, outputs);
            }
            else
            {
                Print(run, outputs);
            }

            return 0;
        });
        return command;
    }

    /// <summary>The member <c>output</c> of a file whose member <c>input</c> comes before it, and the end of the file.</summary>
    public static void WriteOutput(System.IO.TextWriter writer, ModelRun run, NumberRows outputs)
    {
        writer.Write("  \"output\": ");
        if (run.Model.HasTwoOutputs)
        {
            NumberWriter.JsonList(writer, outputs);
        }
        else
        {
            NumberWriter.Json(writer, outputs, "  ");
        }

        writer.Write("\n}\n");
    }

    /// <summary>The start of a file, with the member <c>input</c>.</summary>
    public static void WriteInput(System.IO.TextWriter writer, ModelRun run)
    {
        writer.Write("{\n  \"input\": ");
        NumberWriter.Json(writer, NumberRows.Of(run.Input), "  ");
        writer.Write(",\n");
    }

    private static void Write(string path, string extension, ModelRun run, NumberRows outputs)
    {
        switch (extension)
        {
            case Npy:
                OutputFile.WriteBytes(path, stream => NumberWriter.Npy(stream, outputs, isList: run.Model.HasTwoOutputs));
                break;
            case Csv:
                OutputFile.Write(path, writer => NumberWriter.Csv(writer, Names(outputs), InRows(run, outputs)));
                break;
            default:
                OutputFile.Write(path, writer =>
                {
                    WriteInput(writer, run);
                    WriteOutput(writer, run, outputs);
                });
                break;
        }
    }

    private static NumberRows InRows(ModelRun run, NumberRows outputs) => run.Model.HasTwoOutputs ? outputs.WithBothOutputs() : outputs;

    private static IEnumerable<string> Names(NumberRows outputs) => Enumerable.Range(0, outputs.Columns).Select(i => Invariant($"output[{i}]"));

    private static void Print(ModelRun run, NumberRows outputs)
    {
        NumberRows rows = InRows(run, outputs);
        bool isWide = rows.Columns > MostColumns;
        string[] names = [.. Names(rows)];
        IEnumerable<string> place = rows.Count > 1 ? ["sequence", "step"] : ["step"];
        int perRow = isWide ? rows.Columns : 1;
        ResultTable.Write(null, place.Concat(isWide ? ["output", "value"] : names), rows.Count * rows.Rows * perRow, Row);

        IEnumerable<string> Row(int index)
        {
            (int sequence, int row) = Math.DivRem(index / perRow, rows.Rows);
            int step = Math.Max(run.Input.Rows - rows.Rows, 0) + row;
            int column = index % perRow;
            IEnumerable<string> at = rows.Count > 1 ? [Number(sequence), Number(step)] : [Number(step)];
            return at.Concat(isWide ? [Invariant($"[{column}]"), Value(sequence, row, column)] : Enumerable.Range(0, rows.Columns).Select(i => Value(sequence, row, i)));
        }

        string Value(int sequence, int row, int column) => rows.Text(rows[sequence, row, column]);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
