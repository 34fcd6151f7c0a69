using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Keras 3's own format: a zip of the configuration and an HDF5 file of the tensors.</summary>
internal sealed class KerasFormat : IModelFormat
{
    private const long MostConfig = 20_000_000;

    /// <summary>The largest network with two more numbers for each parameter, which an optimizer keeps, and some room to spare.</summary>
    private const long MostWeights = (3 * 4 * Limits.TrainedParameters) + 100_000_000;

    public string Name => "Keras 3 (.keras)";

    public bool Matches(ModelInput input) => ModelZip.LooksLike(input);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        ModelZip zip = ModelZip.Open(input.Bytes);
        RequireKnown(zip.Names);
        JsonModel metadata = JsonModel.Parse(zip.Read("metadata.json", MostConfig), "metadata.json", input.PassedOver, "metadata.json");
        new KerasMembers(metadata, "metadata.json").Known("keras_version").PassOver(KerasHarmless.DateSaved).RequireAllKnown();
        KerasVersion version = KerasVersion.Parse(metadata["keras_version"].Text);
        KerasModel model = KerasModel.Read(JsonModel.Parse(zip.Read("config.json", MostConfig), "config.json", input.PassedOver, "config.json"));

        Hdf5File file = input.ReadHdf5(zip.Read("model.weights.h5", MostWeights), KerasGroups.Training);
        string root = KerasGroups.Root(file) ?? throw new ModelException("model.weights.h5 has no group 'layers'");
        var tensors = new TensorTable();
        file.AddTo(tensors);
        var notes = new KerasHdf5Notes(input, file, "model.weights.h5");
        notes.Attributes((path, name) => name == "name" && path.EndsWith("/vars", StringComparison.Ordinal));
        notes.EmptyGroups();
        notes.TrainingTensors(tensors);
        Network network = KerasNetwork.Build(model, version, tensors, new KerasGroups(file, root, notes), options);
        return new ImportedModel(network, Name, version.Framework, GateOrder.Keras.Text, tensors.Uses, []);
    }

    private static void RequireKnown(IReadOnlyCollection<string> names)
    {
        foreach (string name in names)
        {
            if (name is not ("metadata.json" or "config.json" or "model.weights.h5" or "assets/"))
            {
                throw new ModelException($"the zip has the entry {Shown.Text(name)}, and it isn't known what it changes; a .keras file has metadata.json, config.json and model.weights.h5");
            }
        }
    }
}
