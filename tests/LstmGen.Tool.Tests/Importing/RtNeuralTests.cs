using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>RTNeural's Keras-style JSON.</summary>
public class RtNeuralTests
{
    private static readonly string Layers = Repository.Golden("rtneural", "layers.json");

    [SkippableTheory]
    [InlineData("lstm_1d", 2)]
    [InlineData("lstm", 3)]
    public void A_real_model_computes_what_was_recorded(string name, int layers)
    {
        string path = Repository.Shared("rtneural", name + ".json");
        Skip.IfNot(File.Exists(path), "RTNeural's models are not on this machine");
        ImportedModel model = ModelCheck.Import(path);
        Assert.Equal(layers, model.Network.Layers.Count);
        Assert.True(model.Network.ReturnsSequences);
        ModelCheck.Computes(
            model, RecordedVectors.Lines(Repository.Shared("rtneural", name + "_x_python.csv")),
            RecordedVectors.Lines(Repository.Shared("rtneural", name + "_y_python.csv")), 1e-6);
    }

    [Fact]
    public void Every_supported_layer_computes_what_pytorch_does()
    {
        ImportedModel model = ModelCheck.Import(Layers);
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("rtneural", "layers.io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
        Assert.Equal("RTNeural (JSON)", model.Format);
        Assert.Equal("i, f, c, o", model.GateOrder);
        Assert.Equal(12, model.Tensors.Count);
        Assert.Equal("kernel of 'layers[0] (time-distributed-dense)'", model.Tensors[0].Use);
    }

    [Fact]
    public void The_last_lstm_alone_hands_on_its_last_step()
    {
        ImportedModel model = ModelCheck.Import(Layers, new ImportOptions { ReturnSequences = false });
        Assert.Equal([true, false], model.Network.Layers.OfType<LstmLayer>().Select(layer => layer.ReturnSequences));
    }

    /// <summary>The format always has one: an absent tensor is an error, and doesn't mean that there is none.</summary>
    [Theory]
    [InlineData(0, 1, "layer 'layers[0] (time-distributed-dense)' has 1 tensor in 'layers[0].weights', and 2 are needed: kernel, bias; where there is no bias, write zeros")]
    [InlineData(1, 2, "layer 'layers[1] (lstm)' has 2 tensors in 'layers[1].weights', and 3 are needed: kernel, recurrent kernel, bias; where there is no bias, write zeros")]
    [InlineData(5, 1, "layer 'layers[5] (dense)' has 1 tensor in 'layers[5].weights', and 2 are needed: kernel, bias; where there is no bias, write zeros")]
    public void A_missing_bias_is_an_error(int layer, int bias, string message) =>
        Assert.Equal(message, Error(json => json["layers"]![layer]!["weights"]!.AsArray().RemoveAt(bias)));

    [Theory]
    [InlineData("in_shape", 64, 1, 128, "'layers[1].shape[1]' says 128 steps, and 'in_shape[1]' says 64: the layers of a chain have the same number")]
    [InlineData("in_shape", 64, 1, 64, null)]
    [InlineData("in_shape", 64, 0, 5, null)]
    [InlineData("shape", 64, 1, 32, "'layers[1].shape[1]' says 32 steps, and 'layers[0].shape[1]' says 64: the layers of a chain have the same number")]
    public void The_steps_and_the_batch_of_all_shapes_are_the_same(string member, int steps, int place, int size, string? message)
    {
        byte[] bytes = ModelText.Edit(Layers, json =>
        {
            (member == "in_shape" ? json["in_shape"] : json["layers"]![0]!["shape"])![1] = steps;
            json["layers"]![1]!["shape"]![place] = size;
        });
        if (message is null)
        {
            ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions());
        }
        else
        {
            Assert.Equal(message, ModelCheck.Error(bytes, "model.json"));
        }

        Assert.Equal(
            "'layers[3].shape[0]' says 5 sequences in a batch, and 'in_shape[0]' says 1: the layers of a chain have the same number",
            Error(json => { json["in_shape"]![0] = 1; json["layers"]![3]!["shape"]![0] = 5; }));
    }

    /// <summary>RTNeural's own exporter writes a Keras model whose last LSTM outputs only its last step like this.</summary>
    [Fact]
    public void A_shape_without_steps_is_read() => ModelImporter.Import(
        new ModelInput("model.json", ModelText.Edit(Layers, json =>
        {
            for (int layer = 2; layer < 6; layer++)
            {
                json["layers"]![layer]!["shape"]!.AsArray().RemoveAt(1);
            }
        })), new ImportOptions());

    [SkippableFact]
    public void A_model_whose_shape_contradicts_its_weights_is_an_error()
    {
        string path = Repository.Shared("rtneural", "bad_lstm.json");
        Skip.IfNot(File.Exists(path), "RTNeural's models are not on this machine");
        Assert.Equal(
            "layer 'layers[0] (lstm)' has 16 units by its shape, and its kernel 'layers[0].weights[0]' [1, 80] has 80 columns, which are those of 20 units",
            ModelCheck.Error(path));
    }

    [Fact]
    public void A_layer_that_is_not_supported_is_an_error() => Assert.Equal(
        "'layers[1]' (gru) isn't supported: a GRU has other gates and states than an LSTM; train the model with an LSTM in its place",
        Error(json => json["layers"]![1]!["type"] = "gru"));

