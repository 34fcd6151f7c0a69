using System;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing.Scaled;

/// <summary>Keras' layers that scale features, and those that only change their shape.</summary>
public class KerasScalingTests
{
    private const string Rescaling = "\"scale\": 0.75, \"offset\": -0.25";

    private const string First = "\"name\": \"first\"";

    [Fact]
    public void Scalings_are_folded_or_layers_of_their_own()
    {
        Layer[] layers = [.. Import("scaled.keras").Network.Layers];

        Assert.Equal(["lstm", "bidirectional", "dense", "scaling", "dense_1", "scaling_1"], layers.Select(layer => layer.Name));

        // The second normalization has no offset of its own, and its mean is one. That before tanh follows a relu, and nothing linear is beside it.
        Assert.Equal(
            [new DenseLayer("dense", 6, 4, Activation.Relu, true), new DenseLayer("scaling", 4, 4, Activation.Tanh, true) { IsScaling = true }, new DenseLayer("dense_1", 4, 6, Activation.Tanh, true), new DenseLayer("scaling_1", 6, 6, Activation.Linear, true) { IsScaling = true }],
            layers[2..]);

        // The halves have no bias in the file; the offset of what they read is one.
        Assert.All(layers[1].Parts, part => Assert.True(part.UseBias));
    }

