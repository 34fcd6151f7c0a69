using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>PyTorch state_dicts as bare JSON.</summary>
public class StateDictTests
{
    private static readonly string One = Repository.Golden("state_dict", "one.json");

    [SkippableFact]
    public void Stacked_lstms_of_rtneural_compute_what_pytorch_does()
    {
        string path = Repository.Shared("rtneural", "lstm_torch.json");
        Skip.IfNot(File.Exists(path), "RTNeural's models are not on this machine");
        ImportedModel model = ModelCheck.Import(path);
        Assert.Equal(5, model.Network.Layers.Count);
        Assert.True(model.Network.ReturnsSequences);
        ModelCheck.Computes(
            model, RecordedVectors.Lines(Repository.Shared("rtneural", "lstm_torch_x_python.csv")),
            RecordedVectors.Lines(Repository.Shared("rtneural", "lstm_torch_y_python.csv")), 1e-6);
    }

    [Theory]
    [InlineData("one", true)]
    [InlineData("no_bias", false)]
    public void An_lstm_and_a_linear_compute_what_pytorch_does(string name, bool useBias)
    {
        ImportedModel model = ModelCheck.Import(Repository.Golden("state_dict", name + ".json"));
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", name + ".io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
        Assert.All(model.Network.Parts, layer => Assert.Equal(useBias, layer.UseBias));
        Assert.Equal("PyTorch state_dict (JSON)", model.Format);
        Assert.Equal("i, f, g, o", model.GateOrder);
        Assert.Equal(useBias ? 6 : 3, model.Tensors.Count);
        Assert.All(model.Tensors, tensor => Assert.Contains(" of '", tensor.Use, System.StringComparison.Ordinal));
    }

    /// <summary>
    /// A number with many digits becomes the float nearest to it, which it wouldn't via a double, which rounds it to the midpoint of two
    /// floats.
    /// </summary>
    [Fact]
    public void Numbers_are_rounded_once()
    {
        byte[] bytes = ModelText.Edit(One, json => json["head.bias"]![0] = JsonNode.Parse("1.00000005960464477539062500001"));
        Network network = ModelImporter.Import(new ModelInput("one.json", bytes), new ImportOptions { Activations = new Dictionary<string, Activation> { ["head"] = Activation.Linear } }).Network;
        Assert.Contains(1.0000001f, network.Parameters!);
    }

    [Fact]
    public void The_last_step_alone_is_what_is_asked_for()
    {
        ImportedModel model = ModelCheck.Import(One, new ImportOptions { ReturnSequences = false, Steps = 13 });
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", "one.io.json"));
        Assert.False(model.Network.ReturnsSequences);
        Assert.Equal(13, model.Network.Steps);
        ModelCheck.Computes(model, vectors.Input, vectors.Output[^2..], 1e-6);
    }

