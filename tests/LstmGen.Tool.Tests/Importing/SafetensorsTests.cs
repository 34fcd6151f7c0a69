using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>PyTorch state_dicts in safetensors files.</summary>
public class SafetensorsTests
{
    private static readonly string One = Golden("one");
    private static readonly string[] Modules = ["z", "middle", "b", "a"];

    [Theory]
    [InlineData("one", "F32")]
    [InlineData("no_bias", "F32")]
    [InlineData("two_layers", "F32")]
    [InlineData("one_f16", "F16")]
    [InlineData("one_bf16", "BF16")]
    [InlineData("one_f64", "F64, rounded to float")]
    public void A_model_computes_what_pytorch_does(string name, string type)
    {
        ImportedModel model = ModelCheck.Import(Golden(name));
        Check(model, name);
        Assert.Equal("PyTorch state_dict (safetensors)", model.Format);
        Assert.All(model.Tensors, tensor => Assert.Equal(type, tensor.Type));
    }

    [Theory]
    [InlineData("bidirectional.safetensors", 2)]
    [InlineData("projection.safetensors", 2)]
    [InlineData("projection.json", 2)]
    [InlineData("both.safetensors", 1)]
    [InlineData("both.json", 1)]
    public void Directions_and_projections_compute_what_pytorch_does(string file, int layers)
    {
        string name = Path.GetFileNameWithoutExtension(file);
        string path = Repository.Golden("state_dict", file);
        ImportedModel every = ModelCheck.Import(path, new ImportOptions { Steps = 13 });
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", name + ".io.json"));
        ModelCheck.Computes(every, vectors.Input, vectors.Output, 1e-6);
        Assert.Equal(layers + 1, every.Network.Layers.Count);
        Assert.All(every.Tensors, tensor => Assert.Contains(" of '", tensor.Use, StringComparison.Ordinal));

        // The last step alone: of each direction the state that it has in the end, as in h_n.
        ImportedModel last = ModelCheck.Import(path, new ImportOptions { Steps = 13, ReturnSequences = false });
        vectors = RecordedVectors.Read(Repository.Golden("state_dict", name + ".last.json"));
        ModelCheck.Computes(last, vectors.Input, vectors.Output, 1e-6);
    }

    [Fact]
    public void Directions_and_projections_are_found_by_their_names()
    {
        Network both = ModelCheck.Import(Golden("both")).Network;
        var layer = Assert.IsType<BidirectionalLayer>(both.Layers[0]);
        Assert.Equal(Merge.Concat, layer.Merge);
        Assert.Equal((Direction.Forward, 4, 3, false), (layer.Forward.Direction, layer.Forward.Projector?.Units, layer.Forward.Input, layer.Forward.UseBias));
        Assert.Equal((Direction.Backward, 4, 3, false), (layer.Backward.Direction, layer.Backward.Projector?.Units, layer.Backward.Input, layer.Backward.UseBias));
        Assert.Equal([3, 12], ModelCheck.Import(Golden("bidirectional")).Network.Layers.Take(2).Select(layer => layer.Input));
        Assert.Equal([3, 2], ModelCheck.Import(Golden("projection")).Network.Layers.Take(2).Select(layer => layer.Input));
    }

    [Fact]
    public void Modules_run_in_the_order_that_is_stated()
    {
        ImportedModel model = ModelCheck.Import(
            Golden("modules"), new ImportOptions { Layers = Modules, Activations = new Dictionary<string, Activation> { ["middle"] = Activation.Relu } });
        Check(model, "modules");
        Assert.Equal([6, 4, 5, 2], model.Network.Layers.Select(layer => layer.Output));
    }

    [Theory]
    [InlineData("modules", 2)]
    [InlineData("two_layers", 2)]
    public void The_last_lstm_alone_hands_on_its_last_step(string name, int outputs)
    {
        var activations = new Dictionary<string, Activation>();
        if (name == "modules")
        {
            activations["middle"] = Activation.Relu;
        }

        ImportedModel model = ModelCheck.Import(
            Golden(name), new ImportOptions { ReturnSequences = false, Activations = activations, Layers = name == "modules" ? Modules : [] });
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", name + ".io.json"));
        Assert.Equal([true, false], model.Network.Layers.OfType<LstmLayer>().Select(layer => layer.ReturnSequences));
        ModelCheck.Computes(model, vectors.Input, vectors.Output[^outputs..], 1e-6);
    }

    [Fact]
    public void Modules_whose_sizes_allow_two_orders_need_one_to_be_stated()
    {
        Assert.Equal(
            "the file doesn't state in which order its modules run, and their sizes allow ['lin', 'rec'] as well as ['rec', 'lin']; state it (--layers, Layers on the item)",
            ModelCheck.Error(Golden("ambiguous")));
        Check(ModelCheck.Import(Golden("ambiguous"), new ImportOptions { Layers = ["rec", "lin"], Skip = true }), "ambiguous");
    }

