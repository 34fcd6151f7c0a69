using System;
using System.IO;
using Google.Protobuf;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Damaged and hostile ONNX files: each is an answer, and none a crash.</summary>
public class OnnxDamageTests
{
    [Theory]
    [InlineData("onnx-nodes", "reshape")]
    [InlineData("onnx-pytorch", "initial-state")]
    public void EveryTruncationIsRefused(string folder, string name)
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden(folder, name + ".onnx"));
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.NotEmpty(ModelCheck.Error(bytes[..length], "model.onnx"));
        }
    }

    [Theory]
    [InlineData("onnx-nodes", "reshape")]
    [InlineData("onnx-nodes", "keras")]
    [InlineData("onnx-pytorch", "initial-state")]
    [InlineData("onnx-pytorch", "unfolded")]
    [InlineData("onnx-dynamo", "hidden")]
    [InlineData("onnx-dynamo", "rows")]
    [InlineData("onnx-nodes", "both")]
    [InlineData("onnx-pytorch", "both-ends")]
    [InlineData("onnx-pytorch", "both-sum")]
    public void NoChangedByteIsACrash(string folder, string name)
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden(folder, name + ".onnx"));
        var random = new Random(23);
        for (int round = 0; round < 800; round++)
        {
            byte[] changed = (byte[])bytes.Clone();
            for (int i = random.Next(1, 4); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)(changed[random.Next(changed.Length)] ^ (1 << random.Next(8)));
            }

            try
            {
                ModelImporter.Import(new ModelInput("model.onnx", changed), new ImportOptions());
            }
            catch (ModelException exception)
            {
                // Not a runtime exception caught by the importer, but the reader's own error.
                Assert.True(exception.InnerException is null or InvalidProtocolBufferException, exception.ToString());
            }
        }
    }

    [Fact]
    public void ALongChainIsWalkedWithoutRecursion()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        NodeProto last = model.Graph.Node[^1];
        last.Output[0] = "n0";
        const int Nodes = 100_000;
        for (int i = 0; i < Nodes; i++)
        {
            model.Graph.Node.Add(new NodeProto { OpType = "Identity", Input = { $"n{i}" }, Output = { i == Nodes - 1 ? "y" : $"n{i + 1}" } });
        }

        ImportedModel imported = ModelImporter.Import(new ModelInput("model.onnx", model.ToByteArray()), new ImportOptions());
        Assert.Equal(2, imported.Network.Layers.Count);
    }

    [Fact]
    public void ALongChainOfConstantsIsFoldedWithoutRecursion()
    {
        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        const int Nodes = 50_000;
        var perm = new AttributeProto { Name = "perm", Type = 7, Ints = { 0 } };
        for (int i = 0; i < Nodes; i++)
        {
            model.Graph.Node.Insert(0, new NodeProto { OpType = "Transpose", Input = { i == Nodes - 1 ? "d" : $"d{i + 1}" }, Output = { $"d{i}" }, Attribute = { perm } });
        }

        model.Node("Add").Input[1] = "d0";
        ImportedModel imported = ModelImporter.Import(new ModelInput("model.onnx", model.ToByteArray()), new ImportOptions());
        Assert.Equal("bias of 'n'", Assert.Single(imported.Tensors, tensor => tensor.Name == "d").Use);
    }

    [Fact]
    public void DeeplyNestedMessagesAreRefused()
    {
        // A graph in an attribute in a node in a graph, and so on: such graphs are parsed to a few levels, to say what is in them.
        byte[] inner = [];
        for (int i = 0; i < 2000; i++)
        {
            inner = new GraphProto { Node = { new NodeProto { OpType = "If", Attribute = { new AttributeProto { Name = "then_branch", Type = 5, G = ByteString.CopyFrom(inner) } } } } }.ToByteArray();
        }

        ModelProto model = OnnxModel.Load("onnx-nodes", "keras");
        model.Append("If").Attribute.Add(new AttributeProto { Name = "then_branch", Type = 5, G = ByteString.CopyFrom(inner) });
        Assert.StartsWith("operator 'If' isn't supported: ", ModelCheck.Error(model.ToByteArray(), "model.onnx"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx", "the file is truncated, damaged or no ONNX file")]
    [InlineData("model.bin", "the file is in no known format")]
    public void OtherFilesAreNoModels(string name, string message) =>
        Assert.StartsWith(message, ModelCheck.Error([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], name), StringComparison.Ordinal);

    [Fact]
    public void TheFormatIsToldByTheContent()
    {
        byte[] bytes = File.ReadAllBytes(Repository.Golden("onnx-nodes", "keras.onnx"));
        Assert.Equal("ONNX (.onnx)", ModelImporter.Import(new ModelInput("model", bytes), new ImportOptions()).Format);
    }
}
