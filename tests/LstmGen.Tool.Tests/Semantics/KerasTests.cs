using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Random networks over all options of Keras' LSTM, computed by TensorFlow.js: read as its files, generated, compiled and compared.</summary>
public class KerasTests(ITestOutputHelper log)
{
    private sealed record Case(string Name, Network Network, float[] Input, float[] Output);

    [Fact]
    public void Random_networks()
    {
        var cases = new List<Case>();
        int refused = 0;
        JsonArray all = JsonNode.Parse(File.ReadAllText(Repository.Golden("..", "semantics", "keras.json")))!.AsArray();
        Assert.True(all.Count >= 200);
        foreach (JsonNode? json in all)
        {
            try
            {
                cases.Add(Read(json!));
            }
            catch (ModelException refusal) when (refusal.Message.Contains("the mask would no longer fit", StringComparison.Ordinal))
            {
                // There the next layer's mask belongs to other steps, which is hardly what anyone intended in training.
                refused++;
            }
        }

        Assert.InRange(refused, 1, 20);
        IReadOnlyList<CompiledNetwork> compiled = CompiledNetwork.Compile(cases.Select((one, i) => (one.Network, CompiledNetwork.Short[i % CompiledNetwork.Short.Count])));
        double worst = 0;
        for (int i = 0; i < cases.Count; i++)
        {
            Network network = cases[i].Network;
            float[] found = compiled[i].Run(cases[i].Input);
            float[] expected = cases[i].Output;
            Assert.Equal(expected.Length, found.Length);

            // Keras gives zero for a masked step of a bidirectional layer's sequence, tfjs the state as it is: see the documentation.
            bool differs = network is { Masking: not null, ReturnsSequences: true } && network.Layers[network.LastOverTime] is BidirectionalLayer;
            for (int k = 0; k < expected.Length; k++)
            {
                int row = k / network.OutputSize;
                int step = network.Layers[network.LastOverTime].RowsAreBackwards ? network.Steps!.Value - 1 - row : row;
                if (differs && cases[i].Input.Skip(step * network.InputSize).Take(network.InputSize).All(value => value == network.Masking!.Value))
                {
                    continue;
                }

                double difference = Math.Abs((double)found[k] - expected[k]) / (1 + Math.Abs(expected[k]));
                worst = Math.Max(worst, difference);
                Expect.True(difference <= 5e-6, $"{cases[i].Name}: value {k} is {found[k]:g9} and not {expected[k]:g9}\n{NetworkText.Of(network)}");
            }
        }

        log.WriteLine($"{cases.Count} networks, and {refused} refused: largest difference {worst:g3}");
    }

    /// <summary>Writes a case as the two files that tfjs saves, and reads them.</summary>
    private static Case Read(JsonNode json)
    {
        JsonArray weights = json["weights"]!.AsArray();
        var shard = new MemoryStream();
        var manifest = new JsonArray();
        foreach (JsonNode? weight in weights)
        {
            shard.Write(MemoryMarshal.AsBytes<float>(Floats(weight!["data"]!)));
            manifest.Add(new JsonObject { ["name"] = weight["name"]!.DeepClone(), ["shape"] = weight["shape"]!.DeepClone(), ["dtype"] = "float32" });
        }

        // Without stating its writer: the rows in which TensorFlow.js differs from Keras aren't compared, and would cause a refusal.
        JsonObject topology = json["model"]!.DeepClone().AsObject();
        topology.Remove("keras_version");
        var model = new JsonObject
        {
            ["format"] = "layers-model",
            ["modelTopology"] = topology,
            ["weightsManifest"] = new JsonArray(new JsonObject { ["paths"] = new JsonArray("weights.bin"), ["weights"] = manifest }),
        };
        string folder = Directory.CreateTempSubdirectory("lstmgen").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "model.json"), model.ToJsonString());
            File.WriteAllBytes(Path.Combine(folder, "weights.bin"), shard.ToArray());
            Network network = ModelImporter.Import(ModelInput.Open(Path.Combine(folder, "model.json")), new ImportOptions { Steps = json["steps"]!.GetValue<int>() }).Network;
            return new Case(json["name"]!.GetValue<string>(), network, Floats(json["x"]!), Floats(json["y"]!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static float[] Floats(JsonNode list) => [.. list.AsArray().Select(value => (float)value!.GetValue<double>())];
}
