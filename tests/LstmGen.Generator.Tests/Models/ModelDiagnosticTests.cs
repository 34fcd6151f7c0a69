using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Models;

/// <summary>Models that don't exist, can't be read, or contradict what is stated: LSTM015 to LSTM017.</summary>
public class ModelDiagnosticTests
{
    private const string Tensors = """
          kernel 0.5 -0.25 1 -1 0.125 3 -0.75 0.0625
          recurrent_kernel 1 2 3 4 5 6 7 8 -1 -2 -3 -4 -5 -6 -7 -8
          bias 0.1 0.2 0.3 0.4 0.5 0.6 0.7 -0

        """;

    private const string Amp = "lstm-model 1\nsource \"models/amp.keras\"\ninput 1\nsteps 6\nlstm units 2 activation tanh recurrent_activation sigmoid use_bias true return_sequences true\n" + Tensors + "end";

    private const string Open = "lstm-model 1\nsource \"open.keras\"\ninput 1\nlstm units 2 activation tanh recurrent_activation sigmoid use_bias true return_sequences true\n" + Tensors + "end";

    [Theory]
    [InlineData("amp.keras")]
    [InlineData("models/amp.keras")]
    [InlineData("./models/amp.keras")]
    [InlineData("models\\\\amp.keras")]
    [InlineData("AMP.keras")]
    [InlineData("amp.keras.lstm")]
    public Task Names_that_find_the_model(string name) => Reports($"[LstmModel(\"{name}\")]");

    /// <summary>By its full name there, by the start of that, or by the file from which it was converted.</summary>
    [Theory]
    [InlineData("amp.LstmGen.Generator.additionalfile")]
    [InlineData("Assets/Models/amp")]
    [InlineData("amp.keras")]
    public Task Names_that_find_the_model_in_Unity(string name) => Reported.AsAsync(
        [Source($"[LstmModel(\"{name}\")]")],
        new RunOptions { AdditionalFiles = [new("Assets/Models/amp.LstmGen.Generator.additionalfile", Amp), new("other.additionalfile", "no model")] },
        []);

    [Theory]
    [InlineData("bass.keras", "2 LSTM015 [LstmModel(\"bass.keras\")] Gesture asks for the model 'bass.keras', and the project has models/amp.keras, open.keras; add <LstmModel Include=\"bass.keras\" /> to the project file")]
    [InlineData("p.keras", "2 LSTM015 [LstmModel(\"p.keras\")] Gesture asks for the model 'p.keras', and the project has models/amp.keras, open.keras; add <LstmModel Include=\"p.keras\" /> to the project file")]
    [InlineData("bass.lstm", "2 LSTM015 [LstmModel(\"bass.lstm\")] Gesture asks for the model 'bass.lstm', and the project has models/amp.keras, open.keras; add <AdditionalFiles Include=\"bass.lstm\" /> to the project file")]
    [InlineData("", "2 LSTM015 [LstmModel(\"\")] Gesture asks for the model '', and the project has models/amp.keras, open.keras; add <LstmModel Include=\"\" /> to the project file")]
    public Task Models_that_are_not_there(string name, string expected) => Reports($"[LstmModel(\"{name}\")]", expected);

    /// <summary>The name that was meant, as the attribute finds it: with another extension, folder or case, or with other letters.</summary>
    [Theory]
    [InlineData("amp.h5", "amp.keras")]
    [InlineData("amp", "amp.keras")]
    [InlineData("AMP", "amp.keras")]
    [InlineData("amp.weights.h5", "amp.keras")]
    [InlineData("nets/amp.keras", "amp.keras")]
    [InlineData("models/amp.lstm", "amp.keras", "AdditionalFiles")]
    [InlineData("apm.keras", "amp.keras")]
    [InlineData("amps.onnx", "amp.keras")]
    [InlineData("opn.keras", "open.keras")]
    [InlineData("Opeh.keras", "open.keras")]
    public Task A_name_that_is_near(string name, string meant, string item = "LstmModel") => Reports(
        $"[LstmModel(\"{name}\")]",
        $"2 LSTM015 [LstmModel(\"{name}\")] Gesture asks for the model '{name}', and the project has models/amp.keras, open.keras; did you mean '{meant}'? Otherwise add <{item} Include=\"{name}\" /> to the project file");

