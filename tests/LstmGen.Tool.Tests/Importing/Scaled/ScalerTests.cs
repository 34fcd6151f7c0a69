using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Scalers;
using LstmGen.Models.Verifying;
using Xunit;

namespace LstmGen.Tool.Tests.Importing.Scaled;

/// <summary>A scaler's file beside a model: numbers in and numbers out are in the user's units.</summary>
public sealed class ScalerTests : IDisposable
{
    private static readonly string Model = Repository.Golden("state_dict", "one.json");

    private static readonly ImportOptions EveryStep = new() { ReturnSequences = true };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Against scikit-learn's and PyTorch's formulas in double precision. The outputs' sizes differ a hundredfold, so each is compared with its own.</summary>
    [Theory]
    [InlineData("standard")]
    [InlineData("min_max")]
    [InlineData("both_kinds")]
    public void Inputs_and_outputs_are_in_the_users_units(string name)
    {
        ImportedModel model = ModelCheck.Import(Model, EveryStep with { ScalerPath = Repository.Golden("scalers", name + ".json") });
        RecordedVectors vectors = RecordedVectors.Read(Repository.Golden("scalers", name + ".io.json"));

        Assert.Equal(12 * 3, vectors.Input.Length);
        ModelCheck.Computes(model, vectors.Input, vectors.Output, 1e-6 * vectors.Output.Max(Math.Abs));
        double[] computed = Models.Verifying.DoubleReference.Run(model.Network, vectors.Input);
        for (int column = 0; column < 2; column++)
        {
            int[] places = [.. Enumerable.Range(0, 12).Select(step => (2 * step) + column)];
            double most = places.Max(place => Math.Abs(vectors.Output[place]));
            Assert.All(places, place => Assert.Equal(vectors.Output[place], computed[place], 1e-6 * most));
        }

        Assert.Equal("input and output", model.Scaler!.Parts);

        // The head is linear, so that scaling the output costs nothing; a mean far from zero is subtracted first.
        Assert.Equal(["scaling", "lstm", "dense"], model.Network.Layers.Select(layer => layer.Name));
    }

    /// <summary>No Dense layer that the file doesn't have: the class says what it is.</summary>
    [Fact]
    public void A_scaling_of_its_own_is_called_one()
    {
        Network network = Import("""{"mean": [1000, 2, 3]}""").Network;
        Assert.Contains("scaling (Scaling)", string.Join("\n", Generator.Model.Text.SummaryTable.Lines("One", network)), StringComparison.Ordinal);
        string text = LstmGen.Tool.Generating.ModelClass.Emit(network, null, "One", "public", new Options(Unroll.Tiled, Arithmetic.Auto, VectorWidth.Scalar), LstmGen.Tool.Generating.KnownTargets.All["net8.0"]);
        Assert.Contains("public static class Scaling", text, StringComparison.Ordinal);
        Assert.Contains("Layer scaling: no layer of the model's file", text, StringComparison.Ordinal);

        // It is computed as any other: networks of the same line take each other's states.
        Assert.StartsWith("dense 3>3 linear; lstm 3>7", ArchitectureText.Of(network), StringComparison.Ordinal);
    }

    [Fact]
    public void Near_numbers_are_folded_into_the_weights()
    {
        Network plain = ModelCheck.Import(Model).Network;
        Network scaled = Import("""{"input": {"mean": [0.5, -1, 2], "scale": [0.5, 2, 4]}, "output": {"mean": [10, 20], "scale": [2, 4]}}""").Network;

        Assert.Equal(plain.Layers, scaled.Layers);
        Assert.Equal(plain.ParameterCount, scaled.ParameterCount);
        float[] before = [.. plain.Parameters!];
        float[] after = [.. scaled.Parameters!];

        // Rows of the kernel are divided by the input's scale, columns of the head multiplied by the output's.
        Assert.Equal((before[0] / 0.5f, before[28] / 2, before[56] / 4), (after[0], after[28], after[56]));
        Assert.Equal((2 * before[^4], 4 * before[^3], (2 * before[^2]) + 10, (4 * before[^1]) + 20), (after[^4], after[^3], after[^2], after[^1]));
    }

