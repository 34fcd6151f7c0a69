using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Xunit;

namespace LstmGen.Tests.Networks;

public class NetworkGenTests
{
    /// <summary>
    /// A seed that found something is useful only while it draws the same network. If a generator is changed on purpose, write the networks
    /// that its old seeds drew as separate tests (a <see cref="NetworkCase"/> prints itself), and put the new hash here.
    /// </summary>
    [Theory]
    [InlineData("any network", "52ffdb52f55616a2")]
    [InlineData("default activations", "448d6e6b2117a716")]
    [InlineData("in ONNX", "0b32e29a9b6a9ab5")]
    [InlineData("with options", "df184659e680ecc5")]
    public void A_seed_draws_the_same_networks_everywhere_and_every_time(string kind, string hash)
    {
        Gen<NetworkCase> generator = kind switch
        {
            "any network" => NetworkGen.Case(),
            "default activations" => NetworkGen.DefaultActivations(),
            "in ONNX" => NetworkGen.InOnnx(),
            "with options" => NetworkGen.WithOptions(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        IEnumerable<string> networks = new[] { "bdMQEVEmpex3", "00007RaBevCh" }.SelectMany(seed => generator.Array[100].Draw(seed)).Select(network => network.ToString());
        byte[] text = Encoding.UTF8.GetBytes(string.Join("\n\n", networks));
        Assert.Equal(hash, Convert.ToHexStringLower(SHA256.HashData(text))[..16]);
    }

    [Fact]
    public void Other_seeds_draw_other_networks() =>
        Assert.NotEqual(NetworkGen.Case().Draw("bdMQEVEmpex3").ToString(), NetworkGen.Case().Draw("00007RaBevCh").ToString());

    /// <summary>The network that found the sums of coupled gates laid out for four gates.</summary>
    [Fact]
    public void The_seed_of_an_old_finding_draws_its_network() => Assert.Contains(
        NetworkGen.WithOptions(largestSize: 70, mostSteps: 3).Array[2].Draw("bdMQEVEmpex3"),
        network => network.Spec.LstmLayers.Any(layer => layer.CoupledGates && layer.Units > 30));
}
