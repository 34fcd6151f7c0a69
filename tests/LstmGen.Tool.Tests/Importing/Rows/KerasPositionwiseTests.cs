using System;
using System.Linq;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Tool.Tests.Importing.Rows;

/// <summary>Keras' layers that work row by row beside Dense.</summary>
public class KerasPositionwiseTests
{
    private const string Second = "{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 5, 4], \"dtype\": \"float32\", \"keras_history\": [\"input_layer\", 0, 0]}}]]";

    [Fact]
    public void Sums_name_the_layers_that_they_add()
    {
        Layer[] layers = [.. ModelCheck.Import(KerasGolden.Path("residual.keras")).Network.Layers];
        Assert.Equal([new AddLayer("add", 4, AddLayer.OfInput), new AddLayer("add_1", 4, 3)], layers.OfType<AddLayer>());
        Assert.Equal(Activation.LogSoftmax, layers[^1].Parts.Single().Activation);

        // Of three tensors there are two sums.
        Layer[] rows = [.. ModelCheck.Import(KerasGolden.Path("residual_rows.keras")).Network.Layers];
        Assert.Equal([new AddLayer("add", 4, 0), new AddLayer("add_1", 4, 1)], rows.OfType<AddLayer>());
    }

    [Theory]
    [InlineData("\"keras_history\": [\"input_layer\", 0, 0]}}]]", "\"keras_history\": [\"later\", 0, 0]}}]]", "layer 'add' (Add) reads layer 'later', which doesn't come before it")]
    [InlineData("\"keras_history\": [\"input_layer\", 0, 0]}}]]", "\"keras_history\": [\"first\", 0, 0]}}]]", "layer 'add' (Add) adds 'first', and what it adds others to has to be the layer before it, 'first', once")]
    [InlineData(", " + Second, "]]", "layer 'add' (Add) adds 1 tensors, and from 2 to 16 are supported")]
    [InlineData(Second, "{\"class_name\": \"__keras_tensor__\", \"config\": {\"shape\": [null, 5, 3], \"dtype\": \"float32\", \"keras_history\": [\"input_layer\", 0, 0]}}]]", "layer 'add' (Add) has the tensor of the shape [null, 5, 3], and it reads [null, 5, 4]")]
    [InlineData("\"class_name\": \"Add\"", "\"class_name\": \"Average\"", "layer 'add' reads more than one tensor; only a chain of layers is supported")]
    public void What_is_not_supported_is_named(string old, string by, string message) => Assert.Contains(
        message,
        KerasFile.Error(KerasFile.Keras("residual.keras", config =>
        {
            int at = config.IndexOf(old, StringComparison.Ordinal);
            Assert.True(at >= 0, old);
            string changed = config[..at] + by + config[(at + old.Length)..];
            return by.Contains("Average", StringComparison.Ordinal) ? changed.Replace("\"registered_name\": \"Add\"", "\"registered_name\": \"Average\"", StringComparison.Ordinal) : changed;
        })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("\"axis\": -1", "\"axis\": 1", "layer 'front' (LayerNormalization) has the axis 1 of 3; it has to be the last one, that of the features")]
    [InlineData("\"epsilon\": 0.02", "\"epsilon\": -1", "layer 'between' (LayerNormalization) has the epsilon -1; it is a finite number of at least 0")]
    [InlineData("\"epsilon\": 0.02", "\"rms_scaling\": true", "layer 'between' (LayerNormalization) has rms_scaling, which isn't supported yet")]
    public void What_a_layer_normalization_has_that_is_not_supported_is_named(string old, string by, string message) =>
        Assert.Contains(message, KerasFile.Error(KerasFile.Keras("layer_normalization.keras", old, by)), StringComparison.Ordinal);

    /// <summary>Those followed by a scaling have the combined factors and offsets.</summary>
    [Fact]
    public void A_scaling_is_folded_into_a_layer_normalization() => Assert.Equal(
        [(true, true), (true, false), (false, true), (true, true), (true, true)],
        ModelCheck.Import(KerasGolden.Path("layer_normalization.keras")).Network.Layers.OfType<NormalizationLayer>().Select(layer => (layer.HasScale, layer.HasOffset)));

    [Fact]
    public void Id_0_is_masked_where_the_table_says_so()
    {
        Network network = ModelCheck.Import(KerasGolden.Path("embedding.keras")).Network;
        Assert.Equal((new EmbeddingLayer("embedding", 7, 3), new Masking(0)), (network.Layers[0], network.Masking));
        Assert.Null(KerasFile.Import(KerasFile.Keras("embedding.keras", "\"mask_zero\": true", "\"mask_zero\": false")).Network.Masking);
    }

    [Theory]
    [InlineData("\"input_dim\": 7", "\"input_dim\": 8", "tensor 'layers/embedding/vars/0' (embeddings of embedding)")]
    [InlineData("\"batch_shape\": [null, 6]", "\"batch_shape\": [null, 6, 2]", "layer 'embedding' (Embedding) looks up rows by ids, and is supported as the first layer, for an input of one id a step: [batch, steps]")]
    [InlineData("\"input_dim\": 7", "\"input_dim\": 100000000", "layer 'embedding' (Embedding) has a table of 100000000 rows of 3 values; at most 4096 values in a row, and 4,194,304 in all, can be generated")]
    public void What_an_embedding_has_that_is_not_supported_is_named(string old, string by, string message) =>
        Assert.Contains(message, KerasFile.Error(KerasFile.Keras("embedding.keras", old, by)), StringComparison.Ordinal);
}
