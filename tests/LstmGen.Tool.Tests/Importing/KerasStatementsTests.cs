using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>What a file of Keras states more than once, or beside its layers, must be true of the network.</summary>
public class KerasStatementsTests
{
    private const string LstmModule = "\"module\": \"keras.layers\", \"class_name\": \"LSTM\"";
    private const string Policy = "{\"module\": \"keras\", \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"float32\"}, \"registered_name\": null}";
    private const string Dense = "\"class_name\": \"Dense\", \"config\": {\"name\": \"dense\"";

    [Theory]
    [InlineData(LstmModule, "\"module\": \"my_project.layers\", \"class_name\": \"LSTM\"", "layer 'lstm' (LSTM) is the class 'LSTM' of 'my_project.layers', a class of its author's, which isn't supported")]
    [InlineData(LstmModule, "\"module\": \"keras.layers_of_mine\", \"class_name\": \"LSTM\"", "layer 'lstm' (LSTM) is the class 'LSTM' of 'keras.layers_of_mine', a class of its author's, which isn't supported")]
    [InlineData(LstmModule, "\"module\": null, \"class_name\": \"LSTM\", \"name\": \"lstm\"", null)]
    [InlineData("\"module\": \"keras\", \"class_name\": \"Sequential\"", "\"module\": \"mine\", \"class_name\": \"Sequential\"", "the model is the class 'Sequential' of 'mine', a class of its author's, which isn't supported")]
    [InlineData("\"registered_name\": null, \"build_config\": {\"input_shape\": [null, 6, 3]}}, {", "\"registered_name\": \"My>LSTM\"}, {", "layer 'lstm' (LSTM) is the class 'LSTM' of 'keras.layers' (registered as 'My>LSTM'), a class of its author's, which isn't supported")]
    [InlineData("\"registered_name\": null, \"build_config\": {\"input_shape\": [null, 6, 3]}}, {", "\"registered_name\": \"LSTM\"}, {", null)]
    [InlineData("\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": {\"module\": \"keras_like\", \"class_name\": \"function\", \"config\": \"sigmoid\", \"registered_name\": \"sigmoid\"}", "layer 'lstm' (LSTM) has the recurrent_activation 'sigmoid' of 'keras_like', a function of its author's, which isn't supported")]
    [InlineData("\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": {\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"sigmoid\", \"registered_name\": \"mine>sigmoid\"}", "layer 'lstm' (LSTM) has the recurrent_activation 'sigmoid' of 'builtins' (registered as 'mine>sigmoid'), a function of its author's, which isn't supported")]
    [InlineData("\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": {\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"sigmoid\", \"registered_name\": \"sigmoid\"}", null)]
    [InlineData("\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": {\"module\": \"my.layers\", \"class_name\": \"ReLU\", \"config\": {}, \"registered_name\": \"my>ReLU\"}", "layer 'lstm' (LSTM) has the recurrent_activation 'ReLU' of 'my.layers' (registered as 'my>ReLU'), a function of its author's, which isn't supported")]
    public void A_class_or_function_is_keras_own(string old, string by, string? message) => Answers("lstm_dense.keras", old, by, message);

    [Theory]
    [InlineData("bidirectional.keras", "{\"module\": \"keras.layers\", \"class_name\": \"LSTM\", \"config\": {\"name\": \"backward_lstm\"", "{\"module\": \"mine\", \"class_name\": \"LSTM\", \"config\": {\"name\": \"backward_lstm\"", "layer 'backward_lstm' (LSTM) is the class 'LSTM' of 'mine', a class of its author's, which isn't supported")]
    [InlineData("time_distributed.keras", "{\"module\": \"keras.layers\", \"class_name\": \"Dense\"", "{\"module\": \"mine\", \"class_name\": \"Dense\"", " is the class 'Dense' of 'mine', a class of its author's, which isn't supported")]
    [InlineData("functional.keras", "\"module\": \"keras.src.models.functional\"", "\"module\": \"mine\"", "the model is the class 'Functional' of 'mine', a class of its author's, which isn't supported")]
    [InlineData("functional.keras", "\"registered_name\": \"Functional\"", "\"registered_name\": \"mine>Functional\"", "the model is the class 'Functional' of 'keras.src.models.functional' (registered as 'mine>Functional'), a class of its author's, which isn't supported")]
    public void So_is_one_within_another(string file, string old, string by, string message) =>
        Assert.EndsWith(message, KerasFile.Error(KerasFile.Keras(file, old, by)), StringComparison.Ordinal);

    [Theory]
    [InlineData("\"mixed_float16\"", "layer 'lstm' (LSTM) computes in 'mixed_float16'; only float32 is supported")]
    [InlineData("\"bfloat16\"", "layer 'lstm' (LSTM) computes in 'bfloat16'; only float32 is supported")]
    [InlineData("\"float32\"", null)]
    [InlineData("null", null)]
    [InlineData("{\"module\": \"keras\", \"class_name\": \"FloatDTypePolicy\", \"config\": {\"name\": \"float32\"}, \"registered_name\": null, \"shared_object_id\": 7}", null)]
    [InlineData("{\"class_name\": \"Policy\", \"config\": {\"name\": \"float32\"}}", null)]
    [InlineData("{\"class_name\": \"Policy\", \"config\": {\"name\": \"mixed_bfloat16\"}}", "layer 'lstm' (LSTM) computes in 'mixed_bfloat16'; only float32 is supported")]
    [InlineData("{\"module\": \"keras\", \"class_name\": \"QuantizedDTypePolicy\", \"config\": {\"mode\": \"int8\", \"source_name\": \"float32\"}, \"registered_name\": null}", "layer 'lstm' (LSTM) has the dtype policy 'QuantizedDTypePolicy'; only float32 is supported")]
    [InlineData("{\"module\": \"keras\", \"class_name\": \"DTypePolicyMap\", \"config\": {\"default_policy\": null, \"policy_map\": {}}, \"registered_name\": null}", "layer 'lstm' (LSTM) has the dtype policy 'DTypePolicyMap'; only float32 is supported")]
    [InlineData("{\"module\": \"my.mod\", \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"float32\"}, \"registered_name\": \"X>DTypePolicy\"}", "layer 'lstm' (LSTM) has the dtype policy 'DTypePolicy' of 'my.mod' (registered as 'X>DTypePolicy'), a class of its author's, which isn't supported")]
    [InlineData("{\"module\": \"keras\", \"class_name\": \"DTypePolicy\", \"config\": {\"name\": \"float32\", \"quantize\": \"int4\"}, \"registered_name\": null}", "layer 'lstm' (LSTM)'s dtype policy has the member 'quantize', and it isn't known what it changes")]
    [InlineData("{\"module\": \"keras\", \"class_name\": \"DTypePolicy\", \"config\": {}, \"registered_name\": null}", "' has no 'name'")]
    public void A_dtype_policy_is_that_of_32_bit_floats(string policy, string? message) => Answers("lstm_dense.keras", Policy, policy, message);

    [Theory]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"input_shape\": [null, 6, 77]}}, {", "layer 'lstm' (LSTM) has the build_config [null, 6, 77], and it reads [null, 6, 3]")]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"input_shape\": [null, 99, 3]}}, {", "layer 'lstm' (LSTM) has the build_config [null, 99, 3], and it reads [null, 6, 3]")]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"input_shape\": [null, 3]}}, {", "layer 'lstm' (LSTM) has the build_config [null, 3], and it reads [null, 6, 3]")]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"input_shape\": [8, null, 3]}}, {", null)]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"shapes_dict\": {\"sequences_shape\": [null, 6, 4]}}}, {", "layer 'lstm' (LSTM) has the build_config [null, 6, 4], and it reads [null, 6, 3]")]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"shapes_dict\": {\"sequences_shape\": [null, 6, 3]}}}, {", null)]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"input_shape\": null}}, {", null)]
    [InlineData("build_config\": {\"input_shape\": [null, 6, 3]}}, {", "build_config\": {\"input_shape\": \"6\"}}, {", "layer 'lstm' (LSTM) has a build_config that is not a list of sizes")]
    [InlineData("build_config\": {\"input_shape\": [null, 5]}", "build_config\": {\"input_shape\": [null, 6, 5]}", "layer 'dense' (Dense) has the build_config [null, 6, 5], and it reads [null, 5]")]
    [InlineData("build_config\": {\"input_shape\": [null, 5]}", "build_config\": {\"input_shape\": [null, 1]}", "layer 'dense' (Dense) has the build_config [null, 1], and it reads [null, 5]")]
    [InlineData("\"build_input_shape\": [null, 6, 3]", "\"build_input_shape\": [null, 123, 456]", "the model has the build_input_shape [null, 123, 456], and it reads [null, 6, 3]")]
    [InlineData("\"build_config\": {\"input_shape\": [null, 6, 3]}}", "\"build_config\": {\"input_shape\": [null, 6, 3]}, \"build_config\": {}}", "config.json is not valid JSON")]
    [InlineData(Dense, Dense + ", \"batch_input_shape\": [null, 6, 3]", "layer 'dense' (Dense) has the batch_input_shape [null, 6, 3], and it reads [null, 5]")]
    [InlineData(Dense, Dense + ", \"batch_input_shape\": [null, 5]", null)]
    public void Shapes_are_those_that_the_layers_read(string old, string by, string? message) => Answers("lstm_dense.keras", old, by, message);

    [Theory]
    [InlineData("functional.keras", "\"shape\": [null, 3]", "\"shape\": [null, 5, 3]", "layer 'head' (Dense) has the tensor of the shape [null, 5, 3], and it reads [null, 3]")]
    [InlineData("functional.keras", "\"class_name\": \"__keras_tensor__\"", "\"class_name\": \"__typespec__\"", "the node of layer 'first' reads a '__typespec__', and only tensors of other layers are supported")]
    [InlineData("time_distributed.keras", "\"build_config\": {\"input_shape\": [null, 3]}", "\"build_config\": {\"input_shape\": [null, 4]}", " has the build_config [null, 4], and it reads [null, 3]")]
    public void So_are_those_of_functional_and_wrapped_layers(string file, string old, string by, string message) =>
        Assert.EndsWith(message, KerasFile.Error(KerasFile.Keras(file, old, by)), StringComparison.Ordinal);

    [Theory]
    [InlineData("bidirectional.keras", "backward_lstm\"", "build_config\": {\"input_shape\": [null, 6, 3]}", "build_config\": {\"input_shape\": [null, 6, 2]}")]
    public void So_are_those_of_both_halves(string file, string half, string old, string by)
    {
        ModelInput input = KerasFile.Keras(file, config =>
        {
            int at = config.IndexOf(old, config.IndexOf(half, StringComparison.Ordinal), StringComparison.Ordinal);
            return config[..at] + by + config[(at + old.Length)..];
        });
        Assert.Equal("layer 'backward_lstm' (LSTM) has the build_config [null, 6, 2], and it reads [null, 6, 3]", KerasFile.Error(input));
    }

    /// <summary>Keras ignores what is stated for layers other than the first, so nobody notices a wrong one.</summary>
    [Fact]
    public void A_later_layers_batch_input_shape_is_what_it_reads()
    {
        const string Second = "\"config\": {\"name\": \"lstm_1\"";
        Assert.Equal(
            "layer 'lstm_1' (LSTM) has the batch_input_shape [null, 5, 3], and it reads [null, 5, 7]",
            KerasFile.Error(KerasFile.Hdf5("stack.h5", Second, Second + ", \"batch_input_shape\": [null, 5, 3]")));
        KerasFile.Import(KerasFile.Hdf5("stack.h5", Second, Second + ", \"batch_input_shape\": [null, 5, 7]"));
    }

    [Theory]
    [InlineData("3.5.0", true)]
    [InlineData("3.12.0.dev2025090103", true)]
    [InlineData("3.0.0rc1", true)]
    [InlineData("2.15.1-tf", true)]
    [InlineData("3.5", false)]
    [InlineData("3.5.0x", false)]
    [InlineData("3.5.zero", false)]
    [InlineData("-3.5.0", false)]
    [InlineData("", false)]
    public void A_version_is_three_numbers(string version, bool isRead)
    {
        ModelInput input = KerasFile.Keras("lstm_dense.keras", config => config, metadata => KerasFile.Replace(metadata, "3.5.0", version));
        if (isRead)
        {
            Assert.Equal("Keras " + version, KerasFile.Import(input).Framework);
        }
        else
        {
            Assert.Equal($"the file's keras_version is '{version}', which is not a version such as 2.4.0", KerasFile.Error(input));
        }
    }

    /// <summary>Keras 2.3 changed it. What TensorFlow had in it as 2.2 has both.</summary>
    [Theory]
    [InlineData("2.0.0", "hard_sigmoid_02")]
    [InlineData("2.2.4", "hard_sigmoid_02")]
    [InlineData("2.2.5", "hard_sigmoid_02")]
    [InlineData("2.3.0", "sigmoid")]
    [InlineData("2.3.1", "sigmoid")]
    [InlineData("2.3.0-tf", "sigmoid")]
    [InlineData("2.10.0", "sigmoid")]
    [InlineData("3.0.0", "sigmoid")]
    [InlineData("2.2.4-tf", null)]
    public void A_recurrent_activation_that_is_left_out_is_the_versions(string version, string? activation)
    {
        ModelInput input = KerasFile.Keras(
            "lstm_dense.keras", config => KerasFile.Replace(config, "\"recurrent_activation\": \"sigmoid\", ", ""), metadata => KerasFile.Replace(metadata, "3.5.0", version));
        if (activation is null)
        {
            Assert.Equal("layer 'lstm' (LSTM) has no recurrent_activation, and in Keras 2.2.4-tf that may mean sigmoid or hard_sigmoid", KerasFile.Error(input));
        }
        else
        {
            Assert.Equal(activation, KerasFile.Import(input).Network.Recurrent.OfType<LstmLayer>().Single().RecurrentActivation.ToString());
        }
    }

    [Fact]
    public void The_version_at_the_weights_is_that_of_the_model()
    {
        Assert.Equal(
            "the attribute keras_version is '2.4.0', and that of group model_weights is '2.2.4'",
            KerasFile.Error(KerasFile.Hdf5("lstm_dense.h5", (path, name, texts) => name == "keras_version" && path.Length > 0 ? ["2.2.4"] : texts)));
        foreach (string owner in new[] { "", "model_weights" })
        {
            KerasFile.Import(KerasFile.Hdf5("lstm_dense.h5", (path, name, texts) => name == "keras_version" && path == owner ? null : texts));
        }
    }

    [Theory]
    [InlineData("lstm,dense", null)]
    [InlineData("input_layer,lstm,dense", null)]
    [InlineData("dense,lstm", "the attribute layer_names of group model_weights has 'dense', 'lstm', and the model has the layers 'lstm', 'dense'")]
    [InlineData("lstm,dense,dense", "the attribute layer_names of group model_weights has 'lstm', 'dense', 'dense', and the model has the layers 'lstm', 'dense'")]
    [InlineData("lstm", "the attribute layer_names of group model_weights has 'lstm', and the model has the layers 'lstm', 'dense'")]
    [InlineData("lstm,other", "the attribute layer_names of group model_weights has 'lstm', 'other', and the model has the layers 'lstm', 'dense'")]
    public void Layer_names_are_the_models_layers(string names, string? message) => Answers(
        KerasFile.Hdf5("lstm_dense.h5", (_, name, texts) => name == "layer_names" ? names.Split(',') : texts), message);

    [Theory]
    [InlineData("lstm_dense.h5", "lstm", "0,2,1", "the attribute weight_names of layer 'lstm' has 'lstm/lstm_cell/recurrent_kernel:0' out of place: kernel, recurrent_kernel and bias follow each other, those of a forward layer before a backward one's")]
    [InlineData("lstm_dense.h5", "lstm", "0,1", "tensor 'model_weights/lstm/lstm/lstm_cell/bias:0' isn't listed in the attribute weight_names of its layer")]
    [InlineData("lstm_dense.h5", "lstm", "0,0,1,2", "the attribute weight_names of layer 'lstm' has 'lstm/lstm_cell/kernel:0' out of place: kernel, recurrent_kernel and bias follow each other, those of a forward layer before a backward one's")]
    [InlineData("lstm_dense.h5", "lstm", "", "tensor 'model_weights/lstm/lstm/lstm_cell/bias:0' isn't listed in the attribute weight_names of its layer")]
    [InlineData("lstm_dense.h5", "lstm", null, "group 'model_weights/lstm' has no attribute weight_names")]
    [InlineData("bidirectional.h5", "bidirectional", "3,4,5,0,1,2", "the attribute weight_names of layer 'bidirectional' has 'bidirectional/backward_lstm/lstm_cell/kernel:0' out of place: kernel, recurrent_kernel and bias follow each other, those of a forward layer before a backward one's")]
    [InlineData("bidirectional.h5", "bidirectional", "0,3,1,4,2,5", "the attribute weight_names of layer 'bidirectional' has 'bidirectional/forward_lstm/lstm_cell/recurrent_kernel:0' out of place: kernel, recurrent_kernel and bias follow each other, those of a forward layer before a backward one's")]
    public void Weight_names_are_the_layers_tensors_in_their_order(string file, string layer, string? order, string message) => Assert.Equal(
        message,
        KerasFile.Error(KerasFile.Hdf5(file, (path, name, texts) => name != "weight_names" || path != "model_weights/" + layer ? texts
            : order?.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(at => texts[int.Parse(at, System.Globalization.CultureInfo.InvariantCulture)]).ToArray())));

    [Fact]
    public void A_name_is_of_one_layer()
    {
        Assert.Equal("the model has two layers of the name 'lstm'", KerasFile.Error(KerasFile.Keras("lstm_dense.keras", Dense, "\"class_name\": \"Dense\", \"config\": {\"name\": \"lstm\"")));
        Assert.Equal("layer 'lstm' (LSTM) is also called 'other'", KerasFile.Error(KerasFile.Keras("lstm_dense.keras", LstmModule, LstmModule + ", \"name\": \"other\"")));
        Assert.Equal(
            "layer 'lstm' (LSTM) has the member 'inbound_nodes', and it isn't known what it changes",
            KerasFile.Error(KerasFile.Keras("lstm_dense.keras", LstmModule, LstmModule + ", \"inbound_nodes\": [[[\"input_layer\", 0, 0, {}]]]")));
    }

    [Fact]
    public void A_number_has_one_name() => Assert.Equal(
        "layer 'lstm' (LSTM)'s recurrent_activation has both negative_slope 0.5 and alpha 0.25, two names of one number",
        KerasFile.Error(KerasFile.Keras(
            "lstm_dense.keras", "\"recurrent_activation\": \"sigmoid\"", "\"recurrent_activation\": {\"class_name\": \"LeakyReLU\", \"config\": {\"negative_slope\": 0.5, \"alpha\": 0.25}}")));

    /// <summary>A group is named after its layer's class: other classes have tensors of the same shapes.</summary>
    [Theory]
    [InlineData("dense", "embedding", "layer 'embedding' is none that can be told; LSTM, Bidirectional(LSTM), Dense and TimeDistributed(Dense) layers are read")]
    [InlineData("dense", "my_dense", "layer 'my_dense' is none that can be told; LSTM, Bidirectional(LSTM), Dense and TimeDistributed(Dense) layers are read")]
    [InlineData("lstm", "my_lstm", "layer 'my_lstm' is none that can be told; LSTM, Bidirectional(LSTM), Dense and TimeDistributed(Dense) layers are read")]
    [InlineData("lstm", "dense_1", "layer 'dense_1' is none that can be told; LSTM, Bidirectional(LSTM), Dense and TimeDistributed(Dense) layers are read")]
    public void A_layer_of_weights_alone_is_what_its_group_says(string group, string name, string message) => Assert.Equal(
        message, KerasFile.Error(KerasFile.Hdf5("lstm_dense.weights.h5", (_, _, texts) => texts, path =>
            path == "layers/" + group || path.StartsWith("layers/" + group + "/", StringComparison.Ordinal) ? "layers/" + name + path[("layers/" + group).Length..] : path)));

    [Fact]
    public void A_wrapped_layer_of_one_tensor_is_a_dense_layer_where_that_is_stated()
    {
        ModelInput input = KerasFile.Hdf5(
            "every_step.weights.h5", (_, _, texts) => texts, path => path.StartsWith("layers/time_distributed/layer/vars/1", StringComparison.Ordinal) ? null : path);

        Assert.Equal(
            "layer 'time_distributed' has one tensor alone, and the file doesn't say whether it wraps a Dense layer without a bias or another layer, such as an Embedding; if it is a Dense layer, state the order of the layers (--layers, Layers on the item)",
            KerasFile.Error(input, new ImportOptions { ReturnSequences = true }));
        Network network = KerasFile.Import(input, new ImportOptions { ReturnSequences = true, Layers = ["lstm", "dense", "time_distributed"] }).Network;
        Assert.Equal([true, true, false], network.Parts.Select(part => part.UseBias));
    }

    /// <summary>Each half has its own tensors, in every kind of file.</summary>
    [Theory]
    [InlineData("bidirectional.keras")]
    [InlineData("bidirectional.h5")]
    [InlineData("cudnn_both.h5")]
    [InlineData("bidirectional.weights.h5")]
    [InlineData("tfjs/bidirectional/model.json")]
    public void The_halves_of_a_bidirectional_layer_differ_in_every_tensor(string file)
    {
        Network network = ModelCheck.Import(KerasGolden.Path(file.Split('/'))).Network;
        float[] parameters = network.Parameters!.ToArray();
        int at = 0;
        foreach (Layer layer in network.Layers)
        {
            var halves = layer.Parts.Select(part => part.Tensors.Select(tensor =>
            {
                float[] values = parameters[at..(at + (int)tensor.Count)];
                at += values.Length;
                return values;
            }).ToList()).ToList();
            if (layer is BidirectionalLayer)
            {
                Assert.Equal(3, halves[0].Count);
                Assert.All(halves[0].Zip(halves[1]), pair => Assert.NotEqual(pair.First, pair.Second));
            }
        }

        Assert.Equal(parameters.Length, at);
    }

    private static void Answers(string file, string old, string by, string? message) => Answers(KerasFile.Keras(file, old, by), message);

    /// <summary>The file is read as the same network, or is an error whose message has a text.</summary>
    private static void Answers(ModelInput input, string? message)
    {
        if (message is null)
        {
            Assert.NotNull(KerasFile.Import(input).Network);
        }
        else
        {
            Assert.Contains(message, KerasFile.Error(input), StringComparison.Ordinal);
        }
    }
}
