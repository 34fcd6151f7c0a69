using System;
using System.Linq;
using System.Text.Json.Nodes;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>AIDA-X's JSON.</summary>
public class AidaXTests
{
    private static readonly string TwoLayers = Repository.Golden("aidax", "two_layers.json");

    [Fact]
    public void What_it_says_of_itself_is_kept()
    {
        ImportedModel model = ModelCheck.Import(TwoLayers);
        Assert.Equal("golden", model.Metadata.Single(fact => fact.Kind == FactKind.Title).Text);

        // Training writes the rate as text.
        Assert.Equal(48000, model.Metadata.Single(fact => fact.Kind == FactKind.SampleRate).Number);
    }

    [Fact]
    public void A_model_computes_the_test_that_was_recorded_in_it()
    {
        ImportedModel model = ModelCheck.Import(TwoLayers);
        RecordedTest test = Assert.Single(model.Tests);
        Assert.Equal(40, test.Input.Length);
        Assert.True(model.Network.Skip);
        Assert.Equal("AIDA-X (JSON)", model.Format);
        ModelCheck.Computes(model, test.Input, test.Output, 1e-6);
    }

    [Fact]
    public void Without_a_skip_connection_nothing_is_added()
    {
        RecordedTest test = ModelCheck.Import(TwoLayers).Tests[0];
        float[] expected = test.Output.Zip(test.Input, (output, input) => output - input).ToArray();
        ImportedModel without = Import(json =>
        {
            json.AsObject().Remove("in_skip");
            json["output_batch"] = new JsonArray(expected.Select(value => (JsonNode)value).ToArray());
        });
        Assert.False(without.Network.Skip);
        ModelCheck.Computes(without, test.Input, expected, 1e-6);
    }

    [Fact]
    public void A_test_is_a_value_or_a_row_for_each_step()
    {
        ImportedModel model = Import(json => json["input_batch"] = new JsonArray(json["input_batch"]!.AsArray().Select(value => (JsonNode)new JsonArray(value!.DeepClone())).ToArray()));
        Assert.Equal(ModelCheck.Import(TwoLayers).Tests[0].Input, model.Tests[0].Input);
        Assert.Empty(Import(json => { json.AsObject().Remove("input_batch"); json.AsObject().Remove("output_batch"); }).Tests);
        Assert.Empty(ModelCheck.Import(TwoLayers, new ImportOptions { ReturnSequences = false }).Tests);
    }

    [Theory]
    [InlineData("in_skip", "2", "the file has in_skip 2; 0 and 1 are supported")]
    [InlineData("in_skip", "true", "'in_skip' is 'true', not a whole number")]
    [InlineData("in_gain", "-6.5", "'in_gain' is -6.5 dB, and only 0 is supported: the network has no gain")]
    [InlineData("out_gain", "3", "'out_gain' is 3 dB, and only 0 is supported: the network has no gain")]
    [InlineData("in_offset", "3", "the file has the member 'in_offset', which isn't known: it could change what is computed")]
    [InlineData("input_batch", "null", "the file has an output_batch without an input_batch")]
    [InlineData("output_batch", "null", "the file has an input_batch without an output_batch")]
    [InlineData("output_batch", "[1, 2]", "the file has 40 steps in its input_batch and 2 in its output_batch")]
    [InlineData("output_batch", "[[1, 2]]", "'output_batch' has the shape [1, 2], and [steps] or [steps, 1] is needed")]
    [InlineData("output_batch", "7", "'output_batch' has the shape [], and [steps] or [steps, 1] is needed")]
    [InlineData("output_batch", "[1, 1e99]", "'output_batch' has a value 1 that is not a finite float")]
    public void A_wrong_member_is_an_error(string member, string value, string message) =>
        Assert.Equal(message, ModelCheck.Error(ModelText.Edit(TwoLayers, json => json[member] = JsonNode.Parse(value)), "model.json"));

    /// <summary>The recording belongs to another model, or the network does.</summary>
    [Fact]
    public void A_recorded_test_that_the_network_fails_is_an_error()
    {
        const string Start = "the test that is recorded in the file contradicts its network: at step ";
        Assert.StartsWith(Start + "0 'output_batch' has ", Error(json => json.AsObject().Remove("in_skip")), StringComparison.Ordinal);
        Assert.StartsWith(Start + "7 'output_batch' has 0.5, and the network computes ", Error(json => json["output_batch"]![7] = 0.5), StringComparison.Ordinal);
        Assert.StartsWith(
            Start + "7 ", ModelCheck.Error(ModelText.Edit(TwoLayers, json => json["output_batch"]![7] = 0.5), "model.json", new ImportOptions { ReturnSequences = false }), StringComparison.Ordinal);
        Assert.StartsWith(Start, Error(json => json["layers"]![0]!["weights"]![2]![3] = 9), StringComparison.Ordinal);

        // Rounding, even a float's of another machine, isn't a difference.
        Assert.NotEmpty(Import(json => json["output_batch"]![7] = json["output_batch"]![7]!.GetValue<double>() + 2e-5).Tests);
    }

    /// <summary>A network that computes NaN agrees with no recording.</summary>
    [Fact]
    public void A_recorded_test_is_not_passed_by_NaN() => Assert.StartsWith(
        "the test that is recorded in the file contradicts its network: at step 0 'output_batch' has ",
        ModelCheck.Error(
            ModelText.Edit(TwoLayers, json => json["layers"]![0]!["weights"]![1]![0]![0] = JsonNode.Parse("1e99")), "model.json", new ImportOptions { AllowNonFinite = true }),
        StringComparison.Ordinal);

    /// <summary>AIDA-X adds the first feature to the first output, and a network one to each.</summary>
    [Fact]
    public void A_skip_connection_of_several_outputs_is_an_error() => Assert.Equal(
        "the file has in_skip 1, which adds one feature, for 2 outputs",
        Error(json =>
        {
            json["in_shape"]![2] = 2;
            json["layers"]![0]!["weights"]![0] = ModelText.Zeros(2, 24);
            json["layers"]![2]!["shape"]![2] = 2;
            json["layers"]![2]!["weights"] = new JsonArray(ModelText.Zeros(5, 2), ModelText.Zeros(2));
            json.AsObject().Remove("input_batch");
            json.AsObject().Remove("output_batch");
        }));

    [Fact]
    public void Options_that_contradict_the_file_are_errors() => Assert.Equal(
        "no skip connection is asked for, and the file has one (in_skip is 1)", ModelCheck.Error(TwoLayers, new ImportOptions { Skip = false }));

    [Fact]
    public void Damaged_files_are_errors()
    {
        DamagedFiles.CutOff(TwoLayers);
        DamagedFiles.Mutate(TwoLayers);
    }

    private static string Error(Action<JsonNode> change) => ModelCheck.Error(ModelText.Edit(TwoLayers, change), "model.json");

    private static ImportedModel Import(Action<JsonNode> change) =>
        ModelImporter.Import(new ModelInput("model.json", ModelText.Edit(TwoLayers, change)), new ImportOptions());
}