    [Theory]
    [InlineData("""{"mean_": [1, 2, 3], "scale_": [2, 4, 8]}""")]
    [InlineData("""{"input": {"mean": [1, 2, 3], "scale": [2, 4, 8]}}""")]
    [InlineData("""{"input": {"mean": [1, 2, 3], "scale": [2, 4, 8]}, "output": null}""")]
    [InlineData("""{"mean": [1, 2, 3], "scale": [2, 4, 8], "with_mean": true, "with_std": true, "n_features_in_": 3}""")]
    [InlineData("""{"data_min": [1, 2, 3], "data_max": [3, 6, 11]}""")]
    [InlineData("""{"min": [1, 2, 3], "max": [3, 6, 11], "feature_range": [0, 1]}""")]
    [InlineData("""{"min_": [-0.5, -0.5, -0.375], "scale_": [0.5, 0.25, 0.125], "clip": false}""")]
    [InlineData("""{"data_min_": [1, 2, 3], "data_max_": [3, 6, 11], "min_": [-0.5, -0.5, -0.375], "scale_": [0.5, 0.25, 0.125]}""")]
    [InlineData("\uFEFF{\"mean\": [1.0, 2e0, 3], \"scale\": [2, 4, 8]}")]
    public void The_same_can_be_said_in_other_words(string scaler) =>
        Assert.Equal(Import("""{"mean": [1, 2, 3], "scale": [2, 4, 8]}""").Network, Import(scaler).Network);

    [Theory]
    [InlineData("""{"scale": [2, 4, 8]}""", """{"mean": [0, 0, 0], "scale": [2, 4, 8]}""")]
    [InlineData("""{"scale": [2, 4, 8], "mean": [1, 2, 3], "with_mean": false}""", """{"mean": 0, "scale": [2, 4, 8]}""")]
    [InlineData("""{"mean": [1, 2, 3]}""", """{"mean": [1, 2, 3], "scale": 1}""")]
    [InlineData("""{"mean": [1, 2, 3], "scale": null, "with_std": false}""", """{"mean": [1, 2, 3], "scale": [1, 1, 1]}""")]
    [InlineData("""{"mean": 1, "scale": 2}""", """{"mean": [1, 1, 1], "scale": [2, 2, 2]}""")]
    [InlineData("""{"data_min": [1, 2, 3], "data_max": [3, 2, 11], "feature_range": [-1, 1]}""", """{"min_": [-2, -5, -1.75], "scale_": [1, 2, 0.25]}""")]
    public void What_is_absent_changes_nothing(string scaler, string other) => Assert.Equal(Import(other).Network, Import(scaler).Network);

