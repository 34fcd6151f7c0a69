using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

public class KerasTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData("lstm_dense.keras", 6, "Keras 3.5.0")]
    [InlineData("stack.keras", 5, "Keras 3.5.0")]
    [InlineData("no_bias.keras", 5, "Keras 3.5.0")]
    [InlineData("time_distributed.keras", 6, "Keras 3.5.0")]
    [InlineData("every_step.keras", 6, "Keras 3.5.0")]
    [InlineData("functional.keras", 5, "Keras 3.5.0")]
    [InlineData("hard_sigmoid_3.keras", 7, "Keras 3.5.0")]
    [InlineData("keras_2_13.keras", 7, "Keras 2.13.1", "hard_sigmoid")]
    [InlineData("lstm_dense.h5", 6, "Keras 2.4.0")]
    [InlineData("stack.h5", 5, "Keras 2.2.4-tf")]
    [InlineData("hard_sigmoid.h5", 7, "Keras 2.2.4")]
    [InlineData("time_distributed.h5", 6, "Keras 2.11.0")]
    [InlineData("cudnn.h5", 6, "Keras 2.2.4")]
    [InlineData("functional.h5", 5, "Keras 2.7.0")]
    [InlineData("no_bias.h5", 5, "Keras 3.3.3")]
    [InlineData("bidirectional.keras", 6, "Keras 3.5.0")]
    [InlineData("bidirectional.h5", 6, "Keras 2.11.0")]
    [InlineData("merge_modes.keras", 5, "Keras 3.5.0")]
    [InlineData("merge_modes.h5", 5, "Keras 2.7.0")]
    [InlineData("two_outputs.keras", 4, "Keras 3.5.0")]
    [InlineData("two_outputs.h5", 4, "Keras 2.11.0")]
    [InlineData("own_backward.keras", 5, "Keras 3.5.0")]
    [InlineData("own_backward.h5", 5, "Keras 3.3.3")]
    [InlineData("cudnn_both.h5", 5, "Keras 2.2.4")]
    [InlineData("go_backwards.keras", 6, "Keras 3.5.0")]
    [InlineData("masking.keras", 6, "Keras 3.5.0")]
    [InlineData("masked_rows.keras", 6, "Keras 3.5.0", "keras_masked_rows")]
    [InlineData("activations.keras", 5, "Keras 3.5.0")]
    [InlineData("activations.h5", 5, "Keras 2.11.0")]
    [InlineData("scaled.keras", 5, "Keras 3.5.0")]
    [InlineData("scaled.h5", 5, "Keras 2.11.0")]
    [InlineData("residual.keras", 5, "Keras 3.5.0")]
    [InlineData("residual.h5", 5, "Keras 2.11.0")]
    [InlineData("embedding.keras", 6, "Keras 3.5.0")]
    [InlineData("embedding.h5", 6, "Keras 2.11.0")]
    [InlineData("layer_normalization.keras", 5, "Keras 3.5.0")]
    [InlineData("layer_normalization.h5", 5, "Keras 2.11.0")]
    [InlineData("residual_rows.keras", 4, "Keras 3.5.0")]
    [InlineData("residual_rows.h5", 4, "Keras 2.7.0")]
    [InlineData("normalization.keras", 6, "Keras 3.5.0")]
    [InlineData("normalization.h5", 6, "Keras 2.11.0")]
    public void A_model_computes_what_keras_computes(string file, int steps, string framework, string? expected = null)
    {
        ImportedModel model = ModelCheck.Import(KerasGolden.Path(file));

        (float[] input, float[] output) = KerasGolden.Expected((expected ?? Path.GetFileNameWithoutExtension(file)) + ".json");
        ModelCheck.Computes(model, input, output, Tolerance);
        Assert.Equal(steps, model.Network.Steps);
        Assert.Equal(framework, model.Framework);
        Assert.DoesNotContain(model.Tensors, tensor => tensor.Use == "not used");
    }

    [Fact]
    public void Layers_are_what_the_configuration_says()
    {
        Network network = ModelCheck.Import(KerasGolden.Path("every_step.keras")).Network;

        Assert.Equal(
            [
                new LstmLayer("lstm", 2, 5, Activation.Tanh, Activation.Sigmoid, true, true),
                new DenseLayer("dense", 5, 4, Activation.Relu, true),
                new DenseLayer("dense_1", 4, 3, Activation.Linear, true),
            ],
            network.Layers.ToArray());
        Assert.True(network.ReturnsSequences);
    }

    [Fact]
    public void The_second_half_of_a_bidirectional_layer_is_turned_whichever_way_it_reads()
    {
        Network network = ModelCheck.Import(KerasGolden.Path("merge_modes.keras")).Network;

        var first = Assert.IsType<BidirectionalLayer>(network.Layers[0]);
        var second = Assert.IsType<BidirectionalLayer>(network.Layers[1]);
        Assert.Equal((Direction.GoBackwards, Direction.Turned, Merge.Mul), (first.Forward.Direction, first.Backward.Direction, first.Merge));
        Assert.Equal((Direction.Forward, Direction.Backward, Merge.Average), (second.Forward.Direction, second.Backward.Direction, second.Merge));
        Assert.Equal(Merge.None, Assert.IsType<BidirectionalLayer>(ModelCheck.Import(KerasGolden.Path("two_outputs.keras")).Network.Layers[0]).Merge);
    }

    [Theory]
    [InlineData("\"merge_mode\": \"concat\"", "\"merge_mode\": \"max\"", "layer 'bidirectional' (Bidirectional) has the merge_mode 'max'; there are concat, sum, mul, ave and none")]
    [InlineData("\"go_backwards\": true", "\"go_backwards\": false", "layer 'bidirectional' (Bidirectional) has go_backwards false in its layer and in its backward_layer; they have to read in opposite directions")]
    [InlineData("\"class_name\": \"LSTM\"", "\"class_name\": \"GRU\"", "layer 'bidirectional' (Bidirectional(GRU)) isn't supported: a GRU has other gates and states than an LSTM; train the model with an LSTM in its place (1 more part isn't supported: lstmgen inspect shows it)")]
    [InlineData("\"units\": 3, \"activation\": \"relu\", \"use_bias\": true", "\"units\": 3, \"activation\": \"relu\", \"use_bias\": false", "2 tensors have no place in the network and would be left out: 'layers/bidirectional_1/backward_layer/cell/vars/2', 'layers/bidirectional_1/forward_layer/cell/vars/2'")]
    [InlineData("\"name\": \"backward_lstm\", \"trainable\"", "\"name\": \"backward_lstm\", \"weights\": 1, \"trainable\"", "layer 'backward_lstm' (LSTM) has the member 'weights', and it isn't known what it changes")]
    public void What_a_bidirectional_layer_cant_have_is_named(string old, string by, string message) =>
        Assert.Equal(message, ModelCheck.Error(KerasGolden.Keras("bidirectional.keras", old, by), "model.keras"));

    [Theory]
    [InlineData("[[\"bidirectional\", 0, 0], [\"bidirectional\", 0, 1]]", "[\"bidirectional\", 0, 0]", "the model has 1 output_layers, and its last layer 'bidirectional' has 2 outputs, and all are needed")]
    [InlineData("[[\"bidirectional\", 0, 0], [\"bidirectional\", 0, 1]]", "[[\"bidirectional\", 0, 1], [\"bidirectional\", 0, 0]]", "the model's output_layers reads layer 'bidirectional' (use 0, output 1), and the layer before it is 'bidirectional'; only a chain of layers is supported")]
    [InlineData("\"merge_mode\": null", "\"merge_mode\": \"sum\"", "the model has 2 output_layers; only a chain of layers, with one input and one output, is supported")]
    public void Two_outputs_are_those_of_the_last_layer(string old, string by, string message) =>
        Assert.Equal(message, ModelCheck.Error(KerasGolden.Keras("two_outputs.keras", old, by), "model.keras"));

    [Fact]
    public void Only_the_first_layer_can_mask_steps()
    {
        Assert.Equal(new Masking(-1.5f), ModelCheck.Import(KerasGolden.Path("masking.keras")).Network.Masking);
        Assert.Equal(
            "layer 'dropout' (Masking) comes after other layers; one that masks steps is supported only before the first layer",
            ModelCheck.Error(KerasGolden.Keras("functional.keras", "\"class_name\": \"Dropout\", \"config\": {\"name\": \"dropout\", \"trainable\": true, \"dtype\": {\"module\": \"keras\", \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"float32\"}, \"registered_name\": null}, \"rate\": 0.5, \"seed\": null, \"noise_shape\": null", "\"class_name\": \"Masking\", \"config\": {\"name\": \"dropout\""), "model.keras"));
        Assert.Equal(
            "layer 'lstm_1' (LSTM) has zero_output_for_mask, and masked steps repeat the output before them in what is generated: leave it off",
            ModelCheck.Error(KerasGolden.Keras("masking.keras", "\"zero_output_for_mask\": false", "\"zero_output_for_mask\": true"), "model.keras"));
    }

    [Theory]
    [InlineData("relu6", "relu6")]
    [InlineData("leaky_relu", "leaky_relu")]
    [InlineData("elu", "elu")]
    [InlineData("swish", "silu")]
    [InlineData("silu", "silu")]
    [InlineData("gelu", "gelu")]
    [InlineData("exponential", "exponential")]
    [InlineData("{\"class_name\": \"LeakyReLU\", \"config\": {\"name\": \"a\"}}", "leaky_relu alpha 0.3")]
    [InlineData("{\"class_name\": \"LeakyReLU\", \"config\": {\"alpha\": 0.25}}", "leaky_relu alpha 0.25")]
    [InlineData("{\"class_name\": \"leaky_relu\", \"config\": {\"negative_slope\": 0.25}}", "leaky_relu alpha 0.25")]
    [InlineData("{\"class_name\": \"elu\", \"config\": {\"alpha\": 0.5}}", "elu alpha 0.5")]
    [InlineData("{\"class_name\": \"relu\", \"config\": {\"max_value\": 6}}", "relu6")]
    [InlineData("{\"class_name\": \"ReLU\", \"config\": {\"negative_slope\": 0.125, \"max_value\": null, \"threshold\": 0.0}}", "leaky_relu alpha 0.125")]
    [InlineData("{\"class_name\": \"ReLU\", \"config\": {\"threshold\": 0.5}}", "thresholded_relu alpha 0.5")]
    [InlineData("{\"class_name\": \"ThresholdedReLU\", \"config\": {}}", "thresholded_relu")]
    [InlineData("{\"class_name\": \"function\", \"config\": \"selu\", \"module\": \"builtins\"}", "selu")]
    public void An_activation_is_a_name_or_an_object(string activation, string read)
    {
        byte[] zip = KerasGolden.Keras("lstm_dense.keras", "\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": " + (activation[0] == '{' ? activation : $"\"{activation}\""));

        Network network = ModelImporter.Import(new ModelInput("model.keras", zip), new ImportOptions()).Network;

        Assert.Equal(read, network.Recurrent.OfType<LstmLayer>().Single().RecurrentActivation.ToString());
    }

    [Theory]
    [InlineData("{\"class_name\": \"ReLU\", \"config\": {\"max_value\": 2.0}}", "layer 'lstm' (LSTM)'s recurrent_activation is a relu with negative_slope 0, max_value 2 and threshold 0, which isn't supported; one of the three can be stated, and max_value 6 alone")]
    [InlineData("{\"class_name\": \"ReLU\", \"config\": {\"max_value\": 6.0, \"negative_slope\": 0.5}}", "layer 'lstm' (LSTM)'s recurrent_activation is a relu with negative_slope 0.5, max_value 6 and threshold 0, which isn't supported; one of the three can be stated, and max_value 6 alone")]
    [InlineData("{\"class_name\": \"ReLU\", \"config\": {\"max_value\": 6.0, \"threshold\": 0.5}}", "layer 'lstm' (LSTM)'s recurrent_activation is a relu with negative_slope 0, max_value 6 and threshold 0.5, which isn't supported; one of the three can be stated, and max_value 6 alone")]
    [InlineData("{\"class_name\": \"ReLU\", \"config\": {\"negative_slope\": 0.5, \"threshold\": 0.5}}", "layer 'lstm' (LSTM)'s recurrent_activation is a relu with negative_slope 0.5, max_value none and threshold 0.5, which isn't supported; one of the three can be stated, and max_value 6 alone")]
    [InlineData("{\"class_name\": \"log_softmax\", \"config\": {\"axis\": 1}}", "layer 'lstm' (LSTM)'s recurrent_activation is a log_softmax along axis 1, which isn't supported; -1, over the features, is")]
    [InlineData("{\"class_name\": \"Softmax\", \"config\": {\"axis\": 1}}", "layer 'lstm' (LSTM)'s recurrent_activation is a softmax along axis 1, which isn't supported; -1, over the features, is")]
    [InlineData("{\"class_name\": \"tanh\", \"config\": {\"alpha\": 1}}", "layer 'lstm' (LSTM)'s recurrent_activation has the member 'alpha', and it isn't known what it changes")]
    [InlineData("{\"class_name\": \"function\", \"config\": \"mine\", \"module\": \"model\"}", "layer 'lstm' (LSTM) has the recurrent_activation 'mine' of 'model', a function of its author's, which isn't supported")]
    [InlineData("\"softmax\"", "layer 'lstm' has softmax, which is computed from all values of a fully connected layer together and is not a gate's activation")]
    [InlineData("\"hard_silu\"", "layer 'lstm' (LSTM) has the recurrent_activation 'hard_silu', which isn't supported; there are tanh, sigmoid, hard_sigmoid, relu, linear, leaky_relu, relu6, elu, selu, softplus, softsign, silu, swish, gelu, exponential, softmax, log_softmax")]
    public void Another_activation_is_named(string activation, string message) => Assert.Equal(
        message, ModelCheck.Error(KerasGolden.Keras("lstm_dense.keras", "\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": " + activation), "model.keras"));

    [Theory]
    [InlineData("hard_sigmoid_3.keras", 3)]
    [InlineData("keras_2_13.keras", 2)]
    [InlineData("hard_sigmoid.h5", 2)]
    public void The_version_says_what_hard_sigmoid_is_and_an_option_overrides_it(string file, int version)
    {
        Activation expected = version == 3 ? Activation.HardSigmoid : Activation.HardSigmoid02;
        Activation other = version == 3 ? Activation.HardSigmoid02 : Activation.HardSigmoid;

        Assert.Equal(expected, Gates(new ImportOptions()));
        Assert.Equal(other, Gates(new ImportOptions { HardSigmoid = other }));

        Activation Gates(ImportOptions options) => ((LstmLayer)ModelCheck.Import(KerasGolden.Path(file), options).Network.Layers[0]).RecurrentActivation;
    }

    [Fact]
    public void Tensors_for_training_are_named_as_not_needed()
    {
        ImportedModel keras = ModelCheck.Import(KerasGolden.Path("functional.keras"));
        ImportedModel legacy = ModelCheck.Import(KerasGolden.Path("functional.h5"));

        Assert.Equal("not needed: for training alone", keras.Tensors.Single(tensor => tensor.Name == "optimizer/vars/1").Use);
        Assert.Equal("not needed: the random numbers of dropout", keras.Tensors.Single(tensor => tensor.Name == "layers/dropout/seed_generator/vars/0").Use);
        Assert.Equal("not needed: for training alone", legacy.Tensors.Single(tensor => tensor.Name == "optimizer_weights/Adam/first/kernel/m:0").Use);
        Assert.Equal("recurrent kernel of second", keras.Tensors.Single(tensor => tensor.Name == "layers/lstm_1/cell/vars/1").Use);
    }

    [Theory]
    [InlineData("lstm_dense", false)]
    [InlineData("every_step", true)]
    public void Weights_alone_are_read_with_the_defaults_of_keras(string name, bool returnSequences)
    {
        var options = new ImportOptions
        {
            ReturnSequences = returnSequences,
            Activations = name == "every_step" ? new Dictionary<string, Activation> { ["dense"] = Activation.Relu } : new Dictionary<string, Activation>(),
        };
        ImportedModel model = ModelCheck.Import(KerasGolden.Path(name + ".weights.h5"), options);

        (float[] input, float[] output) = KerasGolden.Expected(name + ".json");
        ModelCheck.Computes(model, input, output, Tolerance);
        Assert.Null(model.Network.Steps);
    }

    [Fact]
    public void Weights_alone_of_a_bidirectional_layer_are_side_by_side()
    {
        ImportedModel model = ModelCheck.Import(KerasGolden.Path("bidirectional.weights.h5"), new ImportOptions { ReturnSequences = true, Steps = 5 });

        (float[] input, float[] output) = KerasGolden.Expected("cudnn_both.json");
        ModelCheck.Computes(model, input, output, Tolerance);
        Assert.Equal("kernel of bidirectional", model.Tensors.Single(tensor => tensor.Name == "layers/bidirectional/backward_layer/cell/vars/0").Use);
    }

    [Fact]
    public void States_that_a_layer_also_returns_are_read_by_no_other()
    {
        byte[] zip = KerasGolden.Keras("functional.keras", "\"return_state\": false", "\"return_state\": true");

        Assert.Equal(ModelCheck.Import(KerasGolden.Path("functional.keras")).Network, ModelImporter.Import(new ModelInput("model.keras", zip), new ImportOptions()).Network);
        Assert.Contains(
            "layer 'head' reads layer 'second' (use 0, output 1)",
            ModelCheck.Error(KerasGolden.Keras("functional.keras", "[\"second\", 0, 0]", "[\"second\", 0, 1]"), "model.keras"), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_alone_are_read_in_a_given_order()
    {
        var options = new ImportOptions
        {
            Layers = ["lstm", "lstm_1", "dense", "dense_1"],
            Activations = new Dictionary<string, Activation> { ["dense"] = Activation.Relu },
            Steps = 5,
        };
        ImportedModel model = ModelCheck.Import(KerasGolden.Path("stack.weights.h5"), options);

        (float[] input, float[] output) = KerasGolden.Expected("stack.json");
        ModelCheck.Computes(model, input, output, Tolerance);
        Assert.Equal(5, model.Network.Steps);
    }

    [Fact]
    public void Weights_alone_need_an_order_that_fits()
    {
        string path = KerasGolden.Path("stack.weights.h5");

        Assert.Equal(
            "layer 'dense' reads 4 values, and layer 'lstm' before it outputs 7",
            ModelCheck.Error(path, new ImportOptions { Layers = ["lstm", "dense", "lstm_1", "dense_1"] }));
        Assert.Equal("the order of the layers leaves out 'dense_1'", ModelCheck.Error(path, new ImportOptions { Layers = ["lstm", "lstm_1", "dense"] }));
        Assert.Equal(
            "the order of the layers has 'gru', which the file doesn't have; it has 'dense', 'dense_1', 'lstm', 'lstm_1'",
            ModelCheck.Error(path, new ImportOptions { Layers = ["gru"] }));
        Assert.Contains("which the file doesn't have twice", ModelCheck.Error(path, new ImportOptions { Layers = ["lstm", "lstm"] }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"unroll\": false", "\"unroll\": false, \"time_major\": true", "layer 'lstm' (LSTM) has time_major, which isn't supported yet")]
    [InlineData("\"unroll\": false", "\"unroll\": false, \"peephole\": 1", "layer 'lstm' (LSTM) has the member 'peephole', and it isn't known what it changes")]
    [InlineData("\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": \"mish\"", "layer 'lstm' (LSTM) has the recurrent_activation 'mish', which isn't supported; there are tanh, sigmoid, hard_sigmoid, relu, linear, leaky_relu, relu6, elu, selu, softplus, softsign, silu, swish, gelu, exponential, softmax, log_softmax")]
    [InlineData("\"name\": \"float32\"", "\"name\": \"mixed_float16\"", "layer 'lstm' (LSTM) computes in 'mixed_float16'; only float32 is supported")]
    [InlineData("\"class_name\": \"LSTM\"", "\"class_name\": \"GRU\"", "layer 'lstm' (GRU) isn't supported: a GRU has other gates and states than an LSTM; train the model with an LSTM in its place")]
    [InlineData("\"class_name\": \"LSTM\"", "\"class_name\": \"PReLU\"", "layer 'lstm' (PReLU) isn't supported; there are LSTM, CuDNNLSTM, Bidirectional, Masking, Dense, TimeDistributed(Dense), BatchNormalization, Normalization, Rescaling, LayerNormalization, Embedding, GlobalAveragePooling1D, GlobalMaxPooling1D, Cropping1D, RepeatVector, Flatten, Reshape, Add, Activation, ReLU, LeakyReLU, ELU, ThresholdedReLU, Softmax and the dropout layers")]
    [InlineData("\"class_name\": \"Sequential\"", "\"class_name\": \"Mine\"", "the model is a 'Mine', and its code is not in the file; Sequential and Functional models are read")]
    [InlineData("\"units\": 5", "\"units\": 6", "tensor 'layers/lstm/cell/vars/0' (kernel of lstm) has the shape [3, 20], and [3, 24] is needed")]
    [InlineData("\"units\": 5", "\"units\": 2000000000", "layer 'lstm' (LSTM) has 2000000000 units; 1 to 4096 can be generated")]
    [InlineData("\"units\": 5", "\"units\": -5", "layer 'lstm' (LSTM) has -5 units; 1 to 4096 can be generated")]
    [InlineData("\"batch_shape\": [null, 6, 3]", "\"batch_shape\": [null, 6, 4]", "tensor 'layers/lstm/cell/vars/0' (kernel of lstm) has the shape [3, 20], and [4, 20] is needed")]
    [InlineData("\"batch_shape\": [null, 6, 3]", "\"batch_shape\": [null, 18]", "layer 'input_layer' (InputLayer) has an input of 2 dimensions; an LSTM needs 3: batch, steps, features")]
    [InlineData("\"use_bias\": true, \"kernel", "\"use_bias\": false, \"kernel", "2 tensors have no place in the network and would be left out: 'layers/dense/vars/1', 'layers/lstm/cell/vars/2'")]
    [InlineData("\"quantization_config\": null", "\"quantization_config\": {}", "layer 'dense' (Dense) has quantization_config, which isn't supported yet")]
    public void What_is_not_supported_is_named(string old, string by, string message) =>
        Assert.Equal(message, ModelCheck.Error(KerasGolden.Keras("lstm_dense.keras", old, by), "model.keras"));

    [Theory]
    [InlineData("[\"first\", 0, 0]", "[\"input_layer\", 0, 0]", "layer 'dropout' reads layer 'input_layer' (use 0, output 0), and the layer before it is 'first'; only a chain of layers is supported")]
    [InlineData("\"mask\": null", "\"mask\": [\"first\", 0, 0]", "the call of layer 'first' has mask, which isn't supported yet")]
    [InlineData("\"output_layers\": [\"activation\"", "\"output_layers\": [\"head\"", "the model's output_layers reads layer 'head' (use 0, output 0), and the layer before it is 'activation'; only a chain of layers is supported")]
    [InlineData("\"name\": \"second\"", "\"name\": \"third\"", "layer 'head' reads layer 'second' (use 0, output 0), and the layer before it is 'third'; only a chain of layers is supported")]
    public void A_functional_model_has_to_be_a_chain(string old, string by, string message) =>
        Assert.Equal(message, ModelCheck.Error(KerasGolden.Keras("functional.keras", old, by), "model.keras"));

    [Fact]
    public void Tensors_that_say_whose_they_are_have_to_be_those_of_the_layer() => Assert.Equal(
        "the tensors in 'layers/lstm_1' belong to a layer 'lstm_1', and by its place it should be layer 'lstm_2' (LSTM)",
        ModelCheck.Error(KerasGolden.Keras("stack.keras", "\"name\": \"lstm_1\"", "\"name\": \"lstm_2\""), "model.keras"));

    [Fact]
    public void What_the_file_states_is_not_given_again()
    {
        string path = KerasGolden.Path("lstm_dense.keras");

        Assert.Equal("the file's sequences have 6 steps, and 7 are asked for", ModelCheck.Error(path, new ImportOptions { Steps = 7 }));
        Assert.Equal(
            "the file's last LSTM has return_sequences false, and the opposite is asked for",
            ModelCheck.Error(path, new ImportOptions { ReturnSequences = true }));
        Assert.Equal("the order of the layers was given, and the file states it itself", ModelCheck.Error(path, new ImportOptions { Layers = ["lstm"] }));
    }

    [Fact]
    public void A_missing_recurrent_activation_is_the_versions_default()
    {
        const string Has = "\"recurrent_activation\": \"hard_sigmoid\", ";
        byte[] zip = KerasGolden.Keras("keras_2_13.keras", Has, "");

        Network network = ModelImporter.Import(new ModelInput("model.keras", zip), new ImportOptions()).Network;

        Assert.Equal(Activation.Sigmoid, ((LstmLayer)network.Layers[0]).RecurrentActivation);
    }

    [Fact]
    public void A_zip_is_checked()
    {
        byte[] metadata = KerasGolden.Entry("lstm_dense.keras", "metadata.json");
        byte[] config = KerasGolden.Entry("lstm_dense.keras", "config.json");
        byte[] weights = KerasGolden.Entry("lstm_dense.keras", "model.weights.h5");
        byte[] whole = KerasGolden.Zip(("metadata.json", metadata), ("config.json", config), ("model.weights.h5", weights));

        Assert.Equal("the zip has no entry 'config.json'; it has 'metadata.json'", ModelCheck.Error(KerasGolden.Zip(("metadata.json", metadata)), "a.keras"));
        Assert.Equal(
            "the zip has the entry 'config.json' twice",
            ModelCheck.Error(KerasGolden.Zip(("config.json", config), ("config.json", config)), "a.keras"));
        Assert.Contains(
            "the zip has the entry '../evil', and it isn't known what it changes",
            ModelCheck.Error(KerasGolden.Zip(("../evil", config)), "a.keras"), StringComparison.Ordinal);
        Assert.StartsWith("the zip is damaged: ", ModelCheck.Error(whole[..^30], "a.keras"), StringComparison.Ordinal);

        // One bit of the tensors' values, stored as they are: only the checksum tells.
        int at = whole.AsSpan().IndexOf(weights) + weights.Length - 40;
        whole[at] ^= 1;
        Assert.Equal("the entry 'model.weights.h5' of the zip is damaged: its checksum is wrong", ModelCheck.Error(whole, "a.keras"));
    }

    [Fact]
    public void A_bomb_of_a_zip_is_not_unpacked()
    {
        var bytes = new MemoryStream();
        using (var archive = new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using Stream stream = archive.CreateEntry("metadata.json").Open();
            for (int i = 0; i < 40; i++)
            {
                stream.Write(new byte[1_000_000]);
            }
        }

        Assert.Equal("the entry 'metadata.json' of the zip has 40,000,000 bytes, and at most 20,000,000 are read", ModelCheck.Error(bytes.ToArray(), "a.keras"));
    }

    [Fact]
    public void Names_don_t_control_a_terminal() => Assert.Contains(
        "'ls\\u001b[2Jtm' (LSTM)",
        ModelCheck.Error(KerasGolden.Keras("lstm_dense.keras", "\"name\": \"lstm\", \"trainable\": true", "\"name\": \"ls\\u001b[2Jtm\", \"go\": 1"), "a.keras"),
        StringComparison.Ordinal);

    [Fact]
    public void Every_cut_and_change_of_a_zip_is_an_answer()
    {
        byte[] whole = File.ReadAllBytes(KerasGolden.Path("lstm_dense.keras"));
        var random = new Random(1);
        for (int i = 0; i < 24; i++)
        {
            byte[] changed = whole.ToArray();
            changed[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
            Answers(i % 3 == 0 ? whole[..random.Next(whole.Length)] : changed);
        }

        static void Answers(byte[] bytes)
        {
            try
            {
                ModelImporter.Import(new ModelInput("a.keras", bytes), new ImportOptions());
            }
            catch (ModelException exception)
            {
                Assert.NotEmpty(exception.Message);
            }
        }
    }

    [Fact]
    public void The_culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            ModelCheck.Import(KerasGolden.Path("time_distributed.keras"));
            ModelCheck.Import(KerasGolden.Path("cudnn.h5"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Weights_of_keras_2_alone_need_the_model() => Assert.Equal(
        "the file has the weights of 'lstm', 'dense' and not what the layers are; save the whole model, with model.save(\"model.keras\")",
        ModelCheck.Error(KerasGolden.Path("weights_of_keras_2.h5")));

    [Fact]
    public void An_order_that_the_sizes_leave_open_is_asked_for() => Assert.Equal(
        "the order of the layers isn't in the file, and their sizes allow more than one; state it, with the names 'dense', 'lstm'",
        ModelCheck.Error(KerasGolden.Path("open_order.weights.h5")));
}