    [Fact]
    public void A_mean_far_from_zero_is_subtracted_first()
    {
        Network network = Import("normalization.keras").Network;

        var first = (DenseLayer)network.Layers[0];
        Assert.Equal((3, 3, Activation.Linear), (first.Input, first.Units, first.Activation));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1, -1013.25f, 0, -0.25f], network.Parameters!.Take(12));
        Assert.Equal(network, Import("normalization.h5").Network);
    }

    [Theory]
    [InlineData("scaled.keras", Rescaling, "\"scale\": [0.75, 0.75, 0.75], \"offset\": [-0.25]")]
    [InlineData("scaled.keras", Rescaling, "\"scale\": {\"class_name\": \"__numpy__\", \"config\": {\"value\": [[0.75, 0.75, 0.75]], \"dtype\": \"float32\"}}, \"offset\": -0.25")]
    [InlineData("scaled.keras", First, "\"synchronized\": false, " + First)]
    [InlineData("scaled.keras", "\"target_shape\": [3, 2]", "\"target_shape\": [-1, 2]")]
    [InlineData("scaled.keras", "\"target_shape\": [3, 2]", "\"target_shape\": [6]")]
    [InlineData("normalization.keras", "\"mean\": 0.25, \"variance\": 0.0625", "\"mean\": [0.25], \"variance\": [[0.0625]]")]
    public void The_same_can_be_said_in_other_words(string name, string old, string by) =>
        Assert.Equal(Import(name).Network, KerasFile.Import(KerasFile.Keras(name, old, by)).Network);

    [Theory]
    [InlineData("scaled.keras", "\"scale\": 0.75", "\"scale\": [0.75, 1]", "layer 'rescaling' (Rescaling) scales 2 features, and it reads 3")]
    [InlineData("scaled.keras", "\"scale\": 0.75", "\"scale\": [1, 1, 1, 1]", "layer 'rescaling' (Rescaling) scales 4 features, and it reads 3")]
    [InlineData("scaled.keras", "\"scale\": 0.75", "\"scale\": \"one\"", "not a number")]
    [InlineData("scaled.keras", Rescaling, "\"scale\": 0.75, \"offset\": [1, 2]", "layer 'rescaling' (Rescaling) scales 2 features, and it reads 3")]
    [InlineData("scaled.keras", Rescaling, "\"scale\": {\"class_name\": \"Mine\", \"config\": {}}", "is the class 'Mine', and __numpy__ is known there")]
    [InlineData("scaled.keras", "\"axis\": -1, \"momentum\": 0.99, \"epsilon\": 0.001, \"center\": true", "\"axis\": 1, \"momentum\": 0.99, \"epsilon\": 0.001, \"center\": true", "layer 'first' (BatchNormalization) has the axis 1 of 3; it has to be the last one, that of the features")]
    [InlineData("scaled.keras", "\"axis\": -1", "\"axis\": [1, 2]", "names several axes, which isn't supported")]
    [InlineData("scaled.keras", "\"axis\": -1", "\"axis\": null", "layer 'first' (BatchNormalization) normalizes over all features and steps at once, which isn't supported")]
    [InlineData("scaled.keras", "\"epsilon\": 0.001", "\"epsilon\": -10", "layer 'first' (BatchNormalization) has the variance 0.")]
    [InlineData("scaled.keras", "\"momentum\": 0.99", "\"renorm\": true", "layer 'first' (BatchNormalization) has renorm, which isn't supported yet")]
    [InlineData("scaled.keras", "\"momentum\": 0.99", "\"renorm\": true, \"virtual_batch_size\": 2, \"mode\": 1, \"kind\": 2", "layer 'first' (BatchNormalization) has renorm, virtual_batch_size, which aren't supported yet, and the members 'mode', 'kind', and it isn't known what they change")]
    [InlineData("scaled.keras", "\"momentum\": 0.99", "\"mode\": 1", "layer 'first' (BatchNormalization) has the member 'mode', and it isn't known what it changes")]
    [InlineData("scaled.keras", "\"center\": false", "\"center\": true", "tensor 'layers/batch_normalization_1/vars/3' is missing")]
    [InlineData("scaled.keras", "\"target_shape\": [3, 2]", "\"target_shape\": [3, 3]", "layer 'reshape' (Reshape) makes [3, 3] of 6 features; only their own shape is supported, or several axes of them at the end of the model")]
    [InlineData("normalization.keras", "\"mean\": 0.25, \"variance\": 0.0625", "\"mean\": 0.25, \"variance\": null", "layer 'stated' (Normalization) has a mean and no variance")]
    [InlineData("normalization.keras", "\"mean\": 0.25, \"variance\": 0.0625", "\"mean\": [0.25, 1, 2, 3], \"variance\": [1, 1, 1, 1]", "layer 'stated' (Normalization) has 4 means and 4 variances, and one of each for each feature is needed")]
    [InlineData("normalization.keras", "\"variance\": 0.0625", "\"variance\": -0.0625", "layer 'stated' (Normalization) has the variance -0.0625 and the epsilon 0, and a variance isn't negative")]
    [InlineData("normalization.keras", "{\"class_name\": \"__tuple__\", \"items\": [-1]}", "1", "layer 'scaled' (Normalization) has the axis 1 of 3")]
    [InlineData("normalization.keras", "{\"class_name\": \"__tuple__\", \"items\": [-1]}", "null", "tensor 'layers/normalization/vars/0' (mean of scaled) has the shape [3], and [] is needed")]
    [InlineData("lstm_dense.keras", "\"class_name\": \"Dense\", \"config\": {\"name\": \"dense\",", "\"class_name\": \"UnitNormalization\", \"config\": {\"name\": \"dense\",", "layer 'dense' (UnitNormalization) isn't supported")]
    public void What_is_wrong_is_named(string name, string old, string by, string message) =>
        Assert.Contains(message, KerasFile.Error(KerasFile.Keras(name, old, by)), StringComparison.Ordinal);

    [Fact]
    public void A_mask_of_scaled_values_and_scaled_steps_that_are_masked_are_errors()
    {
        const string Masking = "{\"module\": \"keras.layers\", \"class_name\": \"Masking\", \"config\": {\"name\": \"masking\", \"mask_value\": 0.0}, \"registered_name\": null}, ";
        const string Lstm = "{\"module\": \"keras.layers\", \"class_name\": \"LSTM\", \"config\": {\"name\": \"front\"";
        const string Scale = "{\"module\": \"keras.layers\", \"class_name\": \"Rescaling\"";

        Assert.Contains("layer 'masking' (Masking) compares with its mask_value what", KerasFile.Error(KerasFile.Keras("scaled.keras", Lstm, Masking + Lstm)), StringComparison.Ordinal);
        Assert.Contains(
            "layer 'rescaling' (Rescaling) reads masked steps, and versions of Keras differ",
            KerasFile.Error(KerasFile.Keras("scaled.keras", config => KerasFile.Replace(config, Scale, Masking + Scale).Replace(Masking + Scale + ", \"config\": {\"name\": \"rescaling_1\"", Scale + ", \"config\": {\"name\": \"rescaling_1\"", StringComparison.Ordinal))),
            StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("keras-normalizing-layers", "bn_after")]
    [InlineData("keras-normalizing-layers", "rescaling")]
    [InlineData("keras-flatten-reshape", "flatten_noop")]
    public void Files_from_the_field_compute_what_is_expected(string folder, string name)
    {
        string root = Repository.Case(folder);
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, name + end))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(root, name + ".keras")), Numbers(".in.txt"), Numbers(".out.txt"), 1e-6);
    }

    private static ImportedModel Import(string name) => ModelCheck.Import(KerasGolden.Path(name));
}
