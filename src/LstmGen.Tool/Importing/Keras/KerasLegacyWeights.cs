using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tool.Importing.Hdf5;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>
/// Where Keras 2 keeps tensors: in a group for each layer, by the names that the group's attribute lists, such as
/// <c>model_weights/lstm/lstm/lstm_cell/kernel:0</c>. Those of a Bidirectional layer's forward half are in front.
/// </summary>
internal sealed class KerasLegacyWeights : IKerasWeights
{
    /// <summary>The group that has the layers' groups.</summary>
    public const string Root = "model_weights";

    private readonly Dictionary<(string Layer, bool IsSecond, KerasTensor Tensor), string> _paths = [];

    /// <exception cref="ModelException">A layer has a tensor more often than a layer with two halves.</exception>
    public KerasLegacyWeights(Hdf5File file, TensorTable tensors)
    {
        IReadOnlyList<string> layers = file.ChunkedTexts(Root, "layer_names") ?? throw new ModelException($"group {Root} has no attribute layer_names");
        foreach (string layer in layers.Distinct(StringComparer.Ordinal))
        {
            string group = Root + "/" + layer;
            foreach (string name in file.ChunkedTexts(group, "weight_names") ?? [])
            {
                string path = group + "/" + name;
                if (KerasTensorNames.Find(name) is { } tensor)
                {
                    if (!_paths.TryAdd((layer, false, tensor), path) && !_paths.TryAdd((layer, true, tensor), path))
                    {
                        throw new ModelException($"layer {Shown.Text(layer)} has three tensors for its {KerasTensorNames.Of(tensor)}: {Shown.Text(_paths[(layer, false, tensor)])}, {Shown.Text(_paths[(layer, true, tensor)])} and {Shown.Text(path)}");
                    }
                }
                else if (name.EndsWith("/seed_generator_state", StringComparison.Ordinal))
                {
                    tensors.Ignore(path, "the random numbers of dropout");
                }
            }
        }
    }

    public void Enter(KerasLayer layer)
    {
    }

    public string Find(KerasLayer layer, KerasHalf half, KerasTensor tensor) =>
        _paths.GetValueOrDefault((layer.Name, half == KerasHalf.Backward, tensor)) ?? $"{Root}/{layer.Name}/{layer.Name}/{KerasTensorNames.Of(tensor)}:0";
}
