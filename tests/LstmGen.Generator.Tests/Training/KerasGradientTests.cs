using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// Gradients are those of Keras' layers in TensorFlow.js, recorded in tests/golden/gradients.json for what PyTorch lacks: ways of merging
/// directions, masked steps, layers that go backwards.
/// </summary>
public class KerasGradientTests
{
    /// <summary>The allowed error of floats on both sides, relative to a tensor's norm.</summary>
    private const double Tolerance = 1e-5;

    private static readonly Lazy<JsonElement[]> Golden = new(() =>
        [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "..", "..", "golden", "gradients.json"))).RootElement.EnumerateArray()]);

    private static readonly Lazy<TrainerAssembly> Trainers = new(() => TrainerAssembly.Of([.. Golden.Value.Select(Network)]));

    public static TheoryData<string> Names => new(Golden.Value.Select(golden => golden.GetProperty("name").GetString()!));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_gradient_is_that_of_Keras(string name)
    {
        JsonElement golden = Golden.Value.Single(one => one.GetProperty("name").GetString() == name);
        TrainedNetwork network = Network(golden);
        CompiledTrainer<float> trainer = Trainers.Value.New(network, Values(golden, "parameters"));
        trainer.Accumulate(Values(golden, "x"), Values(golden, "y"), null);
        Assert.Equal(golden.GetProperty("value").GetDouble(), trainer.Loss, 1e-6);
        float[] expected = Values(golden, "gradient");
        int at = 0;
        foreach (TensorShape tensor in Trainers.Value.Network(network).Parts.SelectMany(part => part.Tensors))
        {
            int count = (int)tensor.Count;
            double norm = Norm(expected.Skip(at).Take(count)), error = Norm(expected.Zip(trainer.Gradient, (one, other) => one - other).Skip(at).Take(count));
            Assert.True(norm > 0 && error / norm < Tolerance, $"{tensor.Words} at {at}: {error / norm:g3} of {norm:g3}");
            at += count;
        }

        Assert.Equal(expected.Length, at);
    }

    private static double Norm(IEnumerable<float> values) => Math.Sqrt(values.Sum(value => (double)value * value));

    private static TrainedNetwork Network(JsonElement golden) => new(
        golden.GetProperty("name").GetString()!, golden.GetProperty("layers").GetString()!, golden.GetProperty("inputs").GetInt32(),
        golden.GetProperty("outputs").GetInt32(), golden.GetProperty("steps").GetInt32(), golden.GetProperty("every").GetBoolean(), IsStream: false)
    {
        Loss = Enum.Parse<TrainingLoss>(golden.GetProperty("loss").GetString()!),
    };

    private static float[] Values(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(value => value.GetSingle())];

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
