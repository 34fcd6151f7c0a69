using LstmGen.Generator.Model;
using LstmGen.Tool.Importing.Keras;

namespace LstmGen.Tool.Importing.Tfjs;

/// <summary>A Keras model as TensorFlow.js keeps it: a <c>model.json</c>, and files of tensors beside it.</summary>
internal sealed class TfjsFormat : IModelFormat
{
    public string Name => "TensorFlow.js (model.json)";

    public bool Matches(ModelInput input) => input.Json is { IsObject: true } json && json.Find("weightsManifest") is not null && json.Find("modelTopology") is not null;

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;

        // What the model was trained with, and what its author noted, changes nothing at inference.
        new KerasMembers(json, "the file")
            .Known("format", "generatedBy", "convertedBy", "modelTopology", "weightsManifest", "trainingConfig", "userDefinedMetadata")
            .RequireAllKnown();
        if (json.Find("format") is { } format && format.Text != "layers-model")
        {
            throw new ModelException($"the file has the format {Shown.Text(format.Text)}; a layers-model is read, which keeps the layers as Keras has them");
        }

        JsonModel topology = json["modelTopology"];
        if (topology.Find("model_config") is { } converted)
        {
            new KerasMembers(topology, "modelTopology").Known("keras_version", "backend", "model_config", "training_config").RequireAllKnown();
            topology = converted;
        }

        KerasVersion version = KerasVersion.Tfjs(json.Find("generatedBy")?.Text);
        KerasModel model = KerasModel.Read(topology);
        TensorTable tensors = TfjsWeights.ReadTensors(input, json["weightsManifest"]);
        Network network = KerasNetwork.Build(model, version, tensors, new TfjsWeights(tensors), options);
        return new ImportedModel(network, Name, version.Framework, GateOrder.Keras.Text, tensors.Uses, []);
    }
}