    [Theory]
    [InlineData("", "the scaler 'scaler.json': the file is not JSON: write the scaler's numbers, {\"input\": {\"mean\": [...], \"scale\": [...]}}; a .pkl or .joblib file holds code, and isn't read")]
    [InlineData("{", "the scaler 'scaler.json': the file is not valid JSON: ")]
    [InlineData("[1, 2, 3]", "the scaler 'scaler.json': the file is a list, not an object")]
    [InlineData("{}", "the scaler 'scaler.json': the file has neither a mean nor a scale")]
    [InlineData("""{"mean": [1, 2, 3], "mean": [1, 2, 3]}""", "Duplicate property 'mean' encountered during deserialization")]
    [InlineData("""{"mean": [1, 2, 3], "mean_": [1, 2, 3]}""", "the file has 'mean' and 'mean_', which are the same; keep one of them")]
    [InlineData("""{"mean": [1, 2, 3], "center_": [1, 2, 3]}""", "the file has the member 'center_', which isn't known; there are mean, scale, with_mean and with_std, as StandardScaler has them, and data_min,")]
    [InlineData("""{"input": {"mean": [1, 2, 3], "var_": [1, 2, 3]}}""", "'input' has the member 'var_', which isn't known")]
    [InlineData("""{"input": {"mean": [1, 2, 3]}, "mean": [1, 2, 3]}""", "the file has the member 'mean' beside 'input'; input and output are known there")]
    [InlineData("""{"input": null}""", "the file scales nothing: input and output are null")]
    [InlineData("""{"mean": [1, 2, 3], "data_min": [1, 2, 3]}""", "the file has 'mean', which is StandardScaler's, and 'data_min', which is MinMaxScaler's")]
    [InlineData("""{"mean": [1, 2], "scale": [1, 2, 3]}""", "the file has different numbers of features: 2 in 'mean', 3 in 'scale'")]
    [InlineData("""{"mean": [1], "scale": [1, 2, 3]}""", "the file has different numbers of features: 1 in 'mean', 3 in 'scale'")]
    [InlineData("""{"mean": [1, 2, 3], "n_features_in_": 4}""", "the file has different numbers of features: 3 in 'mean', 4 in 'n_features_in_'")]
    [InlineData("""{"mean": [1, 2]}""", "the scaler 'scaler.json' has numbers for 2 inputs, and the network has 3")]
    [InlineData("""{"mean": [1]}""", "the scaler 'scaler.json' has numbers for 1 input, and the network has 3")]
    [InlineData("""{"output": {"mean": [1, 2, 3]}}""", "the scaler 'scaler.json' has numbers for 3 outputs, and the network has 2")]
    [InlineData("""{"mean": [1, 2, 3], "scale": [1, 0, 3]}""", "'scale' has the number 0 for feature 1, and a scale of 0 has no inverse")]
    [InlineData("""{"output": {"min_": [1, 2], "scale": [1, 0]}}""", "'output.scale' has the number 0 for feature 1, and a scale of 0 has no inverse")]
    [InlineData("""{"mean": [1, 1e999, 3]}""", "'mean' has a number 1 that is too large")]
    [InlineData("""{"scale": [1, 1e-320, 3]}""", "and a finite number is needed")]
    [InlineData("""{"scale": [1, 1e-60, 3]}""", "which is too large for a float")]
    [InlineData("""{"mean": [1, "2", 3]}""", "'mean[1]' is '2', not a number")]
    [InlineData("""{"mean": [1, null, 3]}""", "'mean[1]' is null, not a number")]
    [InlineData("""{"mean": [[1, 2, 3]]}""", "'mean[0]' is a list, not a number")]
    [InlineData("""{"mean": []}""", "'mean' has no numbers")]
    [InlineData("""{"mean": [1, 2, NaN]}""", "the file is not valid JSON: ")]
    [InlineData("""{"mean": [1, 2, 3], "with_std": true}""", "the file has with_std true and no scale")]
    [InlineData("""{"mean": [1, 2, 3], "scale": [1, 2, 3], "with_std": false}""", "the file has a scale, and with_std is false, which means that it isn't divided by")]
    [InlineData("""{"scale": [1, 2, 3], "with_mean": true}""", "the file has with_mean true and no mean")]
    [InlineData("""{"min": [1, 2, 3], "scale": [1, 2, 3]}""", "the file has a scale and no min_, as MinMaxScaler has it: x·scale_ + min_; for the smallest and largest values of the data give data_min and data_max, without a scale")]
    [InlineData("""{"min_": [1, 2, 3]}""", "the file has min_ and no scale, as MinMaxScaler has it: x·scale_ + min_")]
    [InlineData("""{"min": [1, 2, 3]}""", "the file has a data_min and no data_max")]
    [InlineData("""{"max": [1, 2, 3]}""", "the file has a data_max and no data_min")]
    [InlineData("""{"min": [1, 2, 3], "max": [2, 3, 2]}""", "the file has the data_min 3 and the data_max 2, which is smaller")]
    [InlineData("""{"clip": true, "min": [1, 2, 3], "max": [2, 3, 4]}""", "the file has clip true, which isn't supported: inputs outside of the data's range aren't clipped")]
    [InlineData("""{"min": [1, 2, 3], "max": [2, 3, 4], "feature_range": [1, 1]}""", "the file has a feature_range that isn't a smaller and a larger number, such as [0, 1]")]
    [InlineData("""{"feature_range": [0, 1]}""", "the file has neither data_min and data_max nor min_ and scale")]
    [InlineData("""{"data_min_": [1, 2, 3], "data_max_": [3, 6, 11], "min_": [-0.5, -0.5, -0.375], "scale_": [0.5, 0.25, 0.25]}""", "the file has a min_ and a scale that don't follow from its data_min, data_max and feature_range")]
    public void What_is_wrong_is_named(string scaler, string message) => Assert.Contains(message, Error(Model, scaler), StringComparison.Ordinal);

    [Fact]
    public void A_files_own_scalings_come_after_it()
    {
        // The file's factor is combined with the scaler's number and folded once: the same as with a file whose own number is the product.
        string path = Repository.Golden("onnx-scaled", "sensor.onnx");
        Network plain = ModelCheck.Import(path).Network;
        Network same = Import(path, """{"input": {"mean": 0, "scale": 1}, "output": {"min_": 0, "scale_": 1}}""").Network;
        Assert.Equal(plain, same);
        Assert.NotEqual(plain, Import(path, """{"mean": 0, "scale": 2}""").Network);
    }

    [Fact]
    public void Another_kind_of_file_takes_one_as_well()
    {
        foreach (string path in (string[])[KerasGolden.Path("lstm_dense.keras"), KerasGolden.Path("residual.keras"), KerasGolden.Path("layer_normalization.keras"), KerasGolden.Path("tfjs/functional/model.json"), Repository.Golden("onnx-pytorch", "last.onnx"), Repository.Golden("torch_save", "one.pt"), Repository.Golden("nam", "two_layers.nam")])
        {
            ImportedModel plain = ModelCheck.Import(path);
            int inputs = plain.Network.InputSize;
            ImportedModel scaled = Import(path, """{"input": {"mean": 0.25, "scale": 2}, "output": {"mean": -0.5, "scale": 4}}""");
            float[] rows = [.. Enumerable.Range(0, 5 * inputs).Select(i => MathF.Sin(i))];
            double[] expected = Models.Verifying.DoubleReference.Run(plain.Network, [.. rows.Select(x => (x - 0.25f) / 2)]);
            ModelCheck.Computes(scaled, rows, [.. expected.Select(y => (float)((4 * y) - 0.5))], 1e-5);
        }
    }

