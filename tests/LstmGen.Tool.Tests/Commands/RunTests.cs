using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

public sealed class RunTests : IDisposable
{
    /// <summary>Reads 6 steps of 3 features, and writes 2 values for the last.</summary>
    private static readonly string Model = KerasGolden.Path("lstm_dense.keras");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen run ü");

    public static TheoryData<string, string, string> Golden => RunGolden.All;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Golden))]
    public void The_outputs_are_those_that_were_recorded(string model, string vectors, string options)
    {
        (string[] arguments, double[] recorded) = RunGolden.Of(model, vectors, options, _folder.FullName);
        Succeeds(["run", .. arguments, "-o", In("out.json")]);
        double[] outputs = RunGolden.Numbers(In("out.json"), "output");
        Assert.Equal(recorded.Length, outputs.Length);
        Assert.All(outputs.Zip(recorded), pair => Assert.InRange(pair.First, pair.Second - 1e-6, pair.Second + 1e-6));

        // verify reads the output of run, and finds no difference.
        string[] stated = arguments[3..];
        string[] input = ["verify", arguments[0], .. stated, "--tolerance", "1e-5", "-i"];
        Assert.DoesNotContain("DIFFERS", Succeeds([.. input, In("out.json")]), StringComparison.Ordinal);
        Succeeds(["run", .. arguments, "-o", In("out.npy")]);
        Succeeds([.. input, arguments[2], "-o", In("out.npy")]);
        Assert.Equal(outputs, Npy("out.npy").Values.Select(value => RunGolden.Number(value.ToString(CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void Without_an_input_it_counts()
    {
        string printed = Succeeds("run", Model);
        Assert.StartsWith("no --input: 1 sequence of 6 steps, which count 1, 2, 3, … row by row\n", printed, StringComparison.Ordinal);
        string[] cells = Cells(printed, 3);
        Assert.Equal("5", cells[0]);
        Assert.Equal("0", Cells(Succeeds("run", Model, "--every-step"), 3)[0]);
        string counted = Text("counted.csv", "1,2,3\n4,5,6\n7,8,9\n10,11,12\n13,14,15\n16,17,18\n");
        Succeeds("run", Model, "-i", counted, "-o", In("out.csv"));
        Assert.Equal(cells[1..], RunGolden.Csv(In("out.csv"))[1]);

        // A model of any length reads the four steps of the question.
        Assert.StartsWith("no --input: 1 sequence of 4 steps, which count", Succeeds("run", Repository.Golden("nam", "two_layers.nam")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_step_is_shown_on_request()
    {
        Succeeds("run", Model, "-o", In("last.csv"));
        Succeeds("run", Model, "--every-step", "-o", In("every.csv"));
        string[][] last = RunGolden.Csv(In("last.csv"));
        string[][] every = RunGolden.Csv(In("every.csv"));
        Assert.Equal(["output[0]", "output[1]"], last[0]);
        Assert.Equal(2, last.Length);
        Assert.Equal(7, every.Length);
        Assert.Equal(last[1], every[^1]);
        Assert.Contains("a layer of this one needs the whole sequence", Fails("run", KerasGolden.Path("bidirectional.keras"), "--every-step"), StringComparison.Ordinal);
    }

    [Fact]
    public void Headers_and_several_sequences_are_read_as_verify_reads_them()
    {
        const string Sequence = "1,2,3\n4,5,6\n7,8,9\n10,11,12\n13,14,15\n16,17,18\n";
        string input = Text("two.csv", "x,y,z\n" + Sequence + "0,0,0\n0,0,0\n0,0,0\n0,0,0\n0,0,0\n0,0,0\n");
        string printed = Succeeds("run", Model, "-i", input);
        Assert.StartsWith("two.csv: 2 sequences of 6 steps, below the header 'x, y, z'\n", printed, StringComparison.Ordinal);
        Assert.Equal(["0", "5"], Cells(printed, 4)[..2]);
        Succeeds("run", Model, "-i", input, "-o", In("out.csv"));
        string[][] rows = RunGolden.Csv(In("out.csv"));
        Assert.Equal(3, rows.Length);
        Succeeds("run", Model, "-o", In("one.csv"));
        Assert.Equal(RunGolden.Csv(In("one.csv"))[1], rows[1]);
        Assert.NotEqual(rows[1], rows[2]);

        // As many dimensions as there are: [sequences, outputs of each, values].
        Succeeds("run", Model, "-i", input, "-o", In("out.npy"));
        Assert.Equal([2, 1, 2], Npy("out.npy").Shape);
        Succeeds("run", Model, "-i", input, "--every-step", "-o", In("out.JSON"));
        Assert.Contains("2 sequences of 6 outputs", Succeeds("verify", Model, "-i", In("out.JSON")), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_outputs_are_columns_of_a_table()
    {
        string model = KerasGolden.Path("two_outputs.keras");
        Succeeds("run", model, "-o", In("out.csv"));
        Succeeds("run", model, "-o", In("out.json"));
        string[][] rows = RunGolden.Csv(In("out.csv"))[1..];
        double[] list = RunGolden.Numbers(In("out.json"), "output");
        Assert.Equal(4, rows.Length);
        Assert.Equal(list[..12], rows.SelectMany(row => row[..3]).Select(RunGolden.Number));
        Assert.Equal(list[12..], rows.SelectMany(row => row[3..]).Select(RunGolden.Number));
    }

    [Fact]
    public void Numbers_are_those_of_the_precision()
    {
        Succeeds("run", Model, "-o", In("single.npy"));
        Succeeds("run", Model, "--precision", "double", "-o", In("double.npy"));
        byte[] bytes = File.ReadAllBytes(In("double.npy"));
        Assert.Contains("'descr': '<f8'", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
        Assert.Contains("'descr': '<f4'", Encoding.ASCII.GetString(File.ReadAllBytes(In("single.npy"))), StringComparison.Ordinal);
        Assert.Equal(0, (bytes.Length - 16) % 64);

        // The text has the same bits, and more digits than a float.
        Succeeds("run", Model, "--precision", "double", "-o", In("double.csv"));
        string[] row = RunGolden.Csv(In("double.csv"))[1];
        Assert.Equal(BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan()[^8..]), RunGolden.Number(row[1]));
        Assert.True(row[1].Length > 14);
        Assert.Equal(Npy("single.npy").Values[1], RunGolden.Number(row[1]), 1e-6);
    }

    [Fact]
    public void Arithmetic_and_masking_are_those_that_are_asked_for()
    {
        Succeeds("run", Model, "-o", In("fused.csv"));
        Succeeds("run", Model, "--arithmetic", "separate", "-o", In("separate.csv"));
        Assert.NotEqual(File.ReadAllText(In("fused.csv")), File.ReadAllText(In("separate.csv")));

        // A masked step changes nothing, so the last unmasked one counts.
        string rows = string.Concat(Enumerable.Repeat("1,2,3\n", 5));
        Succeeds("run", Model, "--masking", "0", "--every-step", "-i", Text("masked.csv", rows + "0,0,0\n"), "-o", In("masked_out.csv"));
        string[][] masked = RunGolden.Csv(In("masked_out.csv"));
        Assert.Equal(masked[5], masked[6]);
    }

    /// <summary>As in a spreadsheet, where outputs that aren't numbers are words.</summary>
    [Fact]
    public void What_is_no_number_is_a_word()
    {
        string input = Text("nan.csv", "nan,2,3\n" + string.Concat(Enumerable.Repeat("1,2,3\n", 5)));
        Succeeds("run", Model, "-i", input, "-o", In("out.csv"));
        Assert.Equal(["NaN", "NaN"], RunGolden.Csv(In("out.csv"))[1]);
        Succeeds("run", Model, "-i", input, "-o", In("out.json"));
        Assert.Contains("\"output\": [\n    [\"NaN\", \"NaN\"]\n  ]", File.ReadAllText(In("out.json")), StringComparison.Ordinal);
        Succeeds("verify", Model, "-i", In("out.json"));
    }

    [Fact]
    public void A_wide_output_has_a_line_for_each_value()
    {
        string printed = Succeeds("run", KerasGolden.Path("two_outputs.keras"));
        Assert.Contains("output[5]", printed, StringComparison.Ordinal);

        var rows = new NumberRows(1, 1, 9, [.. Enumerable.Range(0, 9).Select(i => (double)i)], IsDouble: false);
        Assert.Equal(rows.Values, rows.AsList().Values);
    }

    [Theory]
    [InlineData("out.txt")]
    [InlineData("out")]
    [InlineData("csv")]
    public void An_extension_that_isn_t_known_is_refused(string name)
    {
        Assert.Equal($"lstmgen: {Model}: the output {In(name)} must end in .csv, .json or .npy", Fails("run", Model, "-o", In(name)));
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public void An_input_is_never_overwritten()
    {
        string input = Text("in.csv", "1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n7,8,9\n");
        Assert.Equal($"lstmgen: {Model}: the output {input} is also an input; give it another name", Fails("run", Model, "-i", input, "-o", input));
        string detour = Path.Combine(_folder.FullName, ".", "in.csv");
        Assert.Equal($"lstmgen: {Model}: the output {detour} is also an input, {input}; give it another name", Fails("run", Model, "-i", input, "-o", detour));

        string model = In("model.json");
        File.Copy(Repository.Golden("state_dict", "one.json"), model);
        byte[] before = File.ReadAllBytes(model);
        Assert.Equal($"lstmgen: {model}: the output {model} is also an input; give it another name", Fails("run", model, "--activation", "head=linear", "-o", model));
        Assert.Equal(before, File.ReadAllBytes(model));

        // Nor what a file reads beside it, nor by way of a link.
        if (!OperatingSystem.IsWindows())
        {
            string link = In("link.csv");
            File.CreateSymbolicLink(link, input);
            Assert.Contains("is also an input", Fails("run", Model, "-i", link, "-o", input), StringComparison.Ordinal);
            Assert.Contains("is also an input", Fails("run", Model, "-i", input, "-o", link), StringComparison.Ordinal);
        }

        string text = Repository.Golden("keras", "tfjs", "lstm_dense", "model.json");
        string weights = Path.GetFileName(Directory.GetFiles(Path.GetDirectoryName(text)!).Single(path => !path.EndsWith(".json", StringComparison.Ordinal)));
        File.WriteAllText(In("tfjs.json"), File.ReadAllText(text).Replace(weights, "weights.csv", StringComparison.Ordinal));
        File.Copy(Path.Combine(Path.GetDirectoryName(text)!, weights), In("weights.csv"));
        Assert.EndsWith("weights.csv is also an input; give it another name", Fails("run", In("tfjs.json"), "-o", In("weights.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_t_be_run_is_one_line_and_no_file()
    {
        string empty = Text("empty.csv", "");
        Assert.Equal($"lstmgen: {Model}: {empty} is empty", Fails("run", Model, "-i", empty, "-o", In("out.csv")));
        string narrow = Text("narrow.csv", "1,2\n");
        Assert.Equal($"lstmgen: {Model}: {narrow} has rows of 2 numbers, and the model reads 3 features a step; its commas separate numbers: if they are decimal commas, separate the numbers by semicolons", Fails("run", Model, "-i", narrow));
        string model = Text("empty.keras", "");
        Assert.StartsWith($"lstmgen: {model}: ", Fails("run", model, "-o", In("out.csv")), StringComparison.Ordinal);
        string older = Text("older.csv", "older");
        Fails("run", Model, "-i", narrow, "-o", older);
        Assert.Equal("older", File.ReadAllText(older));
        Assert.Equal("lstmgen: " + Model + ": " + In("folder.csv") + " can't be written: ", FailsInFolder());
        Assert.Equal(["empty.csv", "empty.keras", "narrow.csv", "older.csv"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));

        string FailsInFolder()
        {
            Directory.CreateDirectory(In("folder.csv"));
            ToolResult result = ToolProcess.Run("run", Model, "-o", In("folder.csv"));
            return Assert.Single(result.Errors)[..("lstmgen: " + Model + ": " + In("folder.csv") + " can't be written: ").Length];
        }
    }

    [Fact]
    public void Too_much_is_refused_before_it_is_computed()
    {
        string many = Repository.Golden("nam", "two_layers.nam");
        Assert.Equal(
            $"lstmgen: {many}: the model reads sequences of 5000000 steps of 1 feature, and without --input at most 4,194,304 numbers are made",
            Fails("run", many, "--steps", "5000000"));
    }

    [Fact]
    public void The_terminal_shows_what_somebody_may_read()
    {
        string printed = Succeeds("run", Repository.Golden("nam", "two_layers.nam"), "--steps", "1500");
        Assert.EndsWith("and 500 more rows; --output writes all\n", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("de-DE")]
    public void The_language_of_the_machine_changes_nothing(string language)
    {
        foreach (string extension in new[] { "CSV", "json", "npy" })
        {
            Succeeds("run", Model, "-o", In("here." + extension));
            ToolResult there = ToolProcess.RunIn(language, "run", Model, "-o", In("I İ there." + extension));
            Assert.Empty(there.Errors);
            Assert.Equal(File.ReadAllBytes(In("here." + extension)), File.ReadAllBytes(In("I İ there." + extension)));
        }
    }

    private NumberTable Npy(string name) => NumberFile.Open(In(name)).Output();

    /// <summary>The cells of the first row of a table.</summary>
    private static string[] Cells(string printed, int columns) =>
        [.. printed.Split('\n').Where(line => line.StartsWith('│')).ElementAt(1).Split('│').Skip(1).Take(columns).Select(cell => cell.Trim())];

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

    private string Text(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
