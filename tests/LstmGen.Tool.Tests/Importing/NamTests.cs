using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Verifying;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Neural Amp Modeler's files.</summary>
public class NamTests
{
    private static readonly string TwoLayers = Repository.Golden("nam", "two_layers.nam");

    [Theory]
    [InlineData("two_layers")]
    [InlineData("channels")]
    public void A_model_computes_what_pytorch_does_from_its_initial_states(string name)
    {
        ImportedModel model = ModelCheck.Import(Repository.Golden("nam", name + ".nam"));
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("nam", name + ".io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
        Assert.NotNull(model.Network.InitialState);
        Assert.Equal("NAM (.nam)", model.Format);
        Assert.Equal("NAM 0.5.4", model.Framework);
    }

    /// <summary>Not one at each attempt.</summary>
    [Fact]
    public void All_members_that_are_unknown_are_said_at_once() => Assert.Equal(
        "the file has the members 'gate', 'slim', which aren't known: they could change what is computed",
        Error(json => (json["gate"], json["slim"]) = (1, 2)));

    [Fact]
    public void What_it_says_of_itself_is_kept()
    {
        byte[] bytes = ModelText.Edit(TwoLayers, json => json["metadata"] = JsonNode.Parse(
            """{"name": " Crunch \"2\"\n", "modeled_by": null, "gear_make": 7, "gear_model": "5150", "tone_type": "crunch", "loudness": -20.5, "gain": "much", "input_level_dbu": 12.25, "date": {"year": 2024}, "model_hash": "mine", "scaler": "mine"}"""));
        ImportedModel model = ModelImporter.Import(new ModelInput("amp.nam", bytes), new ImportOptions());
        Assert.Equal(
            ["model_hash " + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), "name Crunch \"2\"", "gear_model 5150", "tone_type crunch", "sample_rate 48000", "loudness -20.5", "input_level_dbu 12.25"],
            model.Metadata.Select(fact => $"{fact.Kind.Word} {(fact.Kind.IsText ? fact.Text : fact.Number.ToString(System.Globalization.CultureInfo.InvariantCulture))}"));

        // A text of any length is a constant of bounded length.
        model = ModelImporter.Import(new ModelInput("amp.nam", ModelText.Edit(TwoLayers, json => json["metadata"]!["name"] = new string('x', 255) + "\U0001f600" + new string('y', 100_000))), new ImportOptions());
        Assert.Equal(new string('x', 255), model.Metadata.Single(fact => fact.Kind == FactKind.Title).Text);
    }

    [Fact]
    public void The_last_lstm_alone_hands_on_its_last_step()
    {
        ImportedModel model = ModelCheck.Import(TwoLayers, new ImportOptions { ReturnSequences = false });
        Assert.Equal([true, false], model.Network.Layers.OfType<LstmLayer>().Select(layer => layer.ReturnSequences));
    }

    [Fact]
    public void Every_number_of_the_list_is_of_a_tensor() => Assert.Equal(
        ["weights[0..120]", "weights[120..140]", "weights[140..145]", "weights[145..150]", "weights[150..350]", "weights[350..370]", "weights[370..375]", "weights[375..380]", "weights[380..385]", "weights[385..386]"],
        ModelCheck.Import(TwoLayers).Tensors.Select(tensor => tensor.Name));

    [SkippableFact]
    public void A_real_model_computes_pytorchs_equations()
    {
        string path = Repository.Shared("nam", "lstm.nam");
        Skip.IfNot(File.Exists(path), "NAM's model is not on this machine");
        const int Units = 3;
        double[] weights = PyTorchEquations.Doubles(JsonNode.Parse(File.ReadAllText(path))!["weights"]!);
        double[][] rows = weights.Take(4 * Units * (Units + 1)).Chunk(Units + 1).ToArray();
        double[] rest = weights[(4 * Units * (Units + 1))..];
        var equations = new PyTorchEquations(
            rows.Select(row => row[0]).ToArray(), rows.Select(row => row[1..]).ToArray(), rest[..12], rest[12..15], rest[15..18], rest[18..21], rest[21]);
        float[] signal = PyTorchEquations.Signal(200);
        ModelCheck.Computes(ModelCheck.Import(path), signal, equations.Run(signal), 1e-6);
    }

    [Fact]
    public void Another_architecture_is_an_error() => Assert.Equal(
        "the architecture 'WaveNet' isn't supported: its layers are convolutions over time, and LSTM is the one architecture of NAM that is read; train the model with the architecture LSTM", Error(json => json["architecture"] = "WaveNet"));

    [Fact]
    public void Too_few_or_too_many_numbers_are_an_error()
    {
        Assert.Equal(
            "'weights' has 385 numbers, and 386 are needed for 2 layers of 5 units, 1 inputs and 1 outputs",
            Error(json => json["weights"]!.AsArray().RemoveAt(7)));
        Assert.Equal(
            "'weights' has 387 numbers, and 386 are needed for 2 layers of 5 units, 1 inputs and 1 outputs",
            Error(json => json["weights"]!.AsArray().Add(0.0)));
        Assert.Equal("'weights' has the shape [1, 2], and a flat list is needed", Error(json => json["weights"] = ModelText.Zeros(1, 2)));
    }