    [Fact]
    public void A_whole_model_that_is_an_lstm_has_no_module_names()
    {
        byte[] bytes = ModelText.Edit(One, json =>
        {
            foreach (string name in Names(json))
            {
                JsonNode value = json[name]!;
                json.AsObject().Remove(name);
                if (name.StartsWith("rec.", System.StringComparison.Ordinal))
                {
                    json[name[4..]] = value;
                }
            }
        });
        Network network = ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions()).Network;
        Assert.Equal(new LstmLayer("lstm", 3, 7, Activation.Tanh, Activation.Sigmoid, true, true), Assert.Single(network.Layers));
    }

    [Fact]
    public void Only_one_of_the_two_biases_is_an_error() => Assert.Equal(
        "tensor 'rec.bias_hh_l0' is missing: an nn.LSTM has both biases in every layer and direction or none at all, and 'rec' has some; the file has 'rec.weight_ih_l0', 'rec.weight_hh_l0', 'rec.bias_ih_l0', 'head.weight', 'head.bias'",
        Error(json => json.AsObject().Remove("rec.bias_hh_l0")));

    [Fact]
    public void Half_a_direction_is_an_error()
    {
        Assert.StartsWith(
            "tensor 'rec.weight_hh_l0_reverse' is missing; the file has 'rec.weight_ih_l0'",
            Error(json => json["rec.weight_ih_l0_reverse"] = ModelText.Zeros(28, 3)), System.StringComparison.Ordinal);
        Assert.Equal(
            "tensor 'rec.weight_hh_l0_reverse' is of 6 units, and the other direction in the same nn.LSTM has 7 units",
            Error(json => json["rec.weight_hh_l0_reverse"] = ModelText.Zeros(24, 6)));
        Assert.Equal(
            "tensor 'rec.weight_ih_l0_reverse' (kernel of 'rec') has the shape [28, 4], and [28, 3] is needed",
            Error(json => { json["rec.weight_ih_l0_reverse"] = ModelText.Zeros(28, 4); json["rec.weight_hh_l0_reverse"] = ModelText.Zeros(28, 7); json["rec.bias_ih_l0_reverse"] = ModelText.Zeros(28); json["rec.bias_hh_l0_reverse"] = ModelText.Zeros(28); json["head.weight"] = ModelText.Zeros(2, 14); }));
    }

    [Fact]
    public void A_projection_that_does_not_fit_is_an_error()
    {
        Assert.Equal(
            "tensor 'rec.weight_hr_l0' (projection of 'rec') has the shape [2, 7], and [7, 7] is needed",
            Error(json => json["rec.weight_hr_l0"] = ModelText.Zeros(2, 7)));
        Assert.Equal(
            "tensor 'rec.weight_hh_l0' has the shape [28, 7]: 28 rows for 6 units, and an nn.LSTM has 4 for each",
            Error(json => json["rec.weight_hr_l0"] = ModelText.Zeros(2, 6)));
        Assert.StartsWith(
            "tensor 'rec.weight_hr_l1' is missing",
            ModelCheck.Error(ModelText.Edit(Repository.Golden("state_dict", "projection.json"), json => json.AsObject().Remove("rec.weight_hr_l1")), "model.json"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_gru_is_an_error() => Assert.Equal(
        "tensor 'rec.weight_hh_l0' has the shape [21, 7]: 21 rows for 7 units, and an nn.LSTM has 4 for each; 3 for each are an nn.GRU's",
        Error(json => json["rec.weight_hh_l0"] = ModelText.Zeros(21, 7)));

    [Fact]
    public void A_kernel_of_another_size_is_an_error() => Assert.Equal(
        "tensor 'rec.weight_ih_l0' (kernel of 'rec') has the shape [24, 3], and [28, 3] is needed",
        Error(json => json["rec.weight_ih_l0"] = ModelText.Zeros(24, 3)));

    [Fact]
    public void A_bias_of_another_size_is_an_error() => Assert.Equal(
        "tensor 'head.bias' (bias of 'head') has the shape [3], and [2] is needed",
        Error(json => json["head.bias"] = ModelText.Zeros(3)));

    [Fact]
    public void Modules_that_do_not_fit_are_an_error() => Assert.Equal(
        "layer 'head' reads 6 values, and layer 'rec' before it outputs 7",
        Error(json => json["head.weight"] = ModelText.Zeros(2, 6)));

    [Fact]
    public void A_layer_that_is_left_out_is_an_error() => Assert.Equal(
        "2 tensors have no place in the network and would be left out: 'rec.weight_hh_l2', 'rec.bias_ih_l2'",
        Error(json =>
        {
            json["rec.weight_hh_l2"] = ModelText.Zeros(28, 7);
            json["rec.bias_ih_l2"] = ModelText.Zeros(28);
        }));

    [Theory]
    [InlineData("norm.running_mean", "tensor 'norm.running_mean' is of a BatchNorm or another normalization with running statistics, which isn't supported in a state_dict; fold it into the module beside it before the model is saved. If module 'norm' isn't for inference, leave it out (--leave-out, LeaveOut on the item)")]
    [InlineData("attention.in_proj_weight", "tensor 'attention.in_proj_weight' is of an nn.MultiheadAttention, which isn't supported. If module 'attention' isn't for inference, leave it out (--leave-out, LeaveOut on the item)")]
    [InlineData("rec.weight_hh", "module 'rec' has parameters of an nn.LSTM and of an nn.LSTMCell; 'rec.weight_hh' is one of them")]
    [InlineData("rec.weight", "module 'rec' has parameters of an nn.LSTM and of an nn.Linear; 'rec.weight' is one of them")]
    [InlineData("norm.weight", "tensor 'norm.weight' has 1 dimension, and the weight of an nn.Linear has 2; other modules, such as normalizations and convolutions, aren't supported")]
    [InlineData("rec.weight_ih_l00", "tensor 'rec.weight_ih_l00' is not a parameter of an nn.LSTM or nn.Linear; other modules aren't supported. One that isn't for inference can be left out (--leave-out, LeaveOut on the item)")]
    [InlineData("\u001b[31m\n.x", "tensor '\\u001b[31m\\u000a.x' is not a parameter of an nn.LSTM or nn.Linear; other modules aren't supported. One that isn't for inference can be left out (--leave-out, LeaveOut on the item)")]
    public void Another_tensor_is_an_error(string name, string message) => Assert.Equal(message, Error(json => json[name] = ModelText.Zeros(7)));

    [Theory]
    [InlineData("1e39", "value 0 of the bias of layer 'head' is Infinity")]
    [InlineData("null", "'head.bias' has Null where a number must be")]
    [InlineData("\"1\"", "'head.bias' has String where a number must be")]
    [InlineData("[1]", "'head.bias' has rows of different lengths: one has 1 values, another 0")]
    public void Something_else_than_a_number_is_an_error(string value, string message) => Assert.Contains(
        message, Error(json => json["head.bias"]![0] = JsonNode.Parse(value)), System.StringComparison.Ordinal);

    [Fact]
    public void A_name_that_stands_twice_is_an_error()
    {
        string text = File.ReadAllText(One);
        byte[] bytes = Encoding.UTF8.GetBytes(text.Insert(text.LastIndexOf('}'), ", \"head.bias\": [1, 2]"));
        Assert.Contains("head.bias", ModelCheck.Error(bytes, "model.json"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_no_text_is_an_error() =>
        Assert.StartsWith("the file is not valid JSON: ", ModelCheck.Error(Encoding.UTF8.GetBytes("{\"\\ud800\": 1}"), "model.json"), System.StringComparison.Ordinal);

    [Fact]
    public void A_file_of_very_many_tensors_is_an_error_at_once()
    {
        var text = new StringBuilder("{\"rec.weight_ih_l0\": [[1]]");
        for (int i = 0; i < 200_000; i++)
        {
            text.Append(System.FormattableString.Invariant($", \"m{i}.weight\": [[1]]"));
        }

        Assert.Equal(
            "the file has more than 64 modules, which is the most that can be generated",
            ModelCheck.Error(Encoding.UTF8.GetBytes(text.Append('}').ToString()), "model.json"));
    }

    [Fact]
    public void Modules_run_in_the_order_that_is_given()
    {
        Assert.Equal(
            "layer 'rec' reads 3 values, and layer 'head' before it outputs 2",
            ModelCheck.Error(One, new ImportOptions { Layers = ["head", "rec"] }));
        Assert.Equal(
            "the order of the layers names 'lin', and the file has the modules 'rec', 'head'",
            ModelCheck.Error(One, new ImportOptions { Layers = ["rec", "lin"] }));
        Assert.Equal("the order of the layers names 'rec' twice", ModelCheck.Error(One, new ImportOptions { Layers = ["rec", "rec"] }));
        Assert.Equal(
            "the order of the layers leaves out the module 'head'; the file has 'rec', 'head'. What isn't for inference can be left out (--leave-out, LeaveOut on the item)",
            ModelCheck.Error(One, new ImportOptions { Layers = ["rec"] }));
    }

    [Fact]
    public void A_file_whose_names_are_sorted_says_nothing_about_the_order()
    {
        byte[] bytes = ModelText.Edit(One, json =>
        {
            foreach (string name in Names(json).Order(System.StringComparer.Ordinal))
            {
                JsonNode value = json[name]!;
                json.AsObject().Remove(name);
                json[name] = value;
            }
        });
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", "one.io.json"));
        ModelCheck.Computes(ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions()), vectors.Input, vectors.Output, 1e-6);
        Assert.StartsWith(
            "the file doesn't state in which order its modules run, and their sizes allow ['a', 'b'] as well as ['b', 'a']",
            ModelCheck.Error(Encoding.UTF8.GetBytes("""{"a.weight": [[1]], "b.weight_hh_l0": [[1], [2], [3], [4]], "b.weight_ih_l0": [[1], [2], [3], [4]]}"""), "model.json"),
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void Activations_are_of_modules_that_can_have_them()
    {
        Network network = ModelCheck.Import(One, Activations("head", Activation.Relu)).Network;
        Assert.Equal(Activation.Relu, network.Parts.Last().Activation);
        Assert.Equal(
            "an activation is given for 'dense', and the file has the modules 'rec', 'head'",
            ModelCheck.Error(One, Activations("dense", Activation.Relu)));
        Assert.Equal(
            "an activation is given for 'rec', which is an nn.LSTM: it always has tanh and sigmoid",
            ModelCheck.Error(One, Activations("rec", Activation.Relu)));
    }

    [Fact]
    public void A_skip_connection_is_what_is_asked_for()
    {
        Network network = ModelCheck.Import(One, new ImportOptions { Skip = true }).Network;
        Assert.True(network.Skip);
    }

    [Fact]
    public void Damaged_files_are_errors()
    {
        DamagedFiles.CutOff(One);
        DamagedFiles.Mutate(One);
    }

    private static string Error(System.Action<JsonNode> change) => ModelCheck.Error(ModelText.Edit(One, change), "model.json");

    private static ImportOptions Activations(string module, Activation activation) =>
        new() { Activations = new Dictionary<string, Activation> { [module] = activation } };

    private static List<string> Names(JsonNode json) => json.AsObject().Select(member => member.Key).ToList();
}
