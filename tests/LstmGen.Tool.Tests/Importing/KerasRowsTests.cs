using System;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>Keras' layers that change the rows: pooling over time, Flatten, Cropping1D, RepeatVector.</summary>
public class KerasRowsTests
{
    private const string Cropping = "\"cropping\": [4, 0]";

    public static TheoryData<string, string> Models => new()
    {
        { "mean_over_time", "LSTM GlobalAveragePooling1D Dense" },
        { "max_over_time", "Bidirectional Dense GlobalMaxPooling1D Dense" },
        { "flattened", "LSTM Flatten Dense" },
        { "autoencoder", "LSTM RepeatVector LSTM Dense" },
        { "masked_mean", "LSTM GlobalAveragePooling1D Dense" },
        { "last_steps", "LSTM Cropping1D Dense" },
    };

    [Theory]
    [MemberData(nameof(Models))]
    public void A_model_computes_what_keras_computes(string name, string layers)
    {
        (float[] input, float[] output) = KerasGolden.Expected(name + ".json");
        foreach (string file in new[] { name + ".keras", name + ".h5" })
        {
            ImportedModel model = ModelCheck.Import(KerasGolden.Path(file));
            ModelCheck.Computes(model, input, output, 1e-6);
            Assert.Equal(layers, string.Join(' ', model.Network.Layers.Select(layer => layer.TypeName)));
            Assert.Equal(output.Length, model.Network.OutputRows * model.Network.OutputSize);
            Assert.Equal(0, model.Network.Layers.OfType<RowsLayer>().Sum(layer => layer.ParameterCount));
        }
    }

    [Theory]
    [InlineData("mean_over_time")]
    [InlineData("max_over_time")]
    [InlineData("flattened")]
    [InlineData("autoencoder")]
    public void A_model_computes_what_tensorflow_js_computes(string name)
    {
        (float[] input, float[] output) = KerasGolden.Expected(name + ".json");
        ModelCheck.Computes(ModelCheck.Import(KerasGolden.Path("tfjs", name, "model.json")), input, output, 1e-6);
    }

    [Theory]
    [InlineData("last_steps.keras", Cropping, "\"cropping\": [0, 4]", "layer 'cropped' (Cropping1D) crops [0, 4] of 6 steps; only steps at the start can be left out, such as [5, 0]")]
    [InlineData("last_steps.keras", Cropping, "\"cropping\": 2", "crops [2, 2] of 6 steps")]
    [InlineData("last_steps.keras", Cropping, "\"cropping\": [6, 0]", "crops [6, 0] of 6 steps")]
    [InlineData("last_steps.keras", "[null, 6, 2]", "[null, null, 2]", "layer 'cropped' (Cropping1D) counts all steps, and the file doesn't say how many there are")]
    [InlineData("flattened.keras", "[null, 4, 2]", "[null, null, 2]", "layer 'flatten' (Flatten) joins all steps, and the file doesn't say how many there are")]
    [InlineData("flattened.keras", "channels_last", "channels_first", "layer 'flatten' (Flatten) has the data_format 'channels_first', and an LSTM's features are the last axis (channels_last)")]
    [InlineData("mean_over_time.keras", "channels_last", "channels_first", "layer 'pooled' (GlobalAveragePooling1D) has the data_format 'channels_first'")]
    [InlineData("mean_over_time.keras", "\"keepdims\": false", "\"keepdims\": true", "layer 'pooled' (GlobalAveragePooling1D) has keepdims, which isn't supported yet")]
    [InlineData("mean_over_time.keras", "\"keepdims\": false", "\"axis\": 2", "layer 'pooled' (GlobalAveragePooling1D) has the member 'axis', and it isn't known what it changes")]
    [InlineData("masked_mean.keras", "GlobalAveragePooling1D", "GlobalMaxPooling1D", "layer 'pooled' pools all steps of a sequence, and masked steps have no rows that it could read; only a mean leaves them out")]
    [InlineData("autoencoder.keras", "\"n\": 5", "\"n\": 0", "layer 'repeat' is for 0 rows; there may be from 1 to")]
    [InlineData("autoencoder.keras", "\"n\": 5", "\"n\": -5", "layer 'repeat' is for -5 rows; there may be from 1 to")]
    [InlineData("autoencoder.keras", "\"n\": 5", "\"n\": 2000000000", "layer 'repeat' is for 2,000,000,000 rows; there may be from 1 to")]
    public void What_is_not_supported_is_named(string name, string old, string by, string message) =>
        Assert.Contains(message, KerasFile.Error(KerasFile.Keras(name, config => Without(KerasFile.Replace(config, old, by), "pooled", "cropped", "repeat", "flatten"))), StringComparison.Ordinal);

