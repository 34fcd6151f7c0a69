using System;
using System.IO;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Files of other projects that were once accepted although a part of them was ignored.</summary>
public class AcceptedInSilenceTests
{
    [SkippableTheory]
    [InlineData("st-attention-5x5.safetensors", "", "2 of them have a weight as an nn.Linear has one ('fc', 'attention')")]
    [InlineData("st-embedding.safetensors", "", "2 of them have a weight as an nn.Linear has one ('embedding', 'fc')")]
    [InlineData("st-linear-chain.safetensors", "", "3 of them have a weight as an nn.Linear has one ('a', 'b', 'pos_embedding')")]
    [InlineData("st-second-layer-without-bias.safetensors", "lstm,fc", "tensor 'lstm.bias_ih_l1' is missing: an nn.LSTM has both biases in every layer and direction or none at all")]
    public void Are_errors_that_name_the_thing(string file, string layers, string message)
    {
        string path = Repository.Shared("..", "cases", "accepted-in-silence", file);
        Skip.IfNot(File.Exists(path), "the cases aren't beside the repository");
        var options = new ImportOptions { Layers = layers.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        Assert.Contains(message, ModelCheck.Error(path, options), StringComparison.Ordinal);
    }
}
