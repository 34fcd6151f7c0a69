using System;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Keras;
using LstmGen.Models.Importing.Onnx;
using LstmGen.Models.Importing.Onnx.Proto;
using LstmGen.Models.Importing.RtNeural;
using LstmGen.Models.Inspecting;
using LstmGen.Tool.Tests.Importing;
using LstmGen.Tool.Tests.Importing.FieldChanges;
using Xunit;

namespace LstmGen.Tool.Tests.Inspecting;

/// <summary>Exactly what the importer has no rule for is marked as not supported.</summary>
public class RulesTests
{
    private static readonly (string Folder, string Pattern)[] Golden =
    [
        ("aidax", "*.json"), ("guitarml", "*.json"), ("keras", "*.keras"), ("keras", "*.h5"), ("keras/tfjs", "model.json"),
            ("nam", "*.nam"),
        ("onnx-described", "*.onnx"), ("onnx-dynamo", "*.onnx"), ("onnx-nodes", "*.onnx"), ("onnx-pytorch", "*.onnx"),
            ("onnx-rows", "*.onnx"), ("onnx-scaled", "*.onnx"), ("onnx-states", "*.onnx"),
        ("rtneural", "*.json"), ("state_dict", "*.safetensors"), ("state_dict", "*.json"), ("torch_save", "*.pt"),
            ("torch_save", "*.pth"), ("torch_save", "*.ckpt"),
    ];

    /// <summary>Operators that read values that depend on an input only if that is a state.</summary>
    private static readonly string[] OfStates = ["Split"];

    public static IEnumerable<object[]> Formats() => Golden.Select(format => new object[] { format.Folder, format.Pattern });

    public static IEnumerable<object[]> Operators() =>
        new[] { true, false }.SelectMany(ofConstants => GraphReader.Known(ofConstants).Select(type => new object[] { type, ofConstants }));

    public static IEnumerable<object[]> RtNeuralTypes() => RtNeuralLayers.Types.Select(type => new object[] { type });

    [Theory]
    [MemberData(nameof(Formats))]
    public void Nothing_is_marked_in_a_model_that_is_accepted(string folder, string pattern)
    {
        IReadOnlyList<GoldenModel> models = GoldenModel.Find(folder, pattern);
        Assert.NotEmpty(models);
        foreach (GoldenModel model in models)
        {
            _ = ModelImporter.Import(ModelInput.Open(model.Path), model.Options);
            Contents? contents = FileContents.Read(ModelInput.Open(model.Path), model.Options);
            Assert.True(contents is not null, model.Name);
            Assert.True(contents.Obstacles.Count == 0, $"{model.Name}: {string.Join("; ", contents.Obstacles)}");
            Assert.NotEmpty(contents.Tables[^1].Rows);
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_operator_that_is_not_marked_has_a_rule(string type, bool ofConstants)
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        if (ofConstants)
        {
            model.Add("number", [1], 1f);
            model.Append("Add", "computed");
            var node = new NodeProto
            {
                Name = "computes",
                OpType = type,
                Input = { "number", "number", "number" },
                Output = { "computed" }
            };
            model.Graph.Node.Insert(0, node);
        }
        else
        {
            model.Append(type);
        }

        string message = MessageOf(new ModelInput("model.onnx", model.ToByteArray()));
        Assert.DoesNotContain("rule", message, StringComparison.Ordinal);
        Assert.DoesNotContain("in a way that isn't supported", message, StringComparison.Ordinal);
        Assert.DoesNotContain("an operator that isn't supported", message, StringComparison.Ordinal);

        // It also shows that the walk reaches the node.
        bool isOfStates = message.Contains("can read constants and states alone", StringComparison.Ordinal);
        Assert.True(isOfStates == (!ofConstants && OfStates.Contains(type)), message);
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("CuDNNLSTM")]
    [InlineData("Bidirectional")]
    [InlineData("Masking")]
    [InlineData("Dense")]
    [InlineData("TimeDistributed")]
    [InlineData("Activation")]
    [InlineData("Dropout")]
    [InlineData("SpatialDropout1D")]
    [InlineData("GaussianNoise")]
    [InlineData("GaussianDropout")]
    [InlineData("ActivityRegularization")]
    [InlineData("ReLU")]
    [InlineData("Softmax")]
    [InlineData("Add")]
    [InlineData("LayerNormalization")]
    [InlineData("Embedding")]
    public void Every_class_of_layers_that_is_not_marked_has_a_rule(string className)
    {
        Assert.True(KerasNetwork.Knows(className));
        ModelInput input = KerasFile.Keras("lstm_dense.keras", config =>
            config.Replace("\"class_name\": \"Dense\"", $"\"class_name\": \"{className}\"", StringComparison.Ordinal)
            .Replace("\"registered_name\": \"Dense\"", "\"registered_name\": null", StringComparison.Ordinal));
        string message = MessageOf(input);
        Assert.DoesNotContain("has no rule", message, StringComparison.Ordinal);
        Assert.DoesNotContain("isn't supported; there are", message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RtNeuralTypes))]
    public void Every_type_of_layers_that_is_not_marked_has_a_rule(string type)
    {
        byte[] bytes = ModelText.Edit(Repository.Golden("rtneural", "layers.json"), json => json["layers"]![1]!["type"] = type);
        string message = MessageOf(new ModelInput("model.json", bytes));
        Assert.DoesNotContain("has no rule", message, StringComparison.Ordinal);
        Assert.DoesNotContain("which isn't supported", message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_cause_is_explained_of_what_has_a_rule() => Assert.All(KnownCauses.Names, name =>
    {
        Assert.False(KerasNetwork.Knows(name), name);
        Assert.DoesNotContain(name, GraphReader.Known(ofConstants: false));
        Assert.DoesNotContain(name, RtNeuralLayers.Types);
    });

    /// <summary>The error of a file, or nothing if it is read.</summary>
    private static string MessageOf(ModelInput input)
    {
        try
        {
            _ = ModelImporter.Import(input, new ImportOptions());
            return "";
        }
        catch (ModelException exception)
        {
            return exception.Message;
        }
    }
}
