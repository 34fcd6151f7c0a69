using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>RTNeural's Keras-style JSON: <c>{"in_shape": [null, null, 1], "layers": […]}</c>.</summary>
internal sealed class RtNeuralFormat : IModelFormat
{
    public string Name => "RTNeural (JSON)";

    public bool Matches(ModelInput input) => input.Json is { IsObject: true } json && json.Find("layers") is not null && json.Find("in_shape") is not null;

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;
        KnownMembers.Require(json, RtNeuralHarmless.Origin, "in_shape", "layers");
        StatedOptions.RefuseLayers(options, Name);
        var layers = new RtNeuralLayers(options);
        Network network = layers.Read(json, options.Skip ?? false);
        return new ImportedModel(network, Name, "RTNeural", GateOrder.Keras.Text, layers.Uses, [])
        {
            Metadata = RtNeuralFacts.Of(json),
        };
    }
}