    [Theory]
    [InlineData("attention", true, 5, 1, true, "2 of them have a weight as an nn.Linear has one ('fc', 'attention')")]
    [InlineData("attention", false, 5, 1, true, "2 of them have a weight as an nn.Linear has one ('fc', 'attention')")]
    [InlineData("embedding", false, 9, 2, false, "'embedding', with a weight as an nn.Linear has one, would run before an nn.LSTM")]
    [InlineData("embedding", true, 9, 2, false, "'embedding', with a weight as an nn.Linear has one, would run before an nn.LSTM")]
    [InlineData("embedding", false, 5, 9, false, "'embedding' has no bias, which an nn.Embedding or a parameter of its own hasn't either, and the nn.LSTM has biases")]
    public void What_only_looks_like_a_linear_has_to_be_stated(string name, bool hasBias, int input, int output, bool hasHead, string why)
    {
        var tensors = new List<(string, string, long[], int)>(Lstm("rec", 2, 5));
        tensors.AddRange([("rec.bias_ih_l0", "F32", [20], 80), ("rec.bias_hh_l0", "F32", [20], 80)]);
        if (hasHead)
        {
            // A head of 5 outputs, so that the other one fits behind it.
            tensors.AddRange([("fc.weight", "F32", [5, 5], 100), ("fc.bias", "F32", [5], 20)]);
            output = 3;
        }

        tensors.Add((name + ".weight", "F32", [output, input], 4 * output * input));
        if (hasBias)
        {
            tensors.Add((name + ".bias", "F32", [output], 4 * output));
        }

        string order = input == 9 ? $"'{name}', 'rec'" : hasHead ? $"'rec', 'fc', '{name}'" : $"'rec', '{name}'";
        Assert.Equal(
            $"the file doesn't state what its modules do and in which order, and {why}; an nn.LSTM with one nn.Linear after it needs no more. If they are the chain [{order}], state it (--layers, Layers on the item), and the activations in it",
            Error(tensors));
    }

    [Fact]
    public void Several_lstms_have_to_be_stated() => Assert.StartsWith(
        "the file doesn't state what its modules do and in which order, and 2 of them are an nn.LSTM ('a', 'b'); ",
        Error(Lstm("a", 2, 3).Concat(Lstm("b", 3, 4))), StringComparison.Ordinal);

    [Theory]
    [InlineData("two_layers", "rec.bias_ih_l1")]
    [InlineData("two_layers", "rec.bias_hh_l0")]
    [InlineData("bidirectional", "rec.bias_ih_l0_reverse")]
    [InlineData("bidirectional", "rec.bias_hh_l1_reverse")]
    public void A_bias_that_is_missing_is_no_layer_without_biases(string model, string missing)
    {
        // The tensors are without their values, which nothing reads before.
        string header = Encoding.UTF8.GetString(Header(Golden(model)));
        JsonObject tensors = JsonNode.Parse(header)!.AsObject();
        string layer = missing[(missing.LastIndexOf("_l", StringComparison.Ordinal))..];
        foreach (string name in new[] { missing, missing.Contains("_ih", StringComparison.Ordinal) ? "rec.bias_hh" + layer : missing })
        {
            tensors.Remove(name);
        }

        string error = Error(tensors.Select(tensor => (
            tensor.Key, "F32", tensor.Value!["shape"]!.AsArray().Select(size => size!.GetValue<long>()).ToArray(),
            tensor.Value["data_offsets"]![1]!.GetValue<int>() - tensor.Value["data_offsets"]![0]!.GetValue<int>())));
        Assert.StartsWith($"tensor '{missing}' is missing: an nn.LSTM has both biases in every layer and direction or none at all, and 'rec' has some; the file has ", error, StringComparison.Ordinal);
    }

