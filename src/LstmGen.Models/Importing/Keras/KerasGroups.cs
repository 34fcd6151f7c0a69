using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Where Keras 3 keeps tensors: in groups named after the layer's class with a counter, independent of the layer's name, such as
/// <c>layers/lstm_1/cell/vars/0</c>.
/// </summary>
/// <param name="file">The HDF5 file.</param>
/// <param name="root">The group that has the layers' groups.</param>
/// <param name="notes">Receives the note that a file doesn't say to which layers the tensors belong.</param>
internal sealed class KerasGroups(Hdf5File file, string root, KerasHdf5Notes notes) : IKerasWeights
{
    /// <summary>The groups at the root with what only training needs.</summary>
    public static readonly string[] Training = ["optimizer", "metrics", "loss_tracker", "compile_metrics", "_loss_tracker", "_compile_metrics"];

    private readonly Dictionary<string, int> _counters = new(StringComparer.Ordinal);
    private string _group = "";

    /// <summary>The group that has the layers' groups, or null: Keras 2.13 had another name for it.</summary>
    public static string? Root(Hdf5File file) =>
        file.HasGroup("layers") ? "layers"
        : file.HasGroup("_layer_checkpoint_dependencies") ? "_layer_checkpoint_dependencies"
        : null;

    /// <summary>The path of a tensor, by its number among the layer's.</summary>
    /// <param name="group">The layer's group.</param>
    /// <param name="className">The layer's class.</param>
    /// <param name="half">The LSTM of a Bidirectional layer. Their groups have the names used in Keras' code.</param>
    public static string Path(string group, string className, KerasHalf half, KerasTensor tensor)
    {
        bool isLstm = className == "LSTM" || half != KerasHalf.Only;
        string owner = half switch
        {
            KerasHalf.Forward => "forward_layer/cell/",
            KerasHalf.Backward => "backward_layer/cell/",
            _ => isLstm ? "cell/" : className == "TimeDistributed" ? "layer/" : "",
        };
        int number = isLstm || tensor != KerasTensor.Bias ? (int)tensor : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{group}/{owner}vars/{number}");
    }

    public void Enter(KerasLayer layer)
    {
        string name = SnakeCase.Of(layer.ClassName);
        int count = _counters.GetValueOrDefault(name);
        _counters[name] = count + 1;
        _group = root + "/" + name + (count == 0 ? "" : "_" + count.ToString(CultureInfo.InvariantCulture));

        // Newer versions record to which layer they belong.
        string vars = _group + "/vars";
        if (file.Text(vars, "name") is not { } noted)
        {
            notes.LeftOut(vars, "name");
        }
        else if (noted != layer.Name)
        {
            throw new ModelException($"the tensors in {Shown.Text(_group)} belong to a layer {Shown.Text(noted)}, and by its place it should be {layer.Shown}");
        }
    }

    public string Find(KerasLayer layer, KerasHalf half, KerasTensor tensor) => KerasScaling.Is(layer.ClassName) || layer.ClassName is KerasNormalization.ClassName or KerasEmbedding.ClassName
        ? string.Create(CultureInfo.InvariantCulture, $"{_group}/vars/{KerasScaling.TensorsOf(layer).ToList().IndexOf(tensor)}")
        : Path(_group, layer.ClassName, half, tensor);
}
