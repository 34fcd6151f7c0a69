using System;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing.Hdf5;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>HDF5 files of Keras: whole models as Keras 2 saves them, and Keras 3's files of weights alone.</summary>
internal sealed class KerasHdf5Format : IModelFormat
{
    private const string OptimizerGroup = "optimizer_weights";

    public string Name => "Keras (.h5)";

    public bool Matches(ModelInput input) => Hdf5File.LooksLike(input.Bytes);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        Hdf5File file = input.ReadHdf5(input.Bytes, [OptimizerGroup, .. KerasGroups.Training]);
        if (file.Text("", "model_config") is { } config)
        {
            return Model(input, file, config, options);
        }

        if (file.ChunkedTexts("", "layer_names") is { } layers)
        {
            throw new ModelException($"the file has the weights of {Shown.List(layers)} and not what the layers are; save the whole model, with model.save(\"model.keras\")");
        }

        return KerasGroups.Root(file) is { } root
            ? KerasWeightsReader.Read(file, root, options)
            : throw new ModelException("the HDF5 file is no model of Keras: it has neither the attribute model_config nor a group 'layers'");
    }

    private static ImportedModel Model(ModelInput input, Hdf5File file, string config, ImportOptions options)
    {
        KerasVersion version = KerasVersion.Parse(file.Text("", "keras_version") ?? file.Text(KerasLegacyWeights.Root, "keras_version")
            ?? throw new ModelException("the file has no attribute keras_version"));
        KerasModel model = KerasModel.Read(JsonModel.Parse(Encoding.UTF8.GetBytes(config), "the attribute model_config", input.PassedOver, "/@model_config"));
        var tensors = new TensorTable();
        file.AddTo(tensors);
        foreach (Hdf5Dataset dataset in file.Datasets)
        {
            if (dataset.Path.StartsWith(OptimizerGroup + "/", StringComparison.Ordinal))
            {
                tensors.Ignore(dataset.Path, "for training alone");
            }
        }

        Network network = KerasNetwork.Build(model, version, tensors, new KerasLegacyWeights(file, tensors), options);
        return new ImportedModel(network, "Keras whole model (.h5)", version.Framework, GateOrder.Keras.Text, tensors.Uses, []);
    }
}
