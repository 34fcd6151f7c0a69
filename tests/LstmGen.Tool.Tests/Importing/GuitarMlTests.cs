using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>GuitarML's JSON.</summary>
public class GuitarMlTests
{
    private static readonly string TwoLayers = Repository.Golden("guitarml", "two_layers.json");

    [Fact]
    public void Two_layers_with_a_skip_connection_compute_what_pytorch_does()
    {
        ImportedModel model = ModelCheck.Import(TwoLayers);
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("guitarml", "two_layers.io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
        Assert.True(model.Network.Skip);
        Assert.Equal("GuitarML (JSON)", model.Format);
        Assert.Equal(10, model.Tensors.Count);
    }

    [SkippableTheory]
    [InlineData("lstm4_ts9_pytorch.json", 4)]
    [InlineData("lstm8_ts9_pytorch.json", 8)]
    public void A_real_model_computes_pytorchs_equations(string name, int units)
    {
        string path = Repository.Shared("neuralseed", name);
        Skip.IfNot(File.Exists(path), "NeuralSeed's models are not on this machine");
        JsonNode state = JsonNode.Parse(File.ReadAllText(path))!["state_dict"]!;
        double[] bias = PyTorchEquations.Doubles(state["rec.bias_ih_l0"]!)
            .Zip(PyTorchEquations.Doubles(state["rec.bias_hh_l0"]!), (a, b) => a + b).ToArray();
        var equations = new PyTorchEquations(
            state["rec.weight_ih_l0"]!.AsArray().Select(row => row![0]!.GetValue<double>()).ToArray(),
            state["rec.weight_hh_l0"]!.AsArray().Select(row => PyTorchEquations.Doubles(row!)).ToArray(),
            bias, new double[units], new double[units],
            PyTorchEquations.Doubles(state["lin.weight"]![0]!), state["lin.bias"]![0]!.GetValue<double>());
        float[] signal = PyTorchEquations.Signal(200);
        float[] expected = equations.Run(signal).Zip(signal, (output, input) => output + input).ToArray();
        ModelCheck.Computes(ModelCheck.Import(path), signal, expected, 1e-6);
    }

    [Fact]
    public void Without_a_skip_connection_nothing_is_added()
    {
        byte[] bytes = ModelText.Edit(TwoLayers, json => json["model_data"]!["skip"] = 0);
        Network network = ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions()).Network;
        Assert.False(network.Skip);
    }

    [Theory]
    [InlineData("unit_type", "\"GRU\"", "'model_data.unit_type' 'GRU' isn't supported: a GRU has other gates and states than an LSTM; train the model with an LSTM in its place")]
    [InlineData("model", "\"GatedConvNet\"", "'model_data.model' is 'GatedConvNet'; only SimpleRNN is supported")]
    [InlineData("input_size", "1", "'model_data.input_size' is 1, and tensor 'rec.weight_ih_l0' has the shape [20, 2], which says 2")]
    [InlineData("hidden_size", "40", "'model_data.hidden_size' is 40, and tensor 'rec.weight_hh_l0' has the shape [20, 5], which says 5")]
    [InlineData("output_size", "2", "'model_data.output_size' is 2, and tensor 'lin.weight' has the shape [1, 5], which says 1")]
    [InlineData("num_layers", "1", "'model_data' has num_layers 1, and state_dict has the tensors of 2")]
    [InlineData("bias_fl", "false", "'model_data.bias_fl' is false, and there is a tensor 'lin.bias'")]
    [InlineData("skip", "2", "'model_data' has skip 2 for 1 outputs; 0 and 1, a feature for each output, are supported")]
    [InlineData("skip", "-1", "'model_data' has skip -1 for 1 outputs; 0 and 1, a feature for each output, are supported")]
    [InlineData("hidden_size", "\"5\"", "'model_data.hidden_size' is '5', not a whole number")]
    [InlineData("hidden_size", "null", "'model_data' has no 'hidden_size'")]
    [InlineData("gain", "2", "'model_data' has the member 'gain', which isn't known: it could change what is computed")]
    public void Model_data_that_contradicts_is_an_error(string member, string value, string message) =>
        Assert.Equal(message, Error(json => json["model_data"]![member] = JsonNode.Parse(value)));