    /// <summary>Each half has biases of its own.</summary>
    [Fact]
    public void The_reverse_half_has_its_own_biases()
    {
        byte[] bytes = File.ReadAllBytes(Golden("bidirectional"));
        Network before = ModelImporter.Import(new ModelInput("x", bytes), new ImportOptions()).Network;
        int start = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        foreach (string name in new[] { "rec.bias_ih_l0_reverse", "rec.bias_hh_l0_reverse" })
        {
            JsonNode offsets = JsonNode.Parse(Header(Golden("bidirectional")))![name]!["data_offsets"]!;
            for (int at = start + offsets[0]!.GetValue<int>(); at < start + offsets[1]!.GetValue<int>(); at += 4)
            {
                BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at), BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at)) + 1);
            }
        }

        Network after = ModelImporter.Import(new ModelInput("x", bytes), new ImportOptions()).Network;
        Assert.Equal(ReverseHalf.Biases(before, reverse: false), ReverseHalf.Biases(after, reverse: false));
        Assert.Equal(ReverseHalf.Biases(before, reverse: true).Select(value => value + 2), ReverseHalf.Biases(after, reverse: true), (one, other) => Math.Abs(one - other) < 1e-5);
    }

    [Theory]
    [InlineData("tf")]
    [InlineData("mlx")]
    [InlineData("")]
    public void Another_format_of_tensors_is_an_error(string format) => Assert.Equal(
        $"the safetensors header's '__metadata__' has the format '{format}'; tensors as PyTorch lays them out are read, whose format is 'pt' or not stated",
        ModelCheck.Error(Container("{\"__metadata__\": {\"format\": \"" + format + "\"}}", 0), "model.safetensors"));

    [Fact]
    public void Modules_that_do_not_fit_are_an_error() => Assert.Equal(
        "the file's modules fit each other in no order: 'rec' (1 to 1), 'lin' (2 to 2). What isn't for inference can be left out (--leave-out, LeaveOut on the item)",
        Error(Lstm("rec", 1, 1).Append(("lin.weight", "F32", [2, 2], 16))));

    /// <summary>Its counter is a whole number, which is no reason to name a cause other than the module.</summary>
    [Fact]
    public void A_batch_normalization_is_named() => Assert.StartsWith(
        "tensor 'bn.num_batches_tracked' is of a BatchNorm or another normalization with running statistics, which isn't supported in a state_dict; ",
        Error(Lstm("rec", 1, 1).Append(("bn.num_batches_tracked", "I64", [], 8))), StringComparison.Ordinal);

    [SkippableFact]
    public void Cells_and_modules_of_others()
    {
        string cases = Repository.Shared("..", "cases");
        Skip.IfNot(Directory.Exists(cases), "the cases aren't beside the repository");
        string cell = Path.Combine(cases, "safetensors-lstmcell", "lstmcell");
        float[] input = [.. File.ReadAllLines(cell + ".in").SelectMany(line => line.Split(' ')).Select(value => float.Parse(value, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(cell + ".safetensors"), input, RecordedVectors.Lines(cell + ".out"), 1e-6);

        ImportedModel actor = ModelCheck.Import(Path.Combine(cases, "safetensors-leave-out-modules", "sb3.safetensors"), new ImportOptions
        {
            Layers = ["lstm_actor", "mlp_extractor.policy_net.0", "action_net"],
            LeaveOut = ["lstm_critic", "mlp_extractor.value_net", "value_net"],
        });
        Assert.Equal([8, 16, 2], actor.Network.Layers.Select(layer => layer.Output));
        Assert.StartsWith(
            "tensor 'bn.running_mean' is of a BatchNorm", ModelCheck.Error(Path.Combine(cases, "safetensors-batchnorm-message", "with_bn.safetensors")), StringComparison.Ordinal);
    }

    [Fact]
    public void Very_many_orders_are_given_up_at_once()
    {
        // Every order of the 30 that read 2 fits, until the last finds no place.
        IEnumerable<(string, string, long[], int)> tensors = Enumerable.Range(0, 30).SelectMany(i => Lstm(FormattableString.Invariant($"m{i}"), 2, 2))
            .Append(("x.weight", "F32", [5, 5], 100));
        Assert.Equal(
            "the file doesn't state in which order its 31 modules run, and their sizes don't tell; state it (--layers, Layers on the item)",
            Error(tensors));
    }

    [Theory]
    [InlineData("I64", "tensor 'a.weight' has the dtype 'I64', which isn't supported; there are F32, F64, F16, BF16")]
    [InlineData("F8_E4M3", "tensor 'a.weight' has the dtype 'F8_E4M3', which isn't supported; there are F32, F64, F16, BF16")]
    public void Another_type_is_an_error(string type, string message) => Assert.Equal(message, Error([("a.weight", type, [1, 1], 8)]));

    [Fact]
    public void A_shape_that_takes_other_bytes_is_an_error()
    {
        Assert.Equal(
            "tensor 'a.weight' has the shape [2, 2] of 'F32', which doesn't take the 12 bytes of its data_offsets [0, 12]",
            Error([("a.weight", "F32", [2, 2], 12)]));
        Assert.Equal(
            "tensor 'a.weight' has the shape [4611686018427387904, 4611686018427387904, 16] of 'F32', which doesn't take the 0 bytes of its data_offsets [0, 0]",
            Error([("a.weight", "F32", [1L << 62, 1L << 62, 16], 0)]));
        Assert.Equal(
            "tensor 'a.weight' has the shape [-1, -3] of 'F32', which doesn't take the 12 bytes of its data_offsets [0, 12]",
            Error([("a.weight", "F32", [-1, -3], 12)]));
        Assert.Equal(
            "tensor 'a.weight' has the shape [0, 9223372036854775807], from which no layer can be made",
            Error([("a.weight", "F32", [0, long.MaxValue], 0)]));
    }

    [Theory]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [8, 12]}}""", 12,
        "the data of tensor 'b' begins at byte 8, and tensor 'a' ends at 4: there must be no gap")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}, "b": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}""", 8,
        "the data of tensor 'b' begins at byte 4, and tensor 'a' ends at 8: there must be no overlap")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", 9,
        "tensor 'a' ends at byte 4 of the data, and the file has 9: 5 are left over")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}}""", 4,
        "tensor 'a' has the data_offsets [0, 8], and the file has 4 bytes of data")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}""", 0,
        "tensor 'a' has the data_offsets [-4, 0], and the file has 0 bytes of data")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0]}}""", 4,
        "tensor 'a' has 1 data_offsets, and begin and end are needed")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 1e30]}}""", 4,
        "'a.data_offsets[1]' is '1e30', not a whole number")]
    [InlineData("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4], "scale": 2}}""", 4,
        "'a' has the member 'scale', which isn't known: it could change what is computed")]
    [InlineData("""{"a": {"shape": [1], "data_offsets": [0, 4]}}""", 4, "'a' has no 'dtype'")]
    [InlineData("""{"a": [1]}""", 4, "'a' is a list, not an object")]
    [InlineData("""{"__metadata__": {"format": 1}}""", 0, "the safetensors header's '__metadata__' has 'format', which is not a string")]
    [InlineData("""{"__metadata__": {"format": "pt"}}""", 0, "the safetensors file has no tensors")]
    [InlineData("[1]", 0, "the safetensors header is not a JSON object")]
    public void A_wrong_header_is_an_error(string header, int data, string message) =>
        Assert.Equal(message, ModelCheck.Error(Container(header, data), "model.safetensors"));

    [Fact]
    public void A_header_of_another_length_is_an_error()
    {
        byte[] bytes = File.ReadAllBytes(One);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);
        Assert.Equal(
            "the safetensors header has 18,446,744,073,709,551,615 bytes by its length, and at most 100,000,000 are allowed",
            ModelCheck.Error(bytes, "model.safetensors"));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, 99_999_999);
        Assert.Equal(
            FormattableString.Invariant($"the safetensors header has 99,999,999 bytes by its length, and the file has {bytes.Length - 8:N0} after it: it is cut off"),
            ModelCheck.Error(bytes, "model.safetensors"));
        Assert.Equal("the safetensors file has 3 bytes, and its first 8 are the header's length", ModelCheck.Error([1, 2, 3], "model.safetensors"));
    }

    [Fact]
    public void A_tensor_that_stands_twice_is_an_error() => Assert.StartsWith(
        "the safetensors header is not valid JSON: ",
        ModelCheck.Error(Container("""{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}, "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}}""", 4), "model.safetensors"),
        StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_not_finite_is_an_error()
    {
        byte[] bytes = File.ReadAllBytes(One);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(bytes.Length - 4), float.NaN);
        Assert.StartsWith("value 83 of the kernel of layer 'rec' is NaN, which is not a finite float", ModelCheck.Error(bytes, "x"), StringComparison.Ordinal);
        Assert.NotNull(ModelImporter.Import(new ModelInput("x", bytes), new ImportOptions { AllowNonFinite = true }));
    }

    [Fact]
    public void Damaged_files_are_errors()
    {
        DamagedFiles.CutOff(One);
        DamagedFiles.Mutate(One, 3000, span: 700);
    }

    private static string Golden(string name) => Repository.Golden("state_dict", name + ".safetensors");

    private static void Check(ImportedModel model, string name)
    {
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("state_dict", name + ".io.json"));
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6);
    }

    private static string Error(IEnumerable<(string Name, string Type, long[] Shape, int Bytes)> tensors)
    {
        var header = new JsonObject();
        int at = 0;
        foreach ((string name, string type, long[] shape, int bytes) in tensors)
        {
            header[name] = new JsonObject
            {
                ["dtype"] = type,
                ["shape"] = new JsonArray(shape.Select(size => (JsonNode)size).ToArray()),
                ["data_offsets"] = new JsonArray(at, at + bytes),
            };
            at += bytes;
        }

        return ModelCheck.Error(Container(header.ToJsonString(), at), "model.safetensors");
    }

    private static IEnumerable<(string, string, long[], int)> Lstm(string name, int input, int units) =>
    [
        (name + ".weight_ih_l0", "F32", [4 * units, input], 16 * units * input),
        (name + ".weight_hh_l0", "F32", [4 * units, units], 16 * units * units),
    ];

    private static byte[] Header(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return bytes[8..(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes))];
    }

    private static byte[] Container(string header, int data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes, 8);
        return bytes;
    }
}
