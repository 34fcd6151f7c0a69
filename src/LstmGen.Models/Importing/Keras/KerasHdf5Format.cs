using System;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>HDF5 files of Keras: whole models as saved by Keras 2, and Keras 3's weights files.</summary>
internal sealed class KerasHdf5Format : IModelFormat
{
    public string Name => "Keras (.h5)";

    public bool Matches(ModelInput input) => Hdf5File.LooksLike(input.Bytes);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        Hdf5File file = input.ReadHdf5(input.Bytes, [KerasHdf5Notes.OptimizerGroup, .. KerasGroups.Training]);
        if (file.Text("", "model_config") is { } config)
        {
            return Model(input, file, config, options);
        }

        if (file.ChunkedTexts("", "layer_names") is { } layers)
        {
            throw new ModelException($"the file has the weights of {Shown.List(layers)} and not what the layers are; save the whole model, with model.save(\"model.keras\")");
        }

        return KerasGroups.Root(file) is { } root
            ? KerasWeightsReader.Read(input, file, root, options)
            : throw new ModelException("the HDF5 file is not a Keras model: it has neither the attribute model_config nor a group 'layers'");
    }

    private static ImportedModel Model(ModelInput input, Hdf5File file, string config, ImportOptions options)
    {
        var notes = new KerasHdf5Notes(input, file, "");
        KerasVersion version = Version(file, notes);
        KerasModel model = KerasModel.Read(JsonModel.Parse(Encoding.UTF8.GetBytes(config), "the attribute model_config", input.PassedOver, "/@model_config"));
        var tensors = new TensorTable();
        file.AddTo(tensors);
        notes.Attributes(IsRead);
        notes.EmptyGroups();
        notes.TrainingTensors(tensors);
        Network network = KerasNetwork.Build(model, version, tensors, new KerasLegacyWeights(file, tensors, model), options);
        return new ImportedModel(network, "Keras whole model (.h5)", version.Framework, GateOrder.Keras.Text, tensors.Uses, []);
    }

    /// <summary>The version, which the model and its weights both have.</summary>
    private static KerasVersion Version(Hdf5File file, KerasHdf5Notes notes)
    {
        string? ofModel = file.Text("", "keras_version");
        string? ofWeights = file.Text(KerasLegacyWeights.Root, "keras_version");
        if (ofModel is not null && ofWeights is not null && ofModel != ofWeights)
        {
            throw new ModelException($"the attribute keras_version is {Shown.Text(ofModel)}, and that of group {KerasLegacyWeights.Root} is {Shown.Text(ofWeights)}");
        }

        notes.LeftOut(ofModel is null ? "" : KerasLegacyWeights.Root, "keras_version");
        return KerasVersion.Parse(ofModel ?? ofWeights ?? throw new ModelException("the file has no attribute keras_version"));
    }

    private static bool IsRead(string path, string name) =>
        path.Length == 0 ? name is "model_config" or "keras_version"
        : path == KerasLegacyWeights.Root ? name == "keras_version" || name.StartsWith("layer_names", StringComparison.Ordinal)
        : name.StartsWith("weight_names", StringComparison.Ordinal) && path.LastIndexOf('/') == KerasLegacyWeights.Root.Length;
}
