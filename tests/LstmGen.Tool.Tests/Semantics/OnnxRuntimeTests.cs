using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using LstmGen.Models.Verifying;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Random networks over all options of ONNX' LSTM at once, against ONNX Runtime.</summary>
public class OnnxRuntimeTests(ITestOutputHelper log)
{
    /// <summary>The same networks as files: what is read from them computes the same as ONNX Runtime.</summary>
    [Fact]
    public void Random_files()
    {
        double worst = 0;
        for (int number = 0; number < 240; number++)
        {
            Network network = RandomNetwork.Of(60_000 + number, isOnnx: true);
            int steps = network.Steps!.Value;
            float[] input = RandomNetwork.Input(network, steps, number);
            Network read = ModelImporter.Import(new ModelInput("model.onnx", NetworkGraph.File(network, steps, steps)), new ImportOptions()).Network;
            double[] found = DoubleReference.Run(read, input, null, read.ReturnsSequences);
            float[] expected = NetworkGraph.Run(network, input, steps);
            Assert.Equal(expected.Length, found.Length);
            double difference = found.Zip(expected, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(b))).Max();
            worst = Math.Max(worst, difference);
            Expect.True(difference <= 1e-5, $"network {number}: {difference:g3}\n{NetworkText.Of(network)}\nwas read as\n{NetworkText.Of(read)}");
        }

        log.WriteLine($"largest difference {worst:g3}");
    }

    [Fact]
    public void Random_networks()
    {
        const int Count = 80;
        Options[] variants = [.. CompiledNetwork.Short];
        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(
            Enumerable.Range(0, Count).Select(number => (RandomNetwork.Of(50_000 + number, isOnnx: true), variants[number % variants.Length])));
        double worst = 0;
        var random = new Random(1);
        for (int i = 0; i < Count; i++)
        {
            Network network = all[i].Network;
            int steps = network.Steps!.Value;
            float[] input = RandomNetwork.Input(network, steps, i);
            foreach (int length in new[] { steps, random.Next(1, steps + 1) }.Distinct())
            {
                float[] expected = NetworkGraph.Run(network, input, length);
                float[] found = all[i].Run(input, length);
                Assert.Equal(expected.Length, found.Length);

                // After the length an LSTM's own rows are zero in both; from them a head computes its bias in ONNX, and nothing here.
                int read = network.ReturnsSequences ? length * network.OutputSize : found.Length;
                Assert.All(found[read..], value => Assert.Equal(0f, value));
                for (int k = 0; k < read; k++)
                {
                    double difference = Math.Abs((double)found[k] - expected[k]) / (1 + Math.Abs((double)expected[k]));
                    worst = Math.Max(worst, difference);
                    Expect.True(difference <= 1e-5, $"network {i}, length {length}: value {k} is {found[k]:g9}, and ONNX Runtime's {expected[k]:g9}\n{NetworkText.Of(network)}");
                }
            }
        }

        log.WriteLine($"{Count} networks: largest difference {worst:g3}");
    }
}
