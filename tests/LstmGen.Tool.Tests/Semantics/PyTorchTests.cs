using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;
using LstmGen.Tool.Tests.Importing;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Random networks over all options of torch.nn.LSTM, computed by PyTorch: read as a state_dict, generated, compiled and compared.</summary>
public class PyTorchTests(ITestOutputHelper log)
{
    private sealed record Case(string Name, Network Network, float[] Input, int Length, float[] Output);

    [Fact]
    public void Random_networks()
    {
        Case[] cases = [.. JsonNode.Parse(File.ReadAllText(Repository.Golden("..", "semantics", "pytorch.json")))!.AsArray().Select(Read!)];
        Assert.True(cases.Length >= 200);
        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(cases.Select((one, i) => (one.Network, CompiledNetwork.Short[i % CompiledNetwork.Short.Count])));
        double worst = 0;
        for (int i = 0; i < cases.Length; i++)
        {
            float[] found = all[i].Run(cases[i].Input, cases[i].Length);
            Assert.Equal(cases[i].Output.Length, found.Length);
            double difference = found.Zip(cases[i].Output, (a, b) => Math.Abs((double)a - b) / (1 + Math.Abs(b))).Max();
            worst = Math.Max(worst, difference);
            Expect.True(difference <= 5e-6, $"{cases[i].Name}: {difference:g3}\n{NetworkText.Of(cases[i].Network)}");
        }

        log.WriteLine($"{cases.Length} networks: largest difference {worst:g3}");
    }

    private static Case Read(JsonNode json)
    {
        int steps = json["steps"]!.GetValue<int>();
        JsonArray head = json["head"]!.AsArray();
        var activations = new Dictionary<string, Activation>();
        string[] linears = [.. json["state_dict"]!.AsObject().Select(tensor => tensor.Key).Where(key => key.StartsWith("head.") && key.EndsWith(".weight")).Select(key => key[..^".weight".Length])];
        for (int i = 0; i < linears.Length; i++)
        {
            activations[linears[i]] = Activation(head[i]!);
        }

        var options = new ImportOptions
        {
            Steps = steps,
            ReturnSequences = json["every_step"]!.GetValue<bool>(),
            Layers = [.. new[] { "rnn" }.Concat(linears)],
            Activations = activations,
        };
        Network network = ModelImporter.Import(new ModelInput("model.json", Encoding.UTF8.GetBytes(StateDict(json["state_dict"]!.AsObject()))), options).Network;
        if (json["initial"] is { } initial)
        {
            float[][] h = [.. initial["h"]!.AsArray().Select(Floats!)];
            float[][] c = [.. initial["c"]!.AsArray().Select(Floats!)];
            network = network with { InitialState = new Floats(h.Zip(c, (hidden, cell) => hidden.Concat(cell)).SelectMany(values => values)) };
        }

        return new Case(json["name"]!.GetValue<string>(), network, Floats(json["x"]!), json["length"]?.GetValue<int>() ?? 0, Floats(json["y"]!));
    }

    /// <summary>The same tensors as nested lists, as a state_dict is written to JSON.</summary>
    private static string StateDict(JsonObject tensors) => new JsonObject(tensors.Select(tensor =>
    {
        float[] data = Floats(tensor.Value!["data"]!);
        int[] shape = [.. tensor.Value["shape"]!.AsArray().Select(size => size!.GetValue<int>())];
        JsonNode List(IEnumerable<float> values) => new JsonArray([.. values.Select(value => (JsonNode)value)]);
        return new KeyValuePair<string, JsonNode?>(tensor.Key, shape.Length == 1 ? List(data) : new JsonArray([.. data.Chunk(shape[1]).Select(List)]));
    })).ToJsonString();

    private static Activation Activation(JsonNode layer)
    {
        float? alpha = (float?)layer["alpha"]?.GetValue<double>();
        return layer["activation"]!.GetValue<string>() switch
        {
            "none" => Generator.Model.Activation.Linear,
            "Tanh" => Generator.Model.Activation.Tanh,
            "Sigmoid" => Generator.Model.Activation.Sigmoid,
            "Hardsigmoid" => Generator.Model.Activation.HardSigmoid,
            "ReLU" => Generator.Model.Activation.Relu,
            "LeakyReLU" => Generator.Model.Activation.Of(ActivationKind.LeakyRelu, alpha),
            "ReLU6" => Generator.Model.Activation.Of(ActivationKind.Relu6),
            "ELU" => Generator.Model.Activation.Of(ActivationKind.Elu, alpha),
            "SELU" => Generator.Model.Activation.Of(ActivationKind.Selu),
            "Softplus" => Generator.Model.Activation.Of(ActivationKind.Softplus),
            "Softsign" => Generator.Model.Activation.Of(ActivationKind.Softsign),
            "SiLU" => Generator.Model.Activation.Of(ActivationKind.Silu),
            "GELU" => Generator.Model.Activation.Of(ActivationKind.Gelu),
            "GELU_tanh" => Generator.Model.Activation.Of(ActivationKind.GeluTanh),
            "Softmax" => Generator.Model.Activation.Softmax,
            "LogSoftmax" => Generator.Model.Activation.LogSoftmax,
            var other => throw new InvalidOperationException(other),
        };
    }

    private static float[] Floats(JsonNode list) => [.. list.AsArray().Select(value => (float)value!.GetValue<double>())];
}