    [Fact]
    public void A_layer_that_reads_every_step_needs_them()
    {
        const string Sequences = "\"return_sequences\": true";
        const string Last = "\"return_sequences\": false";
        string Error(string name, string old, string by) => KerasFile.Error(KerasFile.Keras(name, config => Shapeless(KerasFile.Replace(config, old, by))));

        Assert.Equal("layer 'pooled' (GlobalAveragePooling1D) reads every step, and the LSTM before it outputs only its last step", Error("mean_over_time.keras", Sequences, Last));
        Assert.Equal("layer 'repeat' (RepeatVector) repeats one row, and the layer before it outputs a row for every step", Error("autoencoder.keras", Last, Sequences));
    }

    /// <summary>A Flatten of one row changes nothing, even after a layer that computes it.</summary>
    [Fact]
    public void A_row_is_flattened_already()
    {
        const string Pooled = "\"class_name\": \"GlobalAveragePooling1D\"";
        ImportedModel model = KerasFile.Import(KerasFile.Keras("mean_over_time.keras", config =>
        {
            int at = config.IndexOf("{\"module\": \"keras.layers\", \"class_name\": \"Dense\"", StringComparison.Ordinal);
            Assert.Contains(Pooled, config, StringComparison.Ordinal);
            return config.Insert(at, "{\"module\": \"keras.layers\", \"class_name\": \"Flatten\", \"config\": {\"name\": \"flat\"}, \"registered_name\": null}, ");
        }));
        Assert.Equal(ModelCheck.Import(KerasGolden.Path("mean_over_time.keras")).Network, model.Network);
    }

    [Fact]
    public void Steps_may_be_stated_beside_the_model()
    {
        ImportedModel open = KerasFile.Import(KerasFile.Keras("mean_over_time.keras", config => config.Replace("null, 6,", "null, null,", StringComparison.Ordinal)));
        Assert.Null(open.Network.Steps);
        Assert.True(open.Network.MayBeShorter);
        (float[] input, float[] output) = KerasGolden.Expected("mean_over_time.json");
        ModelCheck.Computes(KerasFile.Import(KerasFile.Keras("mean_over_time.keras", config => config), new ImportOptions { Steps = 6 }), input, output, 1e-6);
    }

    [Fact]
    public void TensorFlow_js_averages_masked_steps()
    {
        const string Lstm = "{\"class_name\":\"LSTM\"";
        const string Masking = "{\"class_name\":\"Masking\",\"config\":{\"mask_value\":0,\"name\":\"masking\",\"trainable\":true}},";
        string json = File.ReadAllText(KerasGolden.Path("tfjs", "mean_over_time", "model.json"));
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.Copy(KerasGolden.Path("tfjs", "mean_over_time", "weights.bin"), Path.Combine(folder, "weights.bin"));
            File.WriteAllText(Path.Combine(folder, "model.json"), KerasFile.Replace(json, Lstm, Masking + Lstm));
            Assert.Equal(
                "layer 'pooled' (GlobalAveragePooling1D) reads masked steps, which TensorFlow.js computes otherwise than Keras: it reads their rows, too",
                ModelCheck.Error(Path.Combine(folder, "model.json")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [SkippableTheory]
    [InlineData("keras-pooling", "gap")]
    [InlineData("keras-repeatvector-autoencoder", "repeatvector")]
    [InlineData("keras-flatten-reshape", "flatten1")]
    public void Files_from_the_field_compute_what_is_expected(string folder, string name)
    {
        string root = Repository.Case(folder);
        Skip.IfNot(Directory.Exists(root), "the cases aren't beside the repository");
        float[] Numbers(string end) => [.. File.ReadAllText(Path.Combine(root, name + end))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => float.Parse(word, System.Globalization.CultureInfo.InvariantCulture))];
        ModelCheck.Computes(ModelCheck.Import(Path.Combine(root, name + ".keras")), Numbers(".in.txt"), Numbers(".out.txt"), 1e-6);
    }

    /// <summary>The configuration without what it states of the shapes that layers read, where it has one of some layers.</summary>
    private static string Without(string config, params string[] layers) =>
        layers.Any(layer => config.Contains($"\"name\": \"{layer}\"", StringComparison.Ordinal)) ? Shapeless(config) : config;

    private static string Shapeless(string config) =>
        System.Text.RegularExpressions.Regex.Replace(config, ", \"build_config\": \\{\"input_shape\": \\[[^]]*\\]\\}", "");
}
