using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>A layer as seen in a <c>.weights.h5</c> file: by the names and shapes of its tensors.</summary>
/// <param name="Group">The path of its group.</param>
/// <param name="Name">The group's name, such as <c>lstm_1</c>.</param>
internal sealed record KerasWeightsLayer(string Group, string Name, string ClassName, long Input, long Units, bool HasBias)
{
    /// <summary>The names of layers that have no tensors and change nothing at inference.</summary>
    private static readonly string[] Harmless =
        ["input_layer", "dropout", "spatial_dropout1d", "spatial_dropout1_d", "gaussian_noise", "gaussian_dropout", "activity_regularization"];

    public bool IsLstm => ClassName is "LSTM" or KerasBidirectional.ClassName;

    /// <summary>
    /// How many values it outputs. A weights file doesn't say how a Bidirectional layer merges its halves: Keras' default, side by side, is
    /// assumed.
    /// </summary>
    public long Output => ClassName == KerasBidirectional.ClassName ? 2 * Units : Units;

    public long Gates => IsLstm ? 4 : 1;

    /// <summary>The name without its counter.</summary>
    public string Base => SplitName(Name).Base;

    public int Counter => SplitName(Name).Counter;

    public string Path(KerasHalf half, KerasTensor tensor) => KerasGroups.Path(Group, ClassName, half, tensor);

    /// <summary>All layers that have tensors.</summary>
    /// <exception cref="ModelException">A layer can't be identified.</exception>
    /// <param name="isStated">Whether the user states which layers there are.</param>
    public static List<KerasWeightsLayer> ReadAll(Hdf5File file, TensorTable tensors, string root, bool isStated)
    {
        var withTensors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Hdf5Dataset dataset in file.Datasets)
        {
            string[] parts = dataset.Path.Split('/');
            if (parts.Length > 2 && parts[0] == root && !dataset.Path.Contains("/seed_generator/", StringComparison.Ordinal))
            {
                withTensors.Add(parts[1]);
            }
        }

        var layers = new List<KerasWeightsLayer>();
        foreach (string group in file.Groups.Where(path => path.StartsWith(root + "/", StringComparison.Ordinal) && path.IndexOf('/', root.Length + 1) < 0))
        {
            string name = group[(root.Length + 1)..];
            if (withTensors.Contains(name))
            {
                layers.Add(Read(tensors, group, name, isStated));
            }
            else if (Array.IndexOf(Harmless, SplitName(name).Base) < 0)
            {
                throw new ModelException($"layer {Shown.Text(name)} has no tensors, and the file doesn't say what it does; save the whole model, with model.save(\"model.keras\")");
            }
        }

        return layers.Count <= Limits.Layers
            ? layers
            : throw new ModelException($"the file has {layers.Count} layers, and at most {Limits.Layers} can be generated");
    }

    /// <summary>
    /// A group has the name of its layer's class, so that an Embedding, say, isn't mistaken for a Dense layer although its tensor may have
    /// a kernel's shape.
    /// </summary>
    /// <exception cref="ModelException">The layer can't be identified.</exception>
    public static KerasWeightsLayer Read(TensorTable tensors, string group, string name, bool isStated)
    {
        string? className = new[] { "LSTM", KerasBidirectional.ClassName, "TimeDistributed", "Dense" }.FirstOrDefault(known => SnakeCase.Of(known) == SplitName(name).Base);
        if (className is null || !tensors.Has(KerasGroups.Path(group, className, FirstHalf(className), KerasTensor.Kernel)))
        {
            throw new ModelException($"layer {Shown.Text(name)} is none that can be told; LSTM, Bidirectional(LSTM), Dense and TimeDistributed(Dense) layers are read");
        }

        KerasHalf half = FirstHalf(className);
        bool hasBias = tensors.Has(KerasGroups.Path(group, className, half, KerasTensor.Bias));
        if (className == "TimeDistributed" && !hasBias && !isStated)
        {
            throw new ModelException($"layer {Shown.Text(name)} has one tensor alone, and the file doesn't say whether it wraps a Dense layer without a bias or another layer, such as an Embedding; if it is a Dense layer, state the order of the layers (--layers, Layers on the item)");
        }

        IReadOnlyList<long> kernel = tensors.ShapeOf(KerasGroups.Path(group, className, half, KerasTensor.Kernel), 2);
        long units = kernel[1];
        if (className is "LSTM" or KerasBidirectional.ClassName)
        {
            IReadOnlyList<long> recurrent = tensors.ShapeOf(KerasGroups.Path(group, className, half, KerasTensor.RecurrentKernel), 2);
            units = recurrent[0];
            if (units < 1 || recurrent[1] / 4 != units || recurrent[1] % 4 != 0)
            {
                throw new ModelException($"layer {Shown.Text(name)} has the recurrent kernel {Shown.Shape(recurrent)}, which is not an LSTM's: that has four columns for each row");
            }
        }

        return kernel[0] is >= 1 and <= Limits.TrainedParameters && units is >= 1 and <= Limits.Units
            ? new KerasWeightsLayer(group, name, className, kernel[0], units, hasBias)
            : throw new ModelException(FormattableString.Invariant($"layer {Shown.Text(name)} has {kernel[0]} inputs and {units} units; at most {Limits.Units} units can be generated"));
    }

    private static KerasHalf FirstHalf(string className) => className == KerasBidirectional.ClassName ? KerasHalf.Forward : KerasHalf.Only;

    /// <summary>Splits <c>lstm_1</c> into <c>lstm</c> and 1.</summary>
    private static (string Base, int Counter) SplitName(string name)
    {
        int at = name.LastIndexOf('_');
        return at > 0 && int.TryParse(name.AsSpan(at + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int counter)
            ? (name[..at], counter)
            : (name, 0);
    }
}
