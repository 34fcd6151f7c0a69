using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>A statement that contradicts the file is an error in every format.</summary>
public class StatedOptionsTests
{
    public static TheoryData<string> Models =>
    [
        "onnx-pytorch/last.onnx", "keras/lstm_dense.keras", "keras/lstm_dense.h5", "keras/tfjs/lstm_dense/model.json", "guitarml/two_layers.json", "aidax/two_layers.json",
        "rtneural/layers.json", "nam/two_layers.nam",
    ];

    [Theory]
    [MemberData(nameof(Models))]
    public void Layers(string model) => Refuses(model, new ImportOptions { Layers = ["lstm", "dense"] }, "the order of the layers");

    [Theory]
    [MemberData(nameof(Models))]
    public void Leave_out(string model) => Refuses(model, new ImportOptions { LeaveOut = ["critic"] }, "modules are to be left out ('critic')");

    [Theory]
    [MemberData(nameof(Models))]
    public void Activations(string model) =>
        Refuses(model, new ImportOptions { Activations = new Dictionary<string, Activation> { ["dense"] = Activation.Relu } }, "activation");

    [Theory]
    [InlineData("onnx-pytorch/last.onnx")]
    [InlineData("keras/lstm_dense.keras")]
    [InlineData("keras/lstm_dense.h5")]
    [InlineData("keras/tfjs/lstm_dense/model.json")]
    [InlineData("guitarml/two_layers.json")]
    [InlineData("aidax/two_layers.json")]
    [InlineData("nam/two_layers.nam")]
    public void Skip(string model)
    {
        bool has = ModelCheck.Import(Repository.Golden(model.Split('/'))).Network.Skip;
        Refuses(model, new ImportOptions { Skip = !has }, "skip connection");
        ModelCheck.Import(Repository.Golden(model.Split('/')), new ImportOptions { Skip = has });
    }

    [Theory]
    [InlineData("onnx-pytorch/last.onnx")]
    [InlineData("keras/lstm_dense.keras")]
    [InlineData("keras/tfjs/lstm_dense/model.json")]
    public void Return_sequences(string model) => Refuses(model, new ImportOptions { ReturnSequences = true }, "asked for");

    [Theory]
    [MemberData(nameof(Models))]
    public void Hard_sigmoid_of_a_file_without_one(string model) => Refuses(model, new ImportOptions { HardSigmoid = Activation.HardSigmoid }, "hard_sigmoid");

    private static void Refuses(string model, ImportOptions options, string what) =>
        Assert.Contains(what, ModelCheck.Error(Repository.Golden(model.Split('/')), options), StringComparison.Ordinal);
}
