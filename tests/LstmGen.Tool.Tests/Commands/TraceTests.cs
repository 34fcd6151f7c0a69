using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using LstmGen.Generator.Model;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

public sealed class TraceTests : IDisposable
{
    /// <summary>Reads 6 steps of 3 features into 5 units, and writes 2 values for the last.</summary>
    private static readonly string Model = KerasGolden.Path("lstm_dense.keras");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen trace ü");

    public static TheoryData<string, string, string> Golden => RunGolden.All;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Golden))]
    public void A_trace_ends_with_what_run_writes(string model, string vectors, string options)
    {
        (string[] arguments, _) = RunGolden.Of(model, vectors, options, _folder.FullName);
        Network network = options.Length == 0 ? RunGolden.Network(model) : null!;
        bool isStreaming = network?.IsStreaming ?? !model.Contains("bidirectional", StringComparison.Ordinal);
        Succeeds(["run", .. arguments, "-o", In("run.csv"), .. isStreaming ? ["--every-step"] : Array.Empty<string>()]);
        Succeeds(["trace", .. arguments, "-o", In("trace.csv")]);
        Succeeds(["trace", .. arguments, "-o", In("trace.json")]);
        string[][] outputs = RunGolden.Csv(In("run.csv"))[1..];
        string[][] lines = RunGolden.Csv(In("trace.csv"));
        string[][] rows = lines[1..];
        Assert.All(rows, (row, i) => Assert.Equal(RunGolden.Number(row[0]), i));
        Assert.All(rows, row => Assert.Equal(lines[0].Length, row.Length));
        Assert.Equal(lines[0].Length, lines[0].Distinct().Count());

        // The outputs, with the same digits; a layer that outputs its rows in the order of reading has them reversed.
        int columns = outputs[0].Length;
        string[][] ends = [.. rows.Skip(outputs.Length == 1 ? rows.Length - 1 : 0).Select(row => row[^columns..])];
        IEnumerable<string[]> handed = network?.Layers[^1].RowsAreBackwards == true && outputs.Length > 1 ? ends.Reverse() : ends;

        // At a masked step of a whole sequence there is only the state of an LSTM, and nothing computed from it.
        bool isMasked = network is { MasksByValue: true, IsStreaming: false, Layers: [.., not RecurrentLayer] };
        Assert.Equal(isMasked, ends.Any(end => end.Contains("")));
        Assert.Equal(outputs.Where((_, i) => !isMasked || !ends[i].Contains("")), handed.Where(end => !end.Contains("")));

        // The JSON has the same, in the same order.
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(In("trace.json")));
        List<double[][]> blocks = [.. Leaves(json.RootElement.GetProperty("layers"))];
        for (int step = 0; step < rows.Length; step++)
        {
            Assert.Equal(
                rows[step].Skip(1 + json.RootElement.GetProperty("input")[0].GetArrayLength()).Select(field => field.Length > 0 ? RunGolden.Number(field) : double.NaN),
                blocks.SelectMany(block => block[step]));
        }

        Assert.DoesNotContain("DIFFERS", Succeeds(["verify", arguments[0], .. arguments[3..], "-i", In("trace.json")]), StringComparison.Ordinal);
        Assert.Contains("│ step │", Succeeds(["trace", .. arguments]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_is_a_value_of_a_unit()
    {
        Succeeds("trace", Model, "-o", In("trace.csv"));
        string[] names = RunGolden.Csv(In("trace.csv"))[0];
        string[] expected =
        [
            "step", "input[0]", "input[1]", "input[2]",
            .. new[] { "i", "f", "g", "o", "c", "h" }.SelectMany(value => Enumerable.Range(0, 5).Select(unit => FormattableString.Invariant($"lstm.{value}[{unit}]"))),
            "dense[0]", "dense[1]",
        ];
        Assert.Equal(expected, names);
    }

    [Theory]
    [InlineData("state_dict/projection.safetensors", "lstm.m[0]")]
    [InlineData("keras/bidirectional.keras", "bidirectional.forward.i[0],bidirectional.backward.h[3],bidirectional[7],bidirectional_1[2],dense[0]")]
    [InlineData("keras/stack.h5", "lstm.h[0],lstm_1.h[0]")]
    [InlineData("onnx-pytorch/residual.onnx", "skip[0]")]
    public void Columns_say_what_they_are(string model, string columns)
    {
        Succeeds("trace", Repository.Golden(model.Split('/')), "-o", In("trace.csv"));
        Assert.Subset(RunGolden.Csv(In("trace.csv"))[0].ToHashSet(), columns.Split(',').ToHashSet());
    }

    /// <summary>The equations, from the trace's own values.</summary>
    [Fact]
    public void The_values_fit_each_other()
    {
        Succeeds("trace", Model, "-o", In("trace.csv"), "--precision", "double");
        string[][] lines = RunGolden.Csv(In("trace.csv"));
        double[] c = new double[5];
        foreach (string[] row in lines[1..])
        {
            for (int unit = 0; unit < 5; unit++)
            {
                double Value(string name) => RunGolden.Number(row[Array.IndexOf(lines[0], FormattableString.Invariant($"lstm.{name}[{unit}]"))]);
                Assert.Equal((Value("f") * c[unit]) + (Value("i") * Value("g")), Value("c"), 1e-12);
                Assert.Equal(Value("o") * Math.Tanh(Value("c")), Value("h"), 1e-12);
                c[unit] = Value("c");
            }
        }
    }

    [Fact]
    public void What_wasn_t_computed_is_left_out()
    {
        // Gates of a masked step, and what follows a layer that hands on its last row alone.
        File.WriteAllText(In("masked.csv"), "1,2,3\n0,0,0\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n");
        Succeeds("trace", Model, "--masking", "0", "-i", In("masked.csv"), "-o", In("trace.csv"));
        Succeeds("trace", Model, "--masking", "0", "-i", In("masked.csv"), "-o", In("trace.json"));
        string[][] lines = RunGolden.Csv(In("trace.csv"));
        Assert.Equal("", lines[2][Array.IndexOf(lines[0], "lstm.i[0]")]);
        Assert.Equal(lines[1][Array.IndexOf(lines[0], "lstm.c[0]")], lines[2][Array.IndexOf(lines[0], "lstm.c[0]")]);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(In("trace.json")));
        JsonElement lstm = json.RootElement.GetProperty("layers").GetProperty("lstm");
        Assert.Equal(JsonValueKind.Null, lstm.GetProperty("i")[1][0].ValueKind);
        Assert.Equal(JsonValueKind.Number, lstm.GetProperty("c")[1][0].ValueKind);

        Succeeds("trace", KerasGolden.Path("bidirectional.keras"), "-o", In("last.csv"));
        lines = RunGolden.Csv(In("last.csv"));
        int dense = Array.IndexOf(lines[0], "dense[0]");
        Assert.All(lines[1..^1], row => Assert.Equal("", row[dense]));
        Assert.NotEqual("", lines[^1][dense]);
    }

    [Fact]
    public void Several_sequences_are_told_apart()
    {
        File.WriteAllText(In("two.csv"), string.Concat(Enumerable.Repeat("a,b,c\n", 1)) + string.Concat(Enumerable.Range(0, 12).Select(i => FormattableString.Invariant($"{i},{-i},1\n"))));
        Assert.StartsWith("two.csv: 2 sequences of 6 steps, below the header 'a, b, c'\n", Succeeds("trace", Model, "-i", In("two.csv"), "-o", In("trace.csv")), StringComparison.Ordinal);
        string[][] lines = RunGolden.Csv(In("trace.csv"));
        Assert.Equal(["sequence", "step", "input[0]"], lines[0][..3]);
        Assert.Equal(["0", "0", "0", "0", "1"], lines[1][..5]);
        Assert.Equal(["1", "0", "6", "-6", "1"], lines[7][..5]);
        Succeeds("trace", Model, "-i", In("two.csv"), "-o", In("trace.json"));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(In("trace.json")));
        Assert.Equal(lines[7][Array.IndexOf(lines[0], "lstm.i[4]")], json.RootElement.GetProperty("layers").GetProperty("lstm").GetProperty("i")[1][0][4].GetRawText());
        Assert.Equal("lstm 3>5 tanh/sigmoid; dense 5>2 linear", json.RootElement.GetProperty("architecture").GetString());
        string printed = Succeeds("trace", Model, "-i", In("two.csv"));
        Assert.Contains("│ sequence │ step │ unit │", printed, StringComparison.Ordinal);
        Assert.Contains("│        0 │    0 │    0 │", printed, StringComparison.Ordinal);
        Assert.Contains("│        1 │    0 │    0 │", printed, StringComparison.Ordinal);
        Assert.Contains("│          │    5 │    0 │", printed, StringComparison.Ordinal);
    }

    /// <summary>A table for each layer, which fits in a terminal of 80 columns.</summary>
    [Fact]
    public void The_terminal_shows_a_table_of_each_layer()
    {
        string printed = Succeeds("trace", Model);
        Assert.StartsWith("no --input: 1 sequence of 6 steps, which count 1, 2, 3, … row by row\n", printed, StringComparison.Ordinal);
        string[] lines = printed.Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 80));
        Assert.Contains(lines, line => line.Split('│', StringSplitOptions.TrimEntries) is ["", "step", "unit", "i", "f", "g", "o", "c", "h", ""]);
        Assert.Contains(lines, line => line.Split('│', StringSplitOptions.TrimEntries) is ["", "5", "16", "17", "18", ""]);
        Assert.Contains(lines, line => line.Split('│', StringSplitOptions.TrimEntries) is ["", "step", "x0", "x1", "x2", ""]);
        Assert.Contains(lines, line => line.Split('│', StringSplitOptions.TrimEntries) is ["", "0", "0", ..]);
        Assert.Contains(lines, line => line.Split('│', StringSplitOptions.TrimEntries) is ["", "", "4", ..]);
        Assert.DoesNotContain(lines, line => line.Split('│', StringSplitOptions.TrimEntries) is ["", "", "5", ..]);
        Assert.Contains(lines, line => line.Trim() == "dense");
        Assert.DoesNotContain("-0.0000", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_t_be_traced_is_one_line()
    {
        Assert.Equal($"lstmgen: {Model}: the output {In("out.npy")} must end in .csv or .json", Fails("trace", Model, "-o", In("out.npy")));
        File.WriteAllText(In("empty.csv"), "");
        Assert.Equal($"lstmgen: {Model}: {In("empty.csv")} is empty", Fails("trace", Model, "-i", In("empty.csv")));
        Assert.Equal($"lstmgen: {Model}: the output {In("empty.csv")} is also an input; give it another name", Fails("trace", Model, "-i", In("empty.csv"), "-o", In("empty.csv")));
        Assert.Equal("lstmgen: trace needs a FILE; lstmgen trace --help says more", Fails("trace"));
    }

    [Fact]
    public void Too_much_is_refused_before_it_is_computed()
    {
        string model = Repository.Golden("nam", "two_layers.nam");
        Assert.Equal(
            $"lstmgen: {model}: the trace of 1 sequence of 1000000 steps has 61,000,000 values, 61 for each step; at most 16,777,216 are computed at once",
            Fails("trace", model, "--steps", "1000000"));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_language_of_the_machine_changes_nothing(string language)
    {
        foreach (string extension in new[] { "csv", "JSON" })
        {
            Succeeds("trace", Model, "-o", In("here." + extension));
            ToolResult there = ToolProcess.RunIn(language, "trace", Model, "-o", In("I İ there." + extension));
            Assert.Empty(there.Errors);
            Assert.Equal(File.ReadAllBytes(In("here." + extension)), File.ReadAllBytes(In("I İ there." + extension)));
        }
    }

    /// <summary>The innermost lists of rows, in the file's order.</summary>
    private static IEnumerable<double[][]> Leaves(JsonElement element) => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Leaves(member.Value))
        : [[.. element.EnumerateArray().Select(row => RunGolden.Numbers(row).ToArray())]];

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

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
