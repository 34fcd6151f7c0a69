using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Verifying;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>Random networks over all options at once that compute with doubles, against the double-precision reference.</summary>
public class DoubleTests(ITestOutputHelper log)
{
    [Fact]
    public void Random_networks()
    {
        const int Count = 40;
        IReadOnlyList<CompiledNetwork> all = CompiledNetwork.Compile(Enumerable.Range(0, Count).Select(number => (
            RandomNetwork.Of(70_000 + number),
            CompiledNetwork.Short[number % CompiledNetwork.Short.Count] with { Precision = Precision.Double })));
        double worst = 0;
        var kinds = new HashSet<ActivationKind>();
        for (int i = 0; i < Count; i++)
        {
            Network network = all[i].Network;
            float[] input = RandomNetwork.Input(network, network.Steps!.Value, i);
            var found = new double[all[i].OutputLength];
            all[i].Doubles!([.. input.Select(value => (double)value)], found);
            double[] exact = DoubleReference.Run(network, input, null, network.ReturnsSequences);
            Assert.Equal(exact.Length, found.Length);
            double difference = found.Zip(exact, (a, b) => Math.Abs(a - b) / (1 + Math.Abs(b))).Max();
            worst = Math.Max(worst, difference);
            Expect.True(difference <= 1e-12, $"network {i}: {difference:g3}\n{NetworkText.Of(network)}");
            kinds.UnionWith(network.Parts.Select(part => part.Activation.Kind));
        }

        log.WriteLine($"largest difference {worst:g3}; {kinds.Count} kinds of activations");
        Assert.True(kinds.Count >= 17, $"{kinds.Count}");
    }
}