    /// <summary>
    /// As much of the path as makes it unique, and of two equally similar ones the first by name, in whatever order the compiler has them.
    /// </summary>
    [Theory]
    [InlineData(new[] { "a/gate1.keras", "b/gate2.keras", "c/gate2.keras" }, "gates.keras", "gate1.keras")]
    [InlineData(new[] { "c/gate2.keras", "b/gate2.keras" }, "d/gate2.keras", "b/gate2.keras")]
    [InlineData(new[] { "b/gate2.keras", "c/gate2.keras" }, "d/gate2.keras", "b/gate2.keras")]
    [InlineData(new[] { "gate.v1.keras", "gate.v2.keras" }, "gate.v2.h5", "gate.v2.keras")]
    [InlineData(new[] { "gäte.keras", "x.keras" }, "gate.keras", "gäte.keras")]
    public async Task The_nearest_name(string[] sources, string name, string meant)
    {
        AnalyzerReport report = await GeneratorRun.Of(
            Source($"[LstmModel(\"{name}\")]"),
            new RunOptions { AllowCompileErrors = true, AdditionalFiles = [.. sources.Select((source, i) => new KeyValuePair<string, string>($"obj/{i}/{source}.lstm", Amp.Replace("models/amp.keras", source)))] }).AnalyzeAsync();
        Assert.Contains($"; did you mean '{meant}'? Otherwise add ", Assert.Single(report.Diagnostics).GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public Task A_project_without_models() => Reported.AsAsync(
        [Source("[LstmModel(\"amp.keras\")]")],
        new RunOptions { AllowCompileErrors = true },
        ["2 LSTM015 [LstmModel(\"amp.keras\")] Gesture asks for the model 'amp.keras', and the project has no models; add <LstmModel Include=\"amp.keras\" /> to the project file"]);

    [Fact]
    public Task A_name_of_several_models() => Reported.AsAsync(
        [Source("[LstmModel(\"amp.keras\")]")],
        new RunOptions { AllowCompileErrors = true, AdditionalFiles = [new("obj/1/amp.keras.lstm", Amp), new("obj/2/amp.keras.lstm", Amp.Replace("models/", "others/"))] },
        ["2 LSTM015 [LstmModel(\"amp.keras\")] Gesture asks for the model 'amp.keras', which 2 files are called: models/amp.keras, others/amp.keras; write more of the path"]);

    [Theory]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(Units = 2)]")]
    [InlineData("[LstmModel(\"amp.keras\", Steps = 6), Lstm(Input = 1, Units = 2, Steps = 6, ReturnSequences = true, UseBias = true)]")]
    [InlineData("[LstmModel(\"open.keras\", Steps = 9)]")]
    [InlineData("[LstmModel(\"open.keras\"), Lstm(Steps = 9)]")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(Units = 3)]", "2 LSTM017 [Lstm(Units = 3)] Gesture contradicts the model 'amp.keras': layer lstm: its recurrent_kernel is [2, 8], and [3, 12] is needed for Units = 3; the model has 2 units")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(Input = 2)]", "2 LSTM017 [Lstm(Input = 2)] Gesture contradicts the model 'amp.keras': layer lstm: its kernel is [1, 8], and [2, 8] is needed for Input = 2; the model reads 1 feature")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(UseBias = false)]", "2 LSTM017 [Lstm(UseBias = false)] Gesture contradicts the model 'amp.keras': layer lstm: UseBias = false is stated, and the model has a bias")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(Activation = Activation.Relu)]", "2 LSTM017 [Lstm(Activation = Activation.Relu)] Gesture contradicts the model 'amp.keras': layer lstm: Activation = Relu is stated, and the model has Tanh")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(ReturnSequences = false)]", "2 LSTM017 [Lstm(ReturnSequences = false)] Gesture contradicts the model 'amp.keras': layer lstm: ReturnSequences = false is stated, and the model has true")]
    [InlineData("[LstmModel(\"amp.keras\"), Dense(Units = 2)]", "2 LSTM017 [Dense(Units = 2)] Gesture contradicts the model 'amp.keras': [Dense] is stated where the model has the LSTM layer lstm")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(Units = 2), Dense(Units = 1)]", "2 LSTM017 [Dense(Units = 1)] Gesture contradicts the model 'amp.keras': 2 layers are stated, and the model has 1: lstm")]
    [InlineData("[LstmModel(\"amp.keras\", Steps = 5)]", "2 LSTM017 [LstmModel(\"amp.keras\", Steps = 5)] Gesture contradicts the model 'amp.keras': Steps = 5 is stated, and the model's sequences have 6")]
    [InlineData("[LstmModel(\"open.keras\", Steps = 5), Lstm(Steps = 4)]", "2 LSTM017 [Lstm(Steps = 4)] Gesture contradicts the model 'open.keras': Steps = 4 is stated, and Steps = 5 beside it")]
    [InlineData("[LstmModel(\"open.keras\", Steps = 0)]", "2 LSTM003 [Steps = 0] Steps of model is 0; it must be at least 1")]
    [InlineData("[LstmModel(\"amp.keras\"), Lstm(Units = 0)]", "2 LSTM003 [Units = 0] Units of layer lstm is 0; it must be at least 1")]
    public Task Statements(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("public void Step(float input, ref State state) { }")]
    [InlineData("public static int FromKeras; public Gesture(System.ReadOnlySpan<float> parameters) { }")]
    [InlineData("public Gesture() { }")]
    [InlineData("public Gesture(int unrelated) { }")]
    public Task Members_that_are_in_nobodys_way(string member) => Reported.AsAsync(
        [Source("[LstmModel(\"amp.keras\")]").Replace("{ }", "{ " + member + " }")],
        new RunOptions { AllowCompileErrors = true, AdditionalFiles = [new("amp.keras.lstm", Amp)] },
        []);

    [Fact]
    public Task Members_that_are_in_the_way() => Reported.AsAsync(
        [Source("[LstmModel(\"amp.keras\")]").Replace("{ }", "{ public void Forward(System.ReadOnlySpan<float> input, System.Span<float> output) { } }")],
        new RunOptions { AllowCompileErrors = true, AdditionalFiles = [new("amp.keras.lstm", Amp)] },
        ["3 LSTM008 [Forward] Gesture declares Forward(ReadOnlySpan<float>, Span<float>), which the generated code also declares; rename it"]);

    [Fact]
    public async Task A_damaged_file_is_shown_where_it_is_damaged()
    {
        AnalyzerReport report = await GeneratorRun.Of(
            Source("[LstmModel(\"amp.keras\")]"),
            new RunOptions { AllowCompileErrors = true, AdditionalFiles = [new("obj/amp.keras.lstm", Amp.Replace("0.125", "oops"))] }).AnalyzeAsync();
        Microsoft.CodeAnalysis.Diagnostic problem = Assert.Single(report.Diagnostics);
        Assert.Equal("LSTM016", problem.Id);
        Microsoft.CodeAnalysis.FileLinePositionSpan place = problem.Location.GetLineSpan();
        Assert.Equal("obj/amp.keras.lstm", place.Path);
        Assert.Equal((5, 24, 5, 28), (place.StartLinePosition.Line, place.StartLinePosition.Character, place.EndLinePosition.Line, place.EndLinePosition.Character));
        Assert.Equal(
            "amp.keras.lstm can't be used: expected a number but found 'oops': kernel of layer lstm is [1, 8], so it needs 8 values, and 4 were read",
            problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Task Reports(string attributes, params string[] expected) => Reported.AsAsync(
        [Source(attributes)],
        new RunOptions { AllowCompileErrors = expected.Length > 0, AdditionalFiles = [new("obj/lstm/1/amp.keras.lstm", Amp), new("obj/lstm/2/open.keras.lstm", Open), new("readme.txt", "no model")] },
        expected);

    private static string Source(string attributes) => $"using LstmGen;\n{attributes}\npublic partial class Gesture {{ }}";
}
