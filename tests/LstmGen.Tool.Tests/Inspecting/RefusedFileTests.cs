using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using LstmGen.Models.Inspecting;
using LstmGen.Tool.Tests.Commands;
using LstmGen.Tool.Tests.Importing;
using LstmGen.Tool.Tests.Importing.TorchSave;
using Xunit;

namespace LstmGen.Tool.Tests.Inspecting;

/// <summary>The message for a refused file: all obstacles, and the file's contents.</summary>
public sealed class RefusedFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lstmgen-refused-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_operator_without_a_rule_is_marked_and_counted()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        model.Append("Conv");
        model.Append("Erf");
        model.Graph.Node.Add(new NodeProto { OpType = "Sin", Input = { model.Graph.Output[0].Name }, Output = { "nobody" } });
        ModelException refused = Refused(new ModelInput("model.onnx", model.ToByteArray()));
        Assert.Equal(["operator 'Conv'", "operator 'Erf'"], refused.Contents!.Obstacles.Select(obstacle => obstacle.What));
        Assert.StartsWith("operator 'Conv' isn't supported: convolutions", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(" (1 more part isn't supported: lstmgen inspect shows it)", refused.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Contents.Tables[2].Rows, row => row.Cells[0] == "Sin" && row.Cells[2] == "not needed for the output");
        Assert.Equal(model.Graph.Initializer.Count, refused.Contents.Tables[3].Rows.Count);
    }

    [Fact]
    public void A_loop_in_the_place_of_an_lstm_is_explained()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        var body = new GraphProto { Node = { new NodeProto { OpType = "Tanh" }, new NodeProto { OpType = "Sigmoid" } } };
        model.Append("Loop").Attribute.Add(new AttributeProto { Name = "body", Type = 5, G = body.ToByteString() });
        ModelException refused = Refused(new ModelInput("model.onnx", model.ToByteArray()));
        Assert.StartsWith("operator 'Loop' isn't supported: tf2onnx", refused.Message, StringComparison.Ordinal);
        Assert.Contains("convert the .keras file instead", refused.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Contents!.Tables[2].Rows, row => row.Cells[2] == "the input; its body has 'Tanh', 'Sigmoid'");
    }

    [Fact]
    public void A_lookup_by_several_ids_a_step_is_named()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        string input = model.Graph.Input[0].Name;
        model.Graph.Input[0].Type.TensorType.ElemType = OnnxModel.Int64;
        foreach (NodeProto node in model.Graph.Node)
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == input ? "rows" : node.Input[i];
            }
        }

        model.Add("table", [2, 1], 1f, 2f);
        model.Graph.Node.Insert(0, new NodeProto { OpType = "Gather", Input = { "table", input }, Output = { "rows" } });
        Assert.Contains("(Gather) looks up the ids ",
            Refused(new ModelInput("model.onnx", model.ToByteArray())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_layer_of_keras_without_a_rule_is_marked()
    {
        ModelInput input = KerasFile.Keras("stack.keras", config => config
            .Replace("\"class_name\": \"Dense\"", "\"class_name\": \"Conv1D\"", StringComparison.Ordinal)
            .Replace("\"class_name\": \"LSTM\"", "\"class_name\": \"GRU\"", StringComparison.Ordinal));
        ModelException refused = Refused(input);
        Assert.StartsWith("layer 'lstm' (GRU) isn't supported: a GRU has other gates", refused.Message, StringComparison.Ordinal);
        Assert.Contains(refused.Contents!.Obstacles, obstacle => obstacle.What.Contains("Conv1D", StringComparison.Ordinal));
        Assert.Equal("Keras", refused.Contents.Framework!.Split(' ')[0]);
        Assert.Contains(refused.Contents.Tables[1].Rows, row => row.Cells[0] == "layers/lstm/cell/vars/0");
    }

    [Fact]
    public void Every_module_of_a_state_dict_without_a_rule_is_marked()
    {
        byte[] bytes = ModelText.Edit(Repository.Golden("state_dict", "one.json"), json =>
        {
            json["norm.running_mean"] = ModelText.Zeros(2);
            json["attention.in_proj_weight"] = ModelText.Zeros(6, 2);
        });
        ModelException refused = Refused(new ModelInput("model.json", bytes));
        Assert.Equal(["module 'norm'", "module 'attention'"], refused.Contents!.Obstacles.Select(obstacle => obstacle.What));
        Assert.Contains("BatchNorm", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(" (1 more part isn't supported: lstmgen inspect shows it)", refused.Message, StringComparison.Ordinal);

        // What the user leaves out isn't an obstacle.
        ModelException other = Assert.Throws<ModelException>(() =>
            ModelImporter.Import(new ModelInput("model.json", bytes), new ImportOptions { LeaveOut = ["norm"] }));
        Assert.Equal(["module 'attention'"], other.Contents!.Obstacles.Select(obstacle => obstacle.What));
    }

    [Fact]
    public void The_tensors_of_torch_save_and_of_safetensors_are_listed()
    {
        ModelException saved = Refused(new ModelInput("model.pt", TorchSaveModel.Zip(
            TorchSaveModel.StateDict(pickle => pickle.Text("norm.running_mean").Tensor("9", 4, 0, [4], [1])), [.. Storages(9)])));
        Assert.Contains(saved.Contents!.Obstacles, obstacle => obstacle.What == "module 'norm'");
        Assert.Contains(saved.Contents.Tables[1].Rows, row => row.Cells.SequenceEqual(["norm.running_mean", "[4]", "F32"]));

        string header = "{\"lstm.weight_ih_l0\":{\"dtype\":\"F8_E4M3\",\"shape\":[4,1],\"data_offsets\":[0,4]}}";
        ModelException safetensors = Refused(new ModelInput("model.safetensors",
            [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), 0, 0, 0, 0]));
        Assert.Contains(safetensors.Contents!.Tables[1].Rows, row => row.Cells.SequenceEqual(["lstm.weight_ih_l0", "[4, 1]", "F8_E4M3"]));
    }

    [Fact]
    public void Layers_of_rtneural_and_an_architecture_of_nam_are_marked()
    {
        ModelException layers = Refused(new ModelInput("model.json", ModelText.Edit(Repository.Golden("rtneural", "layers.json"), json =>
        {
            json["layers"]![0]!["type"] = "conv1d";
            json["layers"]![0]!["kernel_size"] = 3;
            json["layers"]![1]!["type"] = "prelu";
        })));
        Assert.Equal(["'layers[0]' (conv1d)", "'layers[1]' (prelu)"], layers.Contents!.Obstacles.Select(obstacle => obstacle.What));
        Assert.StartsWith("'layers[0]' (conv1d) isn't supported: convolutions", layers.Message, StringComparison.Ordinal);
        ModelException wave = Refused(new ModelInput("model.nam",
            ModelText.Edit(Repository.Golden("nam", "two_layers.nam"), json => json["architecture"] = "WaveNet")));
        Assert.Single(wave.Contents!.Obstacles);
    }

    [Fact]
    public void Inspect_prints_what_is_there_and_fails_with_the_reason()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        model.Append("GRU");
        model.Graph.Initializer.Add(new TensorProto { Name = "\u001b[31mred\u202e" + new string('x', 1000), DataType = OnnxModel.Float });
        string path = Path.Combine(_folder.FullName, "gru.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        ToolResult result = ToolProcess.Run("inspect", path);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"lstmgen: {path}: operator 'GRU' isn't supported: a GRU has other gates", Assert.Single(result.Errors),
            StringComparison.Ordinal);
        Assert.Contains("✗ isn't supported: a GRU has other gates", result.Output, StringComparison.Ordinal);
        Assert.Contains("\\u001b[31mred\\u202ex", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.DoesNotContain('\u202e', result.Output);
        Assert.DoesNotContain(new string('x', 100), result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(3000)]
    public void Long_tables_are_cut_and_say_so(int count)
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        model.Append("GRU");
        for (int i = 0; i < count; i++)
        {
            model.Add(FormattableString.Invariant($"more{i}"), [1], 1f);
        }

        string path = Path.Combine(_folder.FullName, "long.onnx");
        File.WriteAllBytes(path, model.ToByteArray());
        int tensors = model.Graph.Initializer.Count;
        string output = ToolProcess.Run("inspect", path).Output;
        string cut = FormattableString.Invariant($"… and {tensors - 100:N0} more");
        Assert.Equal(count > 100, output.Contains(cut, StringComparison.Ordinal));
        Assert.Contains("more0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Huge_files_are_explained_soon()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        string output = model.Graph.Output[0].Name;
        for (int i = 0; i < 100_000; i++)
        {
            model.Graph.Node.Add(new NodeProto
            {
                OpType = FormattableString.Invariant($"Op{i}"),
                Input = { output },
                Output = { FormattableString.Invariant($"o{i}") }
            });
            output = FormattableString.Invariant($"o{i}");
        }

        model.Graph.Output[0].Name = output;
        byte[] layers = ModelText.Edit(Repository.Golden("rtneural", "layers.json"), json =>
            json["layers"] = new JsonArray([.. Enumerable.Range(0, 200_000)
                .Select(_ => (JsonNode)new JsonObject { ["type"] = "conv1d" })]));
        byte[] modules = ModelText.Edit(Repository.Golden("state_dict", "one.json"), json =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                json[FormattableString.Invariant($"m{i}.running_mean")] = 1;
            }
        });
        foreach (ModelInput input in new ModelInput[] { new("model.onnx", model.ToByteArray()), new("model.json", layers),
            new("model.json", modules) })
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            Assert.NotEmpty(FileContents.Read(input, new ImportOptions())!.Obstacles);
            Assert.InRange(watch.Elapsed.TotalSeconds, 0, 5);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 256_000_000, FormattableString.Invariant($"{input.Path} {allocated:N0}"));
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Storages(int key) =>
        new[] { 0, 1, key }.Select(storage => (FormattableString.Invariant($"m/data/{storage}"), TorchSaveModel.Floats(4)));

    private static ModelException Refused(ModelInput input) =>
        Assert.Throws<ModelException>(() => ModelImporter.Import(input, new ImportOptions()));
}
