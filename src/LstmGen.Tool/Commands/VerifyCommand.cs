using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.Linq;
using LstmGen.Converter;
using LstmGen.Converter.Commands;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Running;
using LstmGen.Tool.Verifying;
using Spectre.Console;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen verify</c>: whether the generated class computes what it should.</summary>
internal static class VerifyCommand
{
    private const int DefaultSteps = 64;
    private const double DefaultTolerance = 1e-5;

    public static Command Create()
    {
        var model = new ModelArguments();
        var input = new InputArgument("Random numbers if left out.");
        var output = new Option<string?>("--output", "-o")
        {
            Description = "A file of the numbers that the model's framework computed for that input: a row for each step, or one for each sequence. A JSON file of the input may have them too.",
            HelpName = "FILE",
        };
        Option<int> seed = CheckedOption.Whole("--seed", "The seed of the random input.", 1);
        Option<double> tolerance = CheckedOption.Size("--tolerance", "The largest difference that is allowed, as a part of the larger of 1 and the value's size.", DefaultTolerance);
        var command = new Command("verify", "Compiles the generated class in memory, and compares it with a double-precision reference and with the outputs that are recorded in the file or given.")
        {
            input.Option, output, seed, tolerance,
        };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            ImportedModel imported = model.Import(parsed);
            List<VerifiedInput> tests = Tests(imported, input.Path(parsed), parsed.GetValue(output), parsed.GetValue(seed));
            List<Verified> results = Waiting.For("Compiling and comparing", () =>
            {
                CompiledModel compiled = CompiledModel.Compile(imported.Network, Options.Default, tests.Max(test => test.Input.Rows));
                return tests.Select(test => Verification.Run(compiled, test)).ToList();
            });
            return Print(results, parsed.GetValue(tolerance));
        });
        return command;
    }

    private static List<VerifiedInput> Tests(ImportedModel model, string? input, string? output, int seed)
    {
        Network network = model.Network;
        if (input is not null)
        {
            return [OfFiles(network, input, output)];
        }

        if (output is not null)
        {
            throw new ModelException("--output is given without --input, and says nothing without the input that it was computed from");
        }

        var tests = model.Tests.Select((test, i) => Recorded(network, test, i + 1)).ToList();
        int steps = network.Steps ?? DefaultSteps;
        float[] random = Verification.RandomInput(network, steps, seed);
        tests.Add(new VerifiedInput(FormattableString.Invariant($"random input with seed {seed}"), new Sequences(1, steps, network.InputSize, InUnits(random, model)), null, ""));
        return tests;
    }

    /// <summary>Features in the user's units: values far from all those in training would saturate every gate, and test little.</summary>
    private static float[] InUnits(float[] features, ImportedModel model)
    {
        int size = model.Network.InputSize;
        return model.Scaler?.Input?.Scaling.Inverse() is { } units
            ? [.. features.Select((value, i) => (float)((units.Factor(i % size) * value) + units.Offset(i % size)))]
            : features;
    }

    private static VerifiedInput Recorded(Network network, RecordedTest test, int number) => new(
        FormattableString.Invariant($"test {number} of the file"),
        new Sequences(1, test.Input.Length / network.InputSize, network.InputSize, test.Input),
        new Sequences(1, test.Output.Length / network.OutputSize, network.OutputSize, test.Output),
        FormattableString.Invariant($"the outputs of test {number}, which the file has recorded,"));

    private static VerifiedInput OfFiles(Network network, string input, string? output)
    {
        InputFile file = InputFile.Open(network, input);
        NumberTable? expected = output is null ? file.File.OutputBeside() : NumberFile.Open(output).Output();
        Sequences? outputs = expected is null ? null : Sequences.OfOutput(network, expected, file.Sequences);
        return new VerifiedInput(Shown.FileName(input), file.Sequences, outputs, $"the outputs in {expected?.Name}")
        {
            ReadAs = expected is null ? [file.ReadAs] : [file.ReadAs, outputs!.Described(expected, "output")],
        };
    }

    private static int Print(List<Verified> results, double tolerance)
    {
        var table = new Table().AddColumns("compared with", "sequences", "outputs", "largest difference", "").Border(TableBorder.Rounded);
        foreach (Verified result in results)
        {
            Add("double-precision reference, ", result, result.ReferenceRows, result.Reference);
            if (result.Recording is { } recording)
            {
                Add("recorded output, ", result, result.Of.Output!.Rows, recording);
            }
        }

        foreach (string line in results.SelectMany(result => result.Of.ReadAs))
        {
            Console.Out.WriteLine(line);
        }

        Report.Write(table);
        return results.Select(result => result.Problem(tolerance)).FirstOrDefault(problem => problem is not null) is { } problem
            ? throw new ModelException(FormattableString.Invariant($"{problem} (the tolerance is {tolerance:g3})"))
            : 0;

        void Add(string what, Verified result, int rows, Difference difference) => table.AddRow(
            new Text(what + result.Of.Name),
            new Text(result.Of.Input.Count.ToString(CultureInfo.InvariantCulture)),
            new Text((result.Of.Input.Count * rows).ToString(CultureInfo.InvariantCulture)),
            new Text(difference.Size.ToString("g3", CultureInfo.InvariantCulture)),
            new Text(difference.IsWithin(tolerance) ? "ok" : "DIFFERS"));
    }
}
