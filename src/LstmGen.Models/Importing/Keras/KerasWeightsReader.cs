using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Keras 3's <c>.weights.h5</c>: tensors in groups, without what the layers do with them or in which order. What isn't in the file is
/// Keras' default, or given by the user.
/// </summary>
internal static class KerasWeightsReader
{
    /// <exception cref="ModelException">There is something other than LSTM and Dense layers, or the order isn't clear.</exception>
    public static ImportedModel Read(ModelInput input, Hdf5File file, string root, ImportOptions options)
    {
        var tensors = new TensorTable();
        file.AddTo(tensors);
        var notes = new KerasHdf5Notes(input, file, "");
        notes.Attributes((_, _) => false);
        notes.EmptyGroups();
        notes.TrainingTensors(tensors);
        List<KerasWeightsLayer> layers = KerasWeightsLayer.ReadAll(file, tensors, root, options.Layers.Count > 0);
        IReadOnlyList<KerasWeightsLayer> order = options.Layers.Count > 0 ? Given(layers, options.Layers) : KerasWeightsOrder.Find(layers);
        if (options.Activations.Keys.FirstOrDefault(name => layers.All(layer => layer.Name != name)) is { } unknown)
        {
            throw new ModelException($"the activation of layer {Shown.Text(unknown)} was given, and the file has {Shown.List(layers.Select(layer => layer.Name).ToList())}");
        }

        var builder = new NetworkBuilder(options);
        int last = LastLstm(order);
        for (int i = 0; i < order.Count; i++)
        {
            Add(builder, order[i], tensors, options, returnSequences: i < last || (options.ReturnSequences ?? false));
            if (order[i].ClassName == "TimeDistributed" && i > last && options.ReturnSequences != true)
            {
                throw new ModelException($"layer {Shown.Text(order[i].Name)} (TimeDistributed) reads every step, so the LSTM {Shown.Text(order[last].Name)} before it must return sequences: state that it does");
            }
        }

        Network network = builder.Build(null, options.Skip ?? false);
        tensors.RequireAllUsed();
        return new ImportedModel(network, "Keras 3 weights (.weights.h5)", null, GateOrder.Keras.Text, tensors.Uses, []);
    }

    private static int LastLstm(IReadOnlyList<KerasWeightsLayer> order)
    {
        int last = order.Count - 1;
        while (last > 0 && !order[last].IsLstm)
        {
            last--;
        }

        return last;
    }

    private static void Add(NetworkBuilder builder, KerasWeightsLayer layer, TensorTable tensors, ImportOptions options, bool returnSequences)
    {
        Activation? given = options.Activations.TryGetValue(layer.Name, out Activation activation) ? activation : null;
        if (!layer.IsLstm)
        {
            builder.Dense(
                layer.Name, (int)layer.Input, (int)layer.Units, given ?? Activation.Linear, Take(KerasHalf.Only, KerasTensor.Kernel, layer.Input, layer.Units),
                layer.HasBias ? Take(KerasHalf.Only, KerasTensor.Bias, layer.Units) : null);
            return;
        }

        var lstm = new LstmLayer("", (int)layer.Input, (int)layer.Units, given ?? Activation.Tanh, Activation.Sigmoid, layer.HasBias, returnSequences);
        if (layer.ClassName == "LSTM")
        {
            builder.Lstm(layer.Name, lstm, Lstm(KerasHalf.Only));
        }
        else
        {
            builder.Bidirectional(layer.Name, lstm, Lstm(KerasHalf.Forward), lstm with { Direction = Direction.Backward }, Lstm(KerasHalf.Backward), Merge.Concat);
        }

        LstmTensors Lstm(KerasHalf half) => new(
            Take(half, KerasTensor.Kernel, layer.Input, 4 * layer.Units),
            Take(half, KerasTensor.RecurrentKernel, layer.Units, 4 * layer.Units),
            layer.HasBias ? Take(half, KerasTensor.Bias, 4 * layer.Units) : null);

        float[] Take(KerasHalf half, KerasTensor tensor, params long[] shape) =>
            tensors.Take(layer.Path(half, tensor), $"{KerasTensorNames.Of(tensor).Replace('_', ' ')} of {layer.Name}", shape);
    }

    private static List<KerasWeightsLayer> Given(List<KerasWeightsLayer> layers, IReadOnlyList<string> names)
    {
        var left = layers.ToDictionary(layer => layer.Name, StringComparer.Ordinal);
        var order = new List<KerasWeightsLayer>();
        foreach (string name in names)
        {
            order.Add(left.Remove(name, out KerasWeightsLayer? layer)
                ? layer
                : throw new ModelException($"the order of the layers has {Shown.Text(name)}, which the file doesn't have{(order.Any(used => used.Name == name) ? " twice" : "")}; it has {Shown.List(layers.Select(known => known.Name).ToList())}"));
        }

        return left.Count == 0
            ? order
            : throw new ModelException(string.Create(CultureInfo.InvariantCulture, $"the order of the layers leaves out {Shown.List(left.Keys)}"));
    }
}
