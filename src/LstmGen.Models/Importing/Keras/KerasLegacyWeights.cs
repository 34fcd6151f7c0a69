using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Where Keras 2 keeps tensors: in a group for each layer, by the names listed in the group's attribute, such as
/// <c>model_weights/lstm/lstm/lstm_cell/kernel:0</c>. Those of a Bidirectional layer's forward half come first. Keras itself goes by the
/// order of the lists, not by the names, so both must agree.
/// </summary>
internal sealed class KerasLegacyWeights : IKerasWeights
{
    /// <summary>The group that has the layers' groups.</summary>
    public const string Root = "model_weights";

    private readonly Dictionary<(string Layer, bool IsSecond, KerasTensor Tensor), string> _paths = [];

    /// <exception cref="ModelException">The lists of layers and tensors contradict the model, or themselves.</exception>
    public KerasLegacyWeights(Hdf5File file, TensorTable tensors, KerasModel model)
    {
        IReadOnlyList<string> layers = file.ChunkedTexts(Root, "layer_names") ?? throw new ModelException($"group {Root} has no attribute layer_names");
        RequireLayers(layers, model);
        foreach (string layer in layers.Where(layer => layer != model.InputName))
        {
            string group = Root + "/" + layer;
            bool isBidirectional = model.Layers.Any(own => own.Name == layer && own.ClassName == KerasBidirectional.ClassName);
            Add(layer, isBidirectional, group, file.ChunkedTexts(group, "weight_names") ?? throw new ModelException($"group {Shown.Text(group)} has no attribute weight_names"), tensors);
        }
    }

    public void Enter(KerasLayer layer)
    {
    }

    public string Find(KerasLayer layer, KerasHalf half, KerasTensor tensor) =>
        _paths.GetValueOrDefault((layer.Name, half == KerasHalf.Backward, tensor)) ?? $"{Root}/{layer.Name}/{layer.Name}/{KerasTensorNames.Of(tensor)}:0";

    /// <summary>The list has the layers of the model in order. Only Functional models' lists have the input.</summary>
    private static void RequireLayers(IReadOnlyList<string> listed, KerasModel model)
    {
        IEnumerable<string> input = model.InputName is { } name && listed.Count > 0 && listed[0] == name ? [name] : [];
        List<string> needed = [.. input, .. model.Layers.Select(layer => layer.Name)];
        if (!needed.SequenceEqual(listed, StringComparer.Ordinal))
        {
            throw new ModelException($"the attribute layer_names of group {Root} has {Shown.List(listed)}, and the model has the layers {Shown.List(needed)}");
        }
    }

    private void Add(string layer, bool isBidirectional, string group, IReadOnlyList<string> names, TensorTable tensors)
    {
        (bool IsSecond, KerasTensor Tensor)? last = null;
        foreach (string name in names)
        {
            string path = group + "/" + name;
            if (!tensors.Has(path))
            {
                throw new ModelException($"tensor {Shown.Text(path)} is missing, which the attribute weight_names of its layer lists");
            }

            if (name.EndsWith("/seed_generator_state", StringComparison.Ordinal))
            {
                continue;
            }

            KerasTensor tensor = KerasTensorNames.Find(name)
                ?? throw new ModelException($"tensor {Shown.Text(path)} is none of a layer that is known; an LSTM or Dense layer has a kernel, a recurrent_kernel and a bias");
            bool isSecond = _paths.ContainsKey((layer, false, tensor));
            if (_paths.TryGetValue((layer, true, tensor), out string? second))
            {
                throw new ModelException($"layer {Shown.Text(layer)} has three tensors for its {KerasTensorNames.Of(tensor)}: {Shown.Text(_paths[(layer, false, tensor)])}, {Shown.Text(second)} and {Shown.Text(path)}");
            }

            if (_paths.ContainsValue(path) || (last is { } before && (before.IsSecond, before.Tensor).CompareTo((isSecond, tensor)) >= 0) || (isBidirectional && !isSecond && IsOfBackwardLayer(name)))
            {
                throw new ModelException($"the attribute weight_names of layer {Shown.Text(layer)} has {Shown.Text(name)} out of place: kernel, recurrent_kernel and bias follow each other, those of a forward layer before a backward one's");
            }

            _paths.Add((layer, isSecond, tensor), path);
            last = (isSecond, tensor);
        }

        var listed = new HashSet<string>(names, StringComparer.Ordinal);
        if (tensors.Names.FirstOrDefault(name => name.StartsWith(group + "/", StringComparison.Ordinal) && !listed.Contains(name[(group.Length + 1)..])) is { } left)
        {
            throw new ModelException($"tensor {Shown.Text(left)} isn't listed in the attribute weight_names of its layer");
        }
    }

    /// <summary>
    /// Whether a name belongs to the second layer of a Bidirectional one. Keras itself names both, with the wrapper's name first.
    /// </summary>
    private static bool IsOfBackwardLayer(string name) => name.Split('/').Skip(1).Any(part => part.StartsWith("backward_", StringComparison.Ordinal));
}