    /// <summary>A feature for each output, or none: a network can't add some.</summary>
    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "'model_data' has skip 1 for 2 outputs; 0 and 2, a feature for each output, are supported")]
    [InlineData(2, null)]
    public void A_skip_connection_is_one_for_each_output(int skip, string? message)
    {
        byte[] bytes = ModelText.Edit(TwoLayers, json =>
        {
            json["model_data"]!["output_size"] = 2;
            json["model_data"]!["skip"] = skip;
            json["state_dict"]!["lin.weight"] = ModelText.Zeros(2, 5);
            json["state_dict"]!["lin.bias"] = ModelText.Zeros(2);
        });
        if (message is null)
        {
            Assert.Equal(skip > 0, ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions()).Network.Skip);
        }
        else
        {
            Assert.Equal(message, ModelCheck.Error(bytes, "model.json"));
        }
    }

    [Fact]
    public void Tensors_that_are_missing_or_too_many_are_errors()
    {
        Assert.Equal("'model_data.bias_fl' is true, and tensor 'lin.bias' is missing", Error(json => Remove(json["state_dict"]!, "lin.bias")));
        Assert.Equal(
            "the order of the layers names 'lin', and the file has the modules 'rec'",
            Error(json => { Remove(json["state_dict"]!, "lin.bias"); Remove(json["state_dict"]!, "lin.weight"); }));
        Assert.Equal(
            "tensor 'lin2.weight' has no place in a GuitarML model, which has the modules 'rec' and 'lin'",
            Error(json => json["state_dict"]!["lin2.weight"] = ModelText.Zeros(1, 1)));
        foreach (string bias in new[] { "rec.bias_ih_l0", "rec.bias_hh_l1" })
        {
            Assert.Equal($"tensor '{bias}' is missing: the nn.LSTM of a GuitarML model always has biases", Error(json => Remove(json["state_dict"]!, bias)));
        }

        Assert.Equal(
            "tensor 'rec.weight_hr_l0' has no place in a GuitarML model, whose nn.LSTM reads forwards alone and isn't projected",
            Error(json => json["state_dict"]!["rec.weight_hr_l0"] = ModelText.Zeros(2, 5)));
        Assert.Equal("the file has no 'model_data'", Error(json => Remove(json, "model_data")));
        Assert.Equal("the file has no 'state_dict'", Error(json => Remove(json, "state_dict")));
        Assert.Equal("the file has the member 'eq', which isn't known: it could change what is computed", Error(json => json["eq"] = 1));
    }

    [Fact]
    public void The_nn_linear_has_a_bias_unless_the_file_says_otherwise()
    {
        Assert.True(Import(json => Remove(json["model_data"]!, "bias_fl")).Parts.Last().UseBias);
        Assert.Equal(
            "'model_data' has no 'bias_fl', which means true, and tensor 'lin.bias' is missing",
            Error(json => { Remove(json["model_data"]!, "bias_fl"); Remove(json["state_dict"]!, "lin.bias"); }));
        Assert.False(Import(json => { json["model_data"]!["bias_fl"] = false; Remove(json["state_dict"]!, "lin.bias"); }).Parts.Last().UseBias);
    }

    [Fact]
    public void Options_that_contradict_the_file_are_errors()
    {
        Assert.Equal("no skip connection is asked for, and the file has one (model_data.skip is 1)", ModelCheck.Error(TwoLayers, new ImportOptions { Skip = false }));
        Assert.Equal(
            "the order of the layers is given ('rec'), and a file of the format GuitarML (JSON) states it itself",
            ModelCheck.Error(TwoLayers, new ImportOptions { Layers = ["rec"] }));
    }

    [Fact]
    public void A_file_that_does_not_say_whether_it_skips_needs_it_to_be_stated()
    {
        byte[] bytes = ModelText.Edit(TwoLayers, json => Remove(json["model_data"]!, "skip"));
        Assert.Equal(
            "'model_data' has no 'skip', the number of features that are added to the output; state whether there is a skip connection (--skip, Skip on the item)",
            ModelCheck.Error(bytes, "model.json"));
        Assert.True(ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions { Skip = true }).Network.Skip);
    }

    [Fact]
    public void Damaged_files_are_errors()
    {
        DamagedFiles.CutOff(TwoLayers);
        DamagedFiles.Mutate(TwoLayers);
    }

    private static void Remove(JsonNode json, string name) => json.AsObject().Remove(name);

    private static Network Import(Action<JsonNode> change) =>
        ModelImporter.Import(new ModelInput("model.json", ModelText.Edit(TwoLayers, change)), new ImportOptions()).Network;

    private static string Error(Action<JsonNode> change) => ModelCheck.Error(ModelText.Edit(TwoLayers, change), "model.json");
}
