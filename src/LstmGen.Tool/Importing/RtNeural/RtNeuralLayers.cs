using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.RtNeural;

/// <summary>
/// Reads the layers of RTNeural's Keras-style JSON: lstm has kernel [input, 4·units], recurrent kernel [units, 4·units] and bias [4·units] with
/// the gates i, f, c, o; dense has kernel [input, units] and bias [units].
/// </summary>
internal sealed class RtNeuralLayers(ImportOptions options)
{
    private readonly NetworkBuilder _builder = new(options);
    private readonly TensorTable _tensors = new();

    /// <summary>Every tensor of the layers, and what became of it.</summary>
    public IReadOnlyList<TensorUse> Uses => _tensors.Uses;

    /// <param name="json">The file.</param>
    /// <param name="skip">Whether the input is added to the output.</param>
    /// <exception cref="ModelException">A layer isn't supported, or contradicts itself or its neighbours.</exception>
    public Network Read(JsonModel json, bool skip)
    {
        JsonModel layers = json["layers"];
        if (layers.Count > 2 * Limits.Layers)
        {
            throw layers.Error(FormattableString.Invariant($"has {layers.Count} layers, and at most {Limits.Layers} with as many activations can be generated"));
        }

        List<JsonModel> items = layers.Items.ToList();
        int last = items.FindLastIndex(layer => layer["type"].Text == "lstm");
        int size = Size(json["in_shape"]);
        for (int i = 0; i < items.Count; i++)
        {
            // RTNeural computes one step at a time, and so has an output for each.
            size = Add(items[i], size, i != last || (options.ReturnSequences ?? true));
        }

        _tensors.RequireAllUsed();
        return _builder.Build(steps: null, skip);
    }

    /// <summary>Adds a layer that reads some features, and returns how many it hands on.</summary>
    private int Add(JsonModel layer, int input, bool returnSequences)
    {
        KnownMembers.Require(layer, "type", "activation", "shape", "weights");
        string type = layer["type"].Text;
        string source = $"{layer.Path} ({type})";
        int units = Size(layer["shape"]);
        IReadOnlyList<string> weights = Weights(layer);
        switch (type)
        {
            case "lstm":
                AddLstm(layer, source, input, units, weights, returnSequences);
                break;
            case "dense" or "time-distributed-dense":
                RequireCount(layer, source, weights, 1, 2);
                CheckUnits(source, units, weights[0], 1);
                _builder.Dense(
                    source, input, units, Activation(layer, source),
                    _tensors.Take(weights[0], "kernel of " + Shown.Text(source), input, units),
                    weights.Count > 1 ? _tensors.Take(weights[1], "bias of " + Shown.Text(source), units) : null);
                break;
            case "activation":
                RequireCount(layer, source, weights, 0, 0);
                if (units != input)
                {
                    throw new ModelException(FormattableString.Invariant($"layer {Shown.Text(source)} has {units} features by its shape, and {input} come in"));
                }

                _builder.Activate(source, Activation(layer, source));
                break;
            default:
                throw new ModelException($"{Shown.Text(layer.Path)} has the type {Shown.Text(type)}, which isn't supported; there are lstm, dense, time-distributed-dense and activation");
        }

        return units;
    }

    private void AddLstm(JsonModel layer, string source, int input, int units, IReadOnlyList<string> weights, bool returnSequences)
    {
        RequireCount(layer, source, weights, 2, 3);
        CheckUnits(source, units, weights[0], 4);

        // RTNeural has this layer with tanh and sigmoid alone; files of models from PyTorch say nothing at this place, and mean the same.
        if (layer.Find("activation") is { } activation && activation.Text is not ("" or "tanh"))
        {
            throw activation.Error($"is {Shown.Text(activation.Text)}; RTNeural computes an lstm with tanh whatever stands here, so that it isn't known what is meant");
        }

        string of = " of " + Shown.Text(source);
        _builder.Lstm(
            source, input, units, Generator.Model.Activation.Tanh, Generator.Model.Activation.Sigmoid, returnSequences,
            _tensors.Take(weights[0], "kernel" + of, input, 4L * units),
            _tensors.Take(weights[1], "recurrent kernel" + of, units, 4L * units),
            weights.Count > 2 ? _tensors.Take(weights[2], "bias" + of, 4L * units) : null);
    }

    /// <summary>Adds a layer's tensors to the table, and returns their names.</summary>
    private List<string> Weights(JsonModel layer)
    {
        JsonModel weights = layer["weights"];
        if (weights.Count > 3)
        {
            throw weights.Error(FormattableString.Invariant($"has {weights.Count} tensors, and no supported layer has more than 3"));
        }

        var names = new List<string>();
        foreach (JsonModel item in weights.Items)
        {
            _tensors.Add(item.Tensor(item.Path));
            names.Add(item.Path);
        }

        return names;
    }

    private static void RequireCount(JsonModel layer, string source, IReadOnlyList<string> weights, int least, int most)
    {
        if (weights.Count < least || weights.Count > most)
        {
            throw new ModelException(FormattableString.Invariant(
                $"layer {Shown.Text(source)} has {weights.Count} tensors in {Shown.Text(layer["weights"].Path)}, and {(least == most ? $"{least}" : $"{least} or {most}")} are needed"));
        }
    }

    /// <summary>Compares the units of a layer's shape with those of its kernel, and names both.</summary>
    private void CheckUnits(string source, int units, string kernel, int gates)
    {
        IReadOnlyList<long> shape = _tensors.ShapeOf(kernel, 2);
        if (shape[1] != (long)gates * units)
        {
            string meant = gates > 1 && shape[1] % gates == 0 ? FormattableString.Invariant($", which are those of {shape[1] / gates} units") : "";
            throw new ModelException(FormattableString.Invariant(
                $"layer {Shown.Text(source)} has {units} units by its shape, and its kernel {Shown.Text(kernel)} {Shown.Shape(shape)} has {shape[1]} columns{meant}"));
        }
    }

    private static Activation Activation(JsonModel layer, string source)
    {
        if (layer.Find("activation")?.Text is not { Length: > 0 } name)
        {
            return Generator.Model.Activation.Linear;
        }

        return name is "tanh" or "sigmoid" or "relu" or "linear" && ActivationNames.Find(name) is { } kind
            ? Generator.Model.Activation.Of(kind)
            : throw new ModelException($"layer {Shown.Text(source)} has the activation {Shown.Text(name)}, which isn't supported; there are tanh, sigmoid, relu and linear");
    }

    /// <summary>The features that a shape says: its last number. A batch and steps in front of it mean nothing where one step is computed at a time.</summary>
    private static int Size(JsonModel shape)
    {
        if (shape.Count is < 1 or > 3)
        {
            throw shape.Error(FormattableString.Invariant($"has {shape.Count} dimensions; batch, steps and features are supported"));
        }

        for (int i = 0; i < shape.Count - 1; i++)
        {
            if (!shape[i].IsNull && shape[i].Int < 1)
            {
                throw shape[i].Error(FormattableString.Invariant($"is {shape[i].Int}, and a positive number or null is needed"));
            }
        }

        JsonModel size = shape[shape.Count - 1];
        return size.Int >= 1 ? size.Int : throw size.Error(FormattableString.Invariant($"is {size.Int}, and at least 1 is needed"));
    }
}
