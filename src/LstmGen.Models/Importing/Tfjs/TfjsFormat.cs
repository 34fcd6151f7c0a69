using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Keras;

namespace LstmGen.Models.Importing.Tfjs;

/// <summary>A Keras model as saved by TensorFlow.js: a <c>model.json</c>, and files of tensors beside it.</summary>
internal sealed class TfjsFormat : IModelFormat
{
    public string Name => "TensorFlow.js (model.json)";

    public bool Matches(ModelInput input) => input.Json is { IsObject: true } json && json.Find("weightsManifest") is not null && json.Find("modelTopology") is not null;

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;

        new KerasMembers(json, "the file")
            .Known("format", "generatedBy", "modelTopology", "weightsManifest")
            .PassOver(TfjsHarmless.File)
            .RequireAllKnown();
        if (json.FindOr("format", KerasHarmless.LeftOut) is { } format && format.Text != "layers-model")
        {
            throw new ModelException($"the file has the format {Shown.Text(format.Text)}; a layers-model is read, which keeps the layers as Keras has them");
        }

        JsonModel topology = json["modelTopology"];
        KerasVersion version = Version(json, topology);
        if (topology.Find("model_config") is { } converted)
        {
            new KerasMembers(topology, "modelTopology").Known("keras_version", "model_config").PassOver(KerasHarmless.Backend, KerasHarmless.TrainingConfig).RequireAllKnown();
            topology = converted;
        }

        KerasModel model = KerasModel.Read(topology);
        TensorTable tensors = TfjsWeights.ReadTensors(input, json["weightsManifest"]);
        Network network = KerasNetwork.Build(model, version, tensors, new TfjsWeights(tensors), options);
        return new ImportedModel(network, Name, version.Framework, GateOrder.Keras.Text, tensors.Uses, []);
    }

    /// <summary>What wrote the file, which is also stated beside the layers.</summary>
    private static KerasVersion Version(JsonModel json, JsonModel topology)
    {
        string? writer = json.FindOr("generatedBy", KerasHarmless.LeftOut)?.Text;
        string? ofLayers = topology.FindOr("keras_version", KerasHarmless.LeftOut)?.Text is { } version ? KerasVersion.TfjsWriterOf(version) : null;
        return writer is null || ofLayers is null || writer == ofLayers
            ? KerasVersion.Tfjs(writer ?? ofLayers)
            : throw new ModelException($"'generatedBy' is {Shown.Text(writer)}, and 'keras_version' in modelTopology says {Shown.Text(ofLayers)}");
    }
}
