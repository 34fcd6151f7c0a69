using System;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using LstmGen.Tool.Tests.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

public sealed class DrawTests : IDisposable
{
    /// <summary>Reads 6 steps of 3 features into 5 units, and writes 2 values for the last.</summary>
    private static readonly string Model = KerasGolden.Path("lstm_dense.keras");

    private static readonly string Both = KerasGolden.Path("bidirectional.keras");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen draw ü");

    public static TheoryData<string, string, string> Golden => RunGolden.All;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Golden))]
    public void Every_format_is_drawn(string model, string vectors, string options)
    {
        (string[] arguments, _) = RunGolden.Of(model, vectors, options, _folder.FullName);
        Succeeds(["draw", .. arguments, "-o", In("out.svg")]);
        Assert.Equal("svg", XDocument.Load(In("out.svg")).Root!.Name.LocalName);
        Assert.Contains("step 0", Succeeds(["draw", .. arguments]), StringComparison.Ordinal);
    }

    /// <summary>The picture has the values that trace writes, with the same digits.</summary>
    [Theory]
    [InlineData("single")]
    [InlineData("double")]
    public void The_numbers_are_those_of_the_trace(string precision)
    {
        Succeeds("draw", Model, "--precision", precision, "-o", In("out.svg"));
        Succeeds("trace", Model, "--precision", precision, "-o", In("trace.csv"));
        string[][] lines = RunGolden.Csv(In("trace.csv"));
        string[] drawn = [.. XDocument.Load(In("out.svg")).Descendants().Where(element => element.Attribute("data-value-of")?.Value == "h").Select(element => element.Attribute("data-value")!.Value)];
        string[] traced = [.. lines[1..].SelectMany(row => lines[0].Select((name, i) => (Name: name, Field: row[i])).Where(cell => cell.Name.StartsWith("lstm.h", StringComparison.Ordinal)).Select(cell => cell.Field))];
        Assert.Subset(drawn.Select(RunGolden.Number).ToHashSet(), traced.Select(RunGolden.Number).ToHashSet());
    }

    [Theory]
    [InlineData("over-time")]
    [InlineData("UNIT")]
    [InlineData("strips")]
    [InlineData("parameters")]
    [InlineData("cell")]
    public void Each_picture_is_one_of_its_own(string picture)
    {
        Succeeds("draw", Model, "--picture", picture, "-o", In("out.SVG"));
        Succeeds("draw", Model, "-o", In("default.svg"));
        Assert.Equal(picture == "over-time", File.ReadAllText(In("out.SVG")) == File.ReadAllText(In("default.svg")));
        Assert.Equal("svg", XDocument.Load(In("out.SVG")).Root!.Name.LocalName);
    }

    [Fact]
    public void A_unit_is_the_one_that_is_asked_for()
    {
        string[] unit = ["draw", Model, "--picture", "unit", "-o"];
        Succeeds([.. unit, In("first.svg")]);
        Succeeds([.. unit, In("same.svg"), "--unit", "0", "--step", "5", "--layer", "lstm", "--direction", "forward"]);
        Succeeds([.. unit, In("other.svg"), "--unit", "4", "--step", "0", "--layer", "0"]);
        Assert.Equal(File.ReadAllText(In("first.svg")), File.ReadAllText(In("same.svg")));
        Assert.NotEqual(File.ReadAllText(In("first.svg")), File.ReadAllText(In("other.svg")));

        string[] backward = ["draw", Both, "--picture", "unit", "--layer", "bidirectional_1", "-o"];
        Succeeds([.. backward, In("first.svg")]);
        Succeeds([.. backward, In("other.svg"), "--direction", "backward"]);
        Assert.NotEqual(File.ReadAllText(In("first.svg")), File.ReadAllText(In("other.svg")));
    }

    [Fact]
    public void A_page_has_all_of_it()
    {
        string printed = Succeeds("draw", Both, "-o", In("out.html"));
        Assert.Equal("no --input: 1 sequence of 6 steps, which count 1, 2, 3, … row by row\n", printed);
        string page = File.ReadAllText(In("out.html"));
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("bidirectional.keras", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_terminal_shows_a_drawing_in_characters()
    {
        string printed = Succeeds("draw", Model);
        Assert.StartsWith("no --input: 1 sequence of 6 steps, which count 1, 2, 3, … row by row\n", printed, StringComparison.Ordinal);
        Assert.Contains("unit 4", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("unit 5", printed, StringComparison.Ordinal);
        Assert.All(printed.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        string dense = Succeeds("draw", Model, "--layer", "dense");
        Assert.NotEqual(printed, dense);
        Assert.Equal(dense, Succeeds("draw", Model, "--layer", "1"));
        Assert.Equal(printed, Succeeds("draw", Model, "--layer", "0"));
    }

    [Fact]
    public void One_sequence_of_several_is_drawn()
    {
        const string Sequence = "1,2,3\n4,5,6\n7,8,9\n10,11,12\n13,14,15\n16,17,18\n";
        File.WriteAllText(In("two.csv"), "x,y,z\n0,0,0\n0,0,0\n0,0,0\n0,0,0\n0,0,0\n0,0,0\n" + Sequence);
        string printed = Succeeds("draw", Model, "-i", In("two.csv"), "--sequence", "1", "-o", In("second.svg"));
        Assert.Equal("two.csv: 2 sequences of 6 steps, below the header 'x, y, z'; sequence 1 is drawn\n", printed);
        Succeeds("draw", Model, "-o", In("counted.svg"));
        Assert.Equal(File.ReadAllText(In("counted.svg")), File.ReadAllText(In("second.svg")));
        Succeeds("draw", Model, "-i", In("two.csv"), "-o", In("first.svg"));
        Succeeds("draw", Model, "-i", In("two.csv"), "--sequence", "0", "-o", In("zeroth.svg"));
        Assert.Equal(File.ReadAllText(In("first.svg")), File.ReadAllText(In("zeroth.svg")));
        Assert.NotEqual(File.ReadAllText(In("counted.svg")), File.ReadAllText(In("first.svg")));
    }

    /// <summary>What has no weighted sums is named, and its outputs are drawn.</summary>
    [Fact]
    public void A_residual_sum_is_drawn_as_what_it_is()
    {
        string model = KerasGolden.Path("residual.keras");
        Succeeds("draw", model, "-o", In("page.html"));
        Assert.Contains("Layer 1, Add(4) adds the step", File.ReadAllText(In("page.html")), StringComparison.Ordinal);
        Succeeds("draw", model, "--picture", "parameters", "-o", In("parameters.svg"));
        Assert.Contains("Add(4): no parameters.", File.ReadAllText(In("parameters.svg")), StringComparison.Ordinal);
        Succeeds("draw", model, "--picture", "strips", "--layer", "add", "-o", In("strips.svg"));
        ToolResult result = ToolProcess.Run(["draw", model, "--layer", "add", "-o", In("out.svg")]);
        Assert.Equal($"lstmgen: {model}: --layer is 'add', an Add layer, which has no weighted sums; --picture strips shows its outputs", Assert.Single(result.Errors));
    }

    [Theory]
    [InlineData("--picture chooses what an .svg file shows; give --output x.svg", "--picture", "cell")]
    [InlineData("--picture chooses what an .svg file shows; a page has all pictures", "--picture", "cell", "-o", "OUT.html")]
    [InlineData("--unit is for --picture unit, which opens one unit", "--unit", "1", "-o", "OUT.svg")]
    [InlineData("--step is for --picture unit, which opens one unit", "--step", "1")]
    [InlineData("--unit is '5'; layer lstm has 5 units: it is a number from 0 to 4", "--unit", "5", "--picture", "unit", "-o", "OUT.svg")]
    [InlineData("--step is '-1'; the sequence has 6 steps: it is a number from 0 to 5", "--step=-1", "--picture", "unit", "-o", "OUT.svg")]
    [InlineData("--sequence is '1'; the input has 1 sequence: it is a number from 0 to 0", "--sequence", "1")]
    [InlineData("--layer is 'gru'; the model has the layers 0 lstm, 1 dense", "--layer", "gru")]
    [InlineData("--layer is '2'; the model has the layers 0 lstm, 1 dense", "--layer", "2")]
    [InlineData("--layer is 'dense', a Dense layer, and this picture shows an LSTM layer", "--layer", "dense", "--picture", "cell", "-o", "OUT.svg")]
    [InlineData("--direction is 'backward', and layer lstm has one direction", "--direction", "backward", "--picture", "unit", "-o", "OUT.svg")]
    [InlineData("--direction is 'up'; it is forward or backward", "--direction", "up", "--picture", "unit", "-o", "OUT.svg")]
    [InlineData("the output OUT.png must end in .svg or .html", "-o", "OUT.png")]
    public void What_can_t_be_drawn_is_one_line_and_no_file(string message, params string[] options)
    {
        options = Array.ConvertAll(options, option => option.StartsWith("OUT", StringComparison.Ordinal) ? In(option) : option);
        ToolResult result = ToolProcess.Run(["draw", Model, .. options]);
        Assert.Equal(1, result.ExitCode);
        Assert.Equal("", result.Output);
        Assert.Equal($"lstmgen: {Model}: {message.Replace("OUT.png", In("OUT.png"), StringComparison.Ordinal)}", Assert.Single(result.Errors));
        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData("tr-TR")]
    public void The_language_of_the_machine_changes_nothing(string language)
    {
        foreach (string extension in new[] { "svg", "HTML" })
        {
            Succeeds("draw", Both, "-o", In("here." + extension));
            ToolResult there = ToolProcess.RunIn(language, "draw", Both, "-o", In("I İ there." + extension));
            Assert.Empty(there.Errors);
            Assert.Equal(File.ReadAllBytes(In("here." + extension)), File.ReadAllBytes(In("I İ there." + extension)));
        }
    }

    private static string Succeeds(params string[] arguments)
    {
        ToolResult result = ToolProcess.Run(arguments);
        Assert.Empty(result.Errors);
        Assert.Equal(0, result.ExitCode);
        return result.Output;
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);
}
