using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing;
using LstmGen.Tool.Verifying;
using Spectre.Console;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen verify</c>: whether the generated class computes what it has to.</summary>
internal static class VerifyCommand
{
    private const int DefaultSteps = 64;
    private const double DefaultTolerance = 1e-5;

    public static Command Create()
    {
        var model = new ModelArguments();
        var input = new Option<string?>("--input", "-i") { Description = "A file of numbers to run the model on, row by row: a row of features for each step. Random numbers if left out.", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "A file of the numbers that the model's framework computed for that input, for every step or for the last ones.", HelpName = "FILE" };
        Option<int> seed = CheckedOption.Whole("--seed", "The seed of the random input.", 1);
        Option<double> tolerance = CheckedOption.Size("--tolerance", "The largest difference that is allowed, as a part of the larger of 1 and the value's size.", DefaultTolerance);
        var command = new Command("verify", "Compiles the generated class in memory, and compares it with a double-precision reference and with the outputs that are recorded in the file or given.")
        {
            input, output, seed, tolerance,
        };
        model.AddTo(command);
        command.SetAction(parsed =>
        {
            ImportedModel imported = model.Import(parsed);
            List<(string Name, float[] Input, float[]? Output)> tests = Tests(imported, parsed.GetValue(input), parsed.GetValue(output), parsed.GetValue(seed));
            List<Compared> results = Waiting.For("Compiling and comparing", () =>
            {
                CompiledModel compiled = CompiledModel.Compile(imported.Network, Options.Default);
                return tests.SelectMany(test => Verification.Run(compiled, imported.Network, test.Name, test.Input, test.Output)).ToList();
            });
            return Print(results, parsed.GetValue(tolerance));
        });
        return command;
    }

    private static List<(string Name, float[] Input, float[]? Output)> Tests(ImportedModel model, string? input, string? output, int seed)
    {
        Network network = model.Network;
        if (output is not null && input is null)
        {
            throw new ModelException("--output is given without --input, and says nothing without the input that it was computed from");
        }

        if (input is null)
        {
            var tests = model.Tests.Select((test, i) => (FormattableString.Invariant($"test {i + 1} of the file"), test.Input, (float[]?)test.Output)).ToList();
            tests.Add((FormattableString.Invariant($"random input with seed {seed}"), Verification.RandomInput(network, network.Steps ?? DefaultSteps, seed), null));
            return tests;
        }

        float[] values = NumberFile.Read(input);
        float[]? expected = output is null ? null : NumberFile.Read(output);
        int steps = values.Length / network.InputSize;
        return values.Length == 0 || values.Length % network.InputSize != 0
            ? throw new ModelException(FormattableString.Invariant($"{input} has {values.Length} numbers; the model reads rows of {network.InputSize}, at least one"))
            : expected is not null && (expected.Length == 0 || expected.Length % network.OutputSize != 0 || expected.Length > (long)steps * network.OutputSize)
                ? throw new ModelException(FormattableString.Invariant($"{output} has {expected.Length} numbers; the model writes rows of {network.OutputSize}, and {steps} steps are given"))
                : [(Path.GetFileName(input), values, expected)];
    }

    private static int Print(List<Compared> results, double tolerance)
    {
        var table = new Table().AddColumns("compared with", "steps", "largest difference", "").Border(TableBorder.Rounded);
        bool good = true;
        foreach (Compared result in results)
        {
            bool isEqual = result.LargestDifference <= tolerance;
            good &= isEqual;
            table.AddRow(
                new Text(result.What),
                new Text(result.Steps.ToString(CultureInfo.InvariantCulture)),
                new Text(result.LargestDifference.ToString("g3", CultureInfo.InvariantCulture)),
                new Text(isEqual ? "ok" : "DIFFERS"));
        }

        Report.Write(table);
        if (!good)
        {
            throw new ModelException(FormattableString.Invariant($"the generated class differs by more than {tolerance:g3}"));
        }

        return 0;
    }
}
