using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

public sealed class VerifyTests : IDisposable
{
    /// <summary>Reads 6 steps of 3 features, and writes 2 values for the last.</summary>
    private static readonly string Model = KerasGolden.Path("lstm_dense.keras");

    private static readonly string Streaming = Repository.Golden("state_dict", "two_layers.safetensors");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen verify ü");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Compares_with_the_reference_and_with_what_is_recorded()
    {
        string printed = Squeezed(Succeeds("verify", Repository.Golden("aidax", "two_layers.json"), "--seed", "7"));
        Assert.Contains("random input", printed, StringComparison.Ordinal);
        Assert.Contains("seed 7", printed, StringComparison.Ordinal);
        Assert.Contains("│ ok │", printed, StringComparison.Ordinal);
        Assert.Contains("recorded output, test 1 of", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_are_as_many_sequences_as_the_models_steps_go_into_them()
    {
        (float[] input, float[] output) = KerasGolden.Expected("lstm_dense.json");
        float[] other = [.. input.Select(value => -value)];
        string one = Write("one.csv", input, 3);
        string last = Write("last.csv", output, 2);
        string printed = Succeeds("verify", Model, "-i", one, "-o", last);
        Assert.StartsWith("one.csv: 1 sequence of 6 steps\nlast.csv: 1 sequence of 1 output\n", printed, StringComparison.Ordinal);
        Assert.Contains("│ recorded output, one.csv │ 1 │ 1 │", Squeezed(printed), StringComparison.Ordinal);

        // Treated as one sequence, the second would start at the first one's final state.
        string twice = Write("twice.csv", [.. input, .. input], 3);
        printed = Succeeds("verify", Model, "-i", twice, "-o", Write("both.csv", [.. output, .. output], 2));
        Assert.StartsWith("twice.csv: 2 sequences of 6 steps\nboth.csv: 2 sequences of 1 output\n", printed, StringComparison.Ordinal);
        Assert.Contains("│ double-precision reference, twice.csv │ 2 │ 12 │", Squeezed(printed), StringComparison.Ordinal);
        Assert.Contains("│ recorded output, twice.csv │ 2 │ 2 │", Squeezed(printed), StringComparison.Ordinal);

        ToolResult result = ToolProcess.Run("verify", Model, "-i", Write("other.csv", [.. input, .. other], 3), "-o", In("both.csv"));
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"lstmgen: {Model}: the outputs in {In("both.csv")} differ by ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Contains(" (sequence 1) from what the model computes; the generated class agrees with the double-precision reference", result.Errors[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_scaler_brings_the_numbers_to_the_users_units()
    {
        string model = Repository.Golden("state_dict", "one.json");
        string scaler = Repository.Golden("scalers", "standard.json");
        string vectors = Repository.Golden("scalers", "standard.io.json");
        string[] options = ["--return-sequences", "true", "--scaler", scaler];
        RecordedVectors recorded = RecordedVectors.Read(vectors);
        string printed = Succeeds(["verify", model, .. options, "-i", Write("in.csv", recorded.Input, 3), "-o", Write("out.csv", recorded.Output, 2)]);
        Assert.DoesNotContain("DIFFERS", printed, StringComparison.Ordinal);
        Assert.Equal(1, ToolProcess.Run(["verify", model, "--return-sequences", "true", "-i", In("in.csv"), "-o", In("out.csv")]).ExitCode);

        // Random input is in those units, too: otherwise every gate would be closed or open.
        Assert.Contains("│ ok │", Squeezed(Succeeds(["verify", model, .. options])), StringComparison.Ordinal);

        // The path is relative to the current folder, and the scaler is never overwritten.
        Assert.Contains("scaler input and output, from 'standard.json'", Squeezed(Succeeds(["inspect", model, .. options])), StringComparison.Ordinal);
        ToolResult result = ToolProcess.Run(["run", model, .. options, "-o", scaler]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("standard.json", Assert.Single(result.Errors), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_case_of_a_batch_agrees()
    {
        string folder = Path.GetFullPath(Repository.Shared("..", "cases", "verify-batch-of-sequences"));
        Skip.IfNot(Directory.Exists(folder), "the cases aren't beside the repository");
        string printed = Succeeds("verify", Path.Combine(folder, "sigmoid.keras"), "-i", Path.Combine(folder, "b.in"), "-o", Path.Combine(folder, "b.out"));
        Assert.Contains("3 sequences of 6 steps", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("DIFFERS", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sequence_has_an_output_for_every_step_or_one()
    {
        string vectors = Repository.Golden("state_dict", "two_layers.io.json");
        RecordedVectors recorded = RecordedVectors.Read(vectors);
        string[] verify = ["verify", Streaming, "--activation", "head=linear"];
        string printed = Succeeds([.. verify, "-i", vectors]);
        int columns = Columns(printed, recorded.Output.Length);
        int steps = recorded.Output.Length / columns;
        Assert.StartsWith($"two_layers.io.json: 1 sequence of {steps} steps\ntwo_layers.io.json: 1 sequence of {steps} outputs\n", printed, StringComparison.Ordinal);

        // The first steps twice: their outputs are known.
        const int First = 4;
        int features = recorded.Input.Length / steps;
        float[] start = recorded.Input[..(First * features)];
        float[] outputs = recorded.Output[..(First * columns)];
        string input = Write("start.txt", [.. start, .. start], features);
        string every = Write("every.txt", [.. outputs, .. outputs], columns);
        string last = Write("last.txt", [.. outputs[^columns..], .. outputs[^columns..]], columns);
        Succeeds([.. verify, "--steps", "4", "-i", input, "-o", every]);
        Succeeds([.. verify, "--steps", "4", "-i", input, "-o", last]);

        float[] wrong = [.. outputs];
        wrong[2 * columns] += 1;
        ToolResult result = ToolProcess.Run([.. verify, "--steps", "4", "-i", input, "-o", Write("wrong.txt", [.. outputs, .. wrong], columns)]);
        Assert.Contains(" (sequence 1, step 2) from what the model computes", Assert.Single(result.Errors), StringComparison.Ordinal);
        result = ToolProcess.Run([.. verify, "-i", Write("once.txt", start, features), "-o", Write("wrong.txt", wrong, columns)]);
        Assert.Contains(" (step 2) from what the model computes", Assert.Single(result.Errors), StringComparison.Ordinal);

        // Without a length it is one sequence, and two outputs of it would be a guess.
        Assert.Equal(
            $"lstmgen: {Streaming}: {last} has 2 outputs, and 1 sequence of 8 steps has 8, one for each step, or 1, one for each sequence; if these are 2 sequences, say --steps 4",
            Fails([.. verify, "-i", input, "-o", last]));
    }

    [Fact]
    public void What_differs_is_named()
    {
        (float[] input, float[] output) = KerasGolden.Expected("lstm_dense.json");
        string inputFile = Write("in.csv", input, 3);
        string wrong = Write("wrong.csv", [.. output.Select(value => value + 0.01f)], 2);
        ToolResult result = ToolProcess.Run("verify", Model, "-i", inputFile, "-o", wrong);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("DIFFERS", result.Output, StringComparison.Ordinal);
        Assert.Equal(
            [$"lstmgen: {Model}: the outputs in {wrong} differ by 0.01 from what the model computes; the generated class agrees with the double-precision reference, so they were computed from another input or by another model, or the file means something else than was read (the tolerance is 1e-05)"],
            result.Errors);
        Succeeds("verify", Model, "-i", inputFile, "-o", wrong, "--tolerance", "0.1");

        // No class agrees with a reference in double to the last bit.
        result = ToolProcess.Run("verify", Model, "-i", inputFile, "--tolerance", "1e-15");
        Assert.StartsWith($"lstmgen: {Model}: the generated class differs by ", Assert.Single(result.Errors), StringComparison.Ordinal);
        Assert.Contains(" from the double-precision reference; ", result.Errors[0], StringComparison.Ordinal);
    }

    /// <summary>No difference is larger than NaN, and none is smaller: where one of the two is a number, they differ.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_number_and_what_is_none_differ(bool inInput)
    {
        (float[] input, float[] output) = KerasGolden.Expected("lstm_dense.json");
        float[] odd = inInput ? input : output;
        odd[^1] = float.NaN;
        string inputFile = Write("in.csv", input, 3);
        string outputFile = Write("out.csv", output, 2);
        ToolResult result = ToolProcess.Run("verify", Model, "-i", inputFile, "-o", outputFile, "--tolerance", "1000");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("DIFFERS", result.Output, StringComparison.Ordinal);
        Assert.StartsWith($"lstmgen: {Model}: the outputs in {outputFile} differ by NaN from what the model computes; ", Assert.Single(result.Errors), StringComparison.Ordinal);

        // NaN where NaN is computed is right.
        if (inInput)
        {
            Succeeds("verify", Model, "-i", inputFile, "-o", Write("nan.csv", [float.NaN, float.NaN], 2));
        }
    }

    [Fact]
    public void Numbers_of_every_form_are_the_same()
    {
        (float[] input, float[] output) = KerasGolden.Expected("lstm_dense.json");
        string expected = Write("out.csv", output, 2);
        string[] rows = [.. Rows(input, 3)];
        string[] files =
        [
            Text("semicolons.csv", "a;b;c\r\n" + string.Join("\r\n", rows.Select(row => row.Replace('.', ',').Replace(' ', ';'))), "\uFEFF"),
            Text("blanks.txt", "# from numpy\n" + string.Join("\n", rows)),
            Text("rows.json", $"[{string.Join(",\n", rows.Select(row => $"[{row.Replace(' ', ',')}]"))}]"),
            Text("sequences.json", $"{{\"input\": [[{string.Join(", ", rows.Select(row => $"[{row.Replace(' ', ',')}]"))}]], \"output\": [[{string.Join(", ", output.Select(value => value.ToString("G9", CultureInfo.InvariantCulture)))}]], \"note\": {{}}}}"),
        ];
        Assert.All(files, file => Succeeds("verify", Model, "-i", file, "-o", expected));
        Assert.Contains("recorded output, sequences.json", Succeeds("verify", Model, "-i", files[^1]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_reads_backwards_takes_the_length_of_its_input()
    {
        string model = Repository.Golden("state_dict", "bidirectional.safetensors");
        Assert.Contains("random input", Succeeds("verify", model, "--activation", "head=linear"), StringComparison.Ordinal);
        Assert.Contains("│ recorded output, bidirectional.io.json │ 1 │ 13 │", Squeezed(Succeeds("verify", model, "--activation", "head=linear", "-i", Repository.Golden("state_dict", "bidirectional.io.json"))), StringComparison.Ordinal);

        // More than fits on a stack: such a class works in an object's memory.
        string many = Text("many.txt", string.Concat(Enumerable.Repeat("0 1 -1\n", 5_000)));
        Assert.Contains("│ 5000 │", Squeezed(Succeeds("verify", model, "--activation", "head=linear", "-i", many)), StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_contradict_the_model_are_an_error_that_says_both()
    {
        string six = Write("six.csv", new float[18], 3);
        string two = Write("two.csv", [1, 2], 2);
        string seven = Write("seven.csv", new float[21], 3);
        string three = Write("three.csv", new float[6], 2);
        string commas = Text("commas.csv", "0,1\n0,2\n");
        string missing = In("missing.csv");
        Assert.Equal($"lstmgen: {Model}: --output is given without --input, and says nothing without the input that it was computed from", Fails("verify", Model, "-o", two));
        Assert.Equal($"lstmgen: {Model}: {two} has rows of 2 numbers, and the model reads 3 features a step", Fails("verify", Model, "-i", two));
        Assert.Equal($"lstmgen: {Model}: {commas} has rows of 2 numbers, and the model reads 3 features a step; its commas separate numbers: if they are decimal commas, separate the numbers by semicolons", Fails("verify", Model, "-i", commas));
        Assert.Equal($"lstmgen: {Model}: {seven} has 7 rows, and the model reads sequences of 6 steps; the rows are whole sequences, one after the other", Fails("verify", Model, "-i", seven));
        Assert.Equal($"lstmgen: {Model}: {six} has rows of 3 numbers, and the model writes 2 values a step", Fails("verify", Model, "-i", six, "-o", six));
        Assert.Equal($"lstmgen: {Model}: {three} has 3 outputs, and 1 sequence of 6 steps has 6, one for each step, or 1, one for each sequence", Fails("verify", Model, "-i", six, "-o", three));
        string apart = Text("apart.json", "[[[1, 2]], [[3, 4]]]");
        string together = Text("together.json", "[[[1, 2], [3, 4]]]");
        string twelve = Write("twelve.csv", new float[36], 3);
        Assert.Equal($"lstmgen: {Model}: {apart} has 2 sequences of 1 output, and 1 sequence of 6 steps has 6, one for each step, or 1, one for each sequence", Fails("verify", Model, "-i", six, "-o", apart));
        Assert.Equal($"lstmgen: {Model}: {together} has 1 sequence of 2 outputs, and 2 sequences of 6 steps have 12, one for each step, or 2, one for each sequence", Fails("verify", Model, "-i", twelve, "-o", together));
        Assert.Equal($"lstmgen: {Model}: {missing} doesn't exist", Fails("verify", Model, "-i", missing));
        Assert.Equal($"lstmgen: {Model}: {_folder.FullName} is a folder, not a file", Fails("verify", Model, "-i", _folder.FullName));
    }

    private static string Succeeds(params string[] arguments)
    {
        ToolResult result = ToolProcess.Run(arguments);
        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    private static string Fails(params string[] arguments)
    {
        ToolResult result = ToolProcess.Run(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        return Assert.Single(result.Errors);
    }

    /// <summary>How many values an output has, from the number of values and the number of rows that the tool has found.</summary>
    private static int Columns(string printed, int values) => values / int.Parse(printed.Split('\n')[1].Split(' ')[^2], CultureInfo.InvariantCulture);

    private static string Squeezed(string text) => string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Rows(float[] values, int columns) =>
        values.Chunk(columns).Select(row => string.Join(' ', row.Select(value => value.ToString("G9", CultureInfo.InvariantCulture))));

    private string Write(string name, float[] values, int columns) => Text(name, string.Join("\n", Rows(values, columns)));

    private string Text(string name, string text, string mark = "")
    {
        File.WriteAllText(In(name), mark + text);
        return In(name);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