    [Fact]
    public void What_adds_its_input_to_its_output_takes_none() => Assert.Equal(
        "the network adds its input to its output, and the input of the scaler 'scaler.json' is another one: a scaler beside a skip connection isn't supported",
        Error(Repository.Golden("guitarml", "two_layers.json"), """{"scale": 2}"""));

    [Fact]
    public void What_masks_by_scaled_values_takes_none() => Assert.Contains(
        "compares with its mask_value what 'scaler.json' has scaled, and a mask compares the network's input",
        Error(KerasGolden.Path("masking.keras"), """{"scale": 2}"""),
        StringComparison.Ordinal);

    [Fact]
    public void LstmGens_own_text_takes_none()
    {
        string path = Path.Combine(_folder.FullName, "model.lstm");
        using (StreamWriter writer = File.CreateText(path))
        {
            Generator.Model.Text.LstmWriter.Write(new("model", null, ModelCheck.Import(Model).Network), writer);
        }

        Assert.Contains("a .lstm file says all of the network itself", Error(path, """{"scale": 2}"""), StringComparison.Ordinal);
    }

    /// <summary>The recorded test has the model's units, so it is compared before the scaler is folded in, and isn't run with it.</summary>
    [Fact]
    public void A_recorded_test_is_in_the_models_units()
    {
        string path = Path.Combine(_folder.FullName, "plain.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(Repository.Golden("aidax", "two_layers.json")))!;
        json["in_skip"] = 0;
        json.AsObject().Remove("input_batch");
        json.AsObject().Remove("output_batch");
        File.WriteAllText(path, json.ToJsonString());
        float[] input = [0.5f, -0.25f, 0.125f];
        json["input_batch"] = new JsonArray([.. input.Select(x => JsonValue.Create(x))]);
        json["output_batch"] = new JsonArray([.. Models.Verifying.DoubleReference.Run(ModelCheck.Import(path).Network, input).Select(y => JsonValue.Create((float)y))]);
        File.WriteAllText(path, json.ToJsonString());

        Assert.Single(ModelCheck.Import(path).Tests);
        Assert.Empty(Import(path, """{"scale": 2}""").Tests);

        json["output_batch"]![1] = 2;
        File.WriteAllText(path, json.ToJsonString());
        Assert.Contains("the test that is recorded in the file contradicts its network", Error(path, """{"scale": 2}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_path_starts_at_the_models_folder()
    {
        string model = Path.Combine(_folder.CreateSubdirectory("models").FullName, "one.json");
        File.Copy(Model, model);
        string scaler = Path.Combine(_folder.FullName, "scaler.json");
        File.WriteAllText(scaler, """{"scale": 2}""");

        ModelInput input = ModelInput.Open(model);
        Assert.NotNull(ModelImporter.Import(input, new ImportOptions { ScalerPath = "../scaler.json" }).Scaler);
        Assert.Equal([scaler], input.Siblings);

        // A missing one is an input, too: the next build looks for it again.
        input = ModelInput.Open(model);
        ModelException problem = Assert.Throws<ModelException>(() => ModelImporter.Import(input, new ImportOptions { ScalerPath = "scaler.json" }));
        Assert.Equal("the scaler 'scaler.json' doesn't exist; its path starts at the folder of one.json", problem.Message);
        Assert.Equal([Path.Combine(_folder.FullName, "models", "scaler.json")], input.Siblings);
        Assert.Equal("the scaler '..' is a folder", ModelCheck.Error(model, new ImportOptions { ScalerPath = ".." }));
        Assert.Equal("the scaler 'a\\u000ab' has a control character in its name", ModelCheck.Error(model, new ImportOptions { ScalerPath = "a\nb" }));

        File.WriteAllBytes(scaler, new byte[ScalerFile.MostBytes + 1]);
        Assert.Equal("the scaler '../scaler.json' has 4,000,001 bytes, and at most 4,000,000 are read", ModelCheck.Error(model, new ImportOptions { ScalerPath = "../scaler.json" }));
    }

    private ImportedModel Import(string scaler) => Import(Model, scaler);

    private ImportedModel Import(string model, string scaler) => ModelCheck.Import(model, new ImportOptions { ScalerPath = Write(scaler) });

    private string Error(string model, string scaler) => ModelCheck.Error(model, new ImportOptions { ScalerPath = Write(scaler) });

    private string Write(string scaler)
    {
        string path = Path.Combine(_folder.FullName, "scaler.json");
        File.WriteAllText(path, scaler, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return path;
    }
}