    [Theory]
    [InlineData("hidden_size", "2147483647", "'config.hidden_size' is 2147483647, and 1 to 4096 are supported")]
    [InlineData("hidden_size", "0", "'config.hidden_size' is 0, and 1 to 4096 are supported")]
    [InlineData("num_layers", "-2", "'config.num_layers' is -2, and 1 to 64 are supported")]
    [InlineData("input_size", "99999999999", "'config.input_size' is '99999999999', not a whole number")]
    [InlineData("num_layers", "null", "'config' has no 'num_layers'")]
    [InlineData("in_channels", "2", "'config.in_channels' is 2, and input_size is 1")]
    [InlineData("head_activation", "\"ReLU\"", "'config' has the member 'head_activation', which isn't known: it could change what is computed")]
    public void A_wrong_config_is_an_error(string member, string value, string message) =>
        Assert.Equal(message, Error(json => json["config"]![member] = JsonNode.Parse(value)));

    [Fact]
    public void A_network_that_is_too_large_is_an_error_without_its_numbers() => Assert.Equal(
        "'weights' has 386 numbers, and 25704271873 are needed for 64 layers of 4096 units, 1048576 inputs and 1 outputs",
        Error(json => json["config"] = JsonNode.Parse("""{"input_size": 1048576, "hidden_size": 4096, "num_layers": 64}""")));

    [Fact]
    public void An_unknown_member_is_an_error() => Assert.Equal(
        "the file has the member 'gain', which isn't known: it could change what is computed", Error(json => json["gain"] = 2));

    [Theory]
    [InlineData("0.5.0")]
    [InlineData("0.6.0")]
    [InlineData("0.7.12")]
    public void A_version_of_the_known_layout_is_read(string version) =>
        Assert.Equal("NAM " + version, ModelImporter.Import(new ModelInput("model.nam", ModelText.Edit(TwoLayers, json => json["version"] = version)), new ImportOptions()).Framework);

    [Theory]
    [InlineData("\"0.4.9\"", "'version' is '0.4.9'; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("\"0.8.0\"", "'version' is '0.8.0'; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("\"1.5.4\"", "'version' is '1.5.4'; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("\"0.5\"", "'version' is '0.5'; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("\"0.5.4.1\"", "'version' is '0.5.4.1'; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("\"0.5.-4\"", "'version' is '0.5.-4'; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("\"\"", "'version' is ''; the versions 0.5.0 to 0.7.x are read, and another may lay out its weights otherwise")]
    [InlineData("0.5", "'version' is '0.5', not a string")]
    [InlineData("null", "the file has no 'version'")]
    public void Another_version_is_an_error(string version, string message) => Assert.Equal(message, Error(json => json["version"] = JsonNode.Parse(version)));

    /// <summary>Both states are trained, and either can be what is left at zero.</summary>
    [Theory]
    [InlineData(140)]
    [InlineData(145)]
    [InlineData(370)]
    [InlineData(375)]
    public void An_initial_state_is_kept_where_all_others_are_zero(int kept)
    {
        ImportedModel model = ModelImporter.Import(
            new ModelInput("model.nam", ModelText.Edit(TwoLayers, json =>
            {
                foreach (int start in new[] { 140, 145, 370, 375 }.Where(start => start != kept))
                {
                    for (int i = 0; i < 5; i++)
                    {
                        json["weights"]![start + i] = 0.0;
                    }
                }
            })), new ImportOptions());
        double[] weights = PyTorchEquations.Doubles(JsonNode.Parse(File.ReadAllText(TwoLayers))!["weights"]!);
        float[] expected = new float[20];
        int at = kept switch { 140 => 0, 145 => 5, 370 => 10, _ => 15 };
        for (int i = 0; i < 5; i++)
        {
            expected[at + i] = (float)weights[kept + i];
        }

        Assert.Contains(expected, value => value != 0);
        Assert.Equal(expected, model.Network.InitialState!.ToArray());
        float[] signal = PyTorchEquations.Signal(20);
        ModelCheck.Computes(model, signal, [.. DoubleReference.Run(model.Network, signal).Select(value => (float)value)], 1e-6);
    }

    [Fact]
    public void A_file_without_an_architecture_is_an_error() =>
        Assert.Equal("the file has no 'architecture'", Error(json => json.AsObject().Remove("architecture")));

    [Fact]
    public void A_value_that_is_not_finite_is_an_error() => Assert.StartsWith(
        "value 0 of the initial hidden state of layer 'layer 0' is Infinity, which is not a finite float", Error(json => json["weights"]![140] = JsonNode.Parse("1e99")), StringComparison.Ordinal);

    [Fact]
    public void Options_that_contradict_the_file_are_errors() => Assert.Equal(
        "a skip connection is asked for, and the file has none (NAM's LSTM adds nothing to its output)", ModelCheck.Error(TwoLayers, new ImportOptions { Skip = true }));

    [Fact]
    public void Damaged_files_are_errors()
    {
        DamagedFiles.CutOff(TwoLayers);
        DamagedFiles.Mutate(TwoLayers);
    }

    private static string Error(Action<JsonNode> change) => ModelCheck.Error(ModelText.Edit(TwoLayers, change), "model.nam");
}