    [Theory]
    [InlineData(1, "relu", "'layers[1].activation' is 'relu'; RTNeural computes an lstm with tanh whatever is here, so that it isn't known what is meant")]
    [InlineData(3, "softmax", "layer 'layers[3] (dense)' has the activation 'softmax', which isn't supported; there are tanh, sigmoid, relu and linear")]
    [InlineData(4, "elu", "layer 'layers[4] (activation)' has the activation 'elu', which isn't supported; there are tanh, sigmoid, relu and linear")]
    [InlineData(3, "hard_sigmoid", "layer 'layers[3] (dense)' has the activation 'hard_sigmoid', which isn't supported; there are tanh, sigmoid, relu and linear")]
    [InlineData(3, "relu", "layer 'layers[4] (activation)' applies sigmoid to something else than a fully connected layer without an activation, which isn't supported")]
    public void An_activation_that_is_not_supported_is_an_error(int layer, string activation, string message) =>
        Assert.Equal(message, Error(json => json["layers"]![layer]!["activation"] = activation));

    [Theory]
    [InlineData(0, "4", "tensor 'layers[0].weights[0]' (kernel of 'layers[0] (time-distributed-dense)') has the shape [3, 5], and [4, 5] is needed")]
    [InlineData(0, "-1", "'in_shape[2]' is -1, and at least 1 is needed")]
    [InlineData(0, "null", "'in_shape[2]' is null, not a whole number")]
    public void A_wrong_input_is_an_error(int batch, string size, string message) =>
        Assert.Equal(message, Error(json => json["in_shape"] = new JsonArray(batch == 0 ? null : batch, null, JsonNode.Parse(size))));

    [Fact]
    public void A_shape_of_other_dimensions_is_an_error()
    {
        Assert.Equal("'in_shape' has 4 dimensions; batch, steps and features are supported", Error(json => json["in_shape"] = new JsonArray(null, 1, 1, 3)));
        Assert.Equal("'in_shape[0]' is 0, and a positive number or null is needed", Error(json => json["in_shape"] = new JsonArray(0, null, 3)));
        Assert.Equal("layer 'layers[4] (activation)' has 2 features by its shape, and 3 come in", Error(json => json["layers"]![4]!["shape"]![2] = 2));
    }

    [Fact]
    public void Tensors_that_are_missing_or_too_many_are_errors()
    {
        Assert.Equal(
            "layer 'layers[1] (lstm)' has 1 tensor in 'layers[1].weights', and 3 are needed: kernel, recurrent kernel, bias",
            Error(json => json["layers"]![1]!["weights"] = new JsonArray(ModelText.Zeros(5, 24))));
        Assert.Equal(
            "layer 'layers[3] (dense)' has 3 tensors in 'layers[3].weights', and 2 are needed: kernel, bias",
            Error(json => json["layers"]![3]!["weights"]!.AsArray().Add(ModelText.Zeros(3))));
        Assert.Equal(
            "layer 'layers[4] (activation)' has 1 tensor in 'layers[4].weights', and 0 are needed",
            Error(json => json["layers"]![4]!["weights"]!.AsArray().Add(ModelText.Zeros(3))));
        Assert.Equal(
            "tensor 'layers[1].weights[1]' (recurrent kernel of 'layers[1] (lstm)') has the shape [5, 24], and [6, 24] is needed",
            Error(json => json["layers"]![1]!["weights"]![1] = ModelText.Zeros(5, 24)));
        Assert.Equal(
            "'layers[1].weights[1]' has rows of different lengths: one has 24 values, another 1",
            Error(json => json["layers"]![1]!["weights"]![1]![2] = ModelText.Zeros(1)));
    }

    [Theory]
    [InlineData("layers[1]", "go_backwards")]
    [InlineData("layers[3]", "dilation")]
    public void An_unknown_member_of_a_layer_is_an_error(string layer, string member) => Assert.Equal(
        $"'{layer}' has the member '{member}', which isn't known: it could change what is computed",
        Error(json => json["layers"]![layer[7] - '0']![member] = 1));

    [Fact]
    public void An_unknown_member_of_the_file_is_an_error() => Assert.Equal(
        "the file has the member 'scale', which isn't known: it could change what is computed", Error(json => json["scale"] = 2));

    [Fact]
    public void A_file_without_an_lstm_or_layers_is_an_error()
    {
        Assert.Equal("the file has 1 layers and no LSTM among them", Error(json =>
        {
            while (json["layers"]!.AsArray().Count > 1)
            {
                json["layers"]!.AsArray().RemoveAt(1);
            }
        }));
        Assert.Equal("the file has no layers", Error(json => json["layers"] = new JsonArray()));
        Assert.Equal("'layers' is an object, not a list", Error(json => json["layers"] = new JsonObject()));
        Assert.StartsWith(
            "'layers' has 200000 layers, and at most 64 with as many activations can be generated",
            Error(json => json["layers"] = new JsonArray(Enumerable.Range(0, 200_000).Select(_ => (JsonNode)new JsonObject()).ToArray())),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_the_file_are_errors() => Assert.Equal(
        "activations are given ('dense'), and a file of the format RTNeural (JSON) states them itself",
        ModelCheck.Error(Layers, new ImportOptions { Activations = new Dictionary<string, Activation> { ["dense"] = Activation.Relu } }));

    [Fact]
    public void Damaged_files_are_errors()
    {
        DamagedFiles.CutOff(Layers);
        DamagedFiles.Mutate(Layers);
    }

    private static string Error(Action<JsonNode> change) => ModelCheck.Error(ModelText.Edit(Layers, change), "model.json");
}
