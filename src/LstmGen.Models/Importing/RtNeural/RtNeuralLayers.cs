using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>
/// Reads the layers of RTNeural's Keras-style JSON: lstm has kernel [input, 4·units], recurrent kernel [units, 4·units] and bias [4·units] with
/// the gates i, f, c, o; dense has kernel [input, units] and bias [units].
/// </summary>
internal sealed class RtNeuralLayers(ImportOptions options)
{
    /// <summary>The types of layers that have a rule here.</summary>
    public static readonly string[] Types = ["lstm", "dense", "time-distributed-dense", "activation"];

    private readonly NetworkBuilder _builder = new(options);
    private readonly TensorTable _tensors = new();
    private readonly RtNeuralShapes _shapes = new();

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
        int size = _shapes.Features(json["in_shape"]);
        for (int i = 0; i < items.Count; i++)
        {
            // RTNeural computes one step at a time, and so has an output for each.
            size = Add(items[i], size, i != last || (options.ReturnSequences ?? true));
        }

        _tensors.RequireAllUsed();
        return _builder.Build(steps: null, skip);
    }

    /// <summary>Adds a layer that reads some features, and returns how many it outputs.</summary>
    private int Add(JsonModel layer, int input, bool returnSequences)
    {
        // The type is checked first: the members of a layer of another type explain nothing.
        string type = layer["type"].Text;
        if (Array.IndexOf(Types, type) < 0)
        {
            throw new ModelException($"{Shown.Text(layer.Path)} has the type {Shown.Text(type)}, which isn't supported; there are {string.Join(", ", Types[..^1])} and {Types[^1]}");
        }

        KnownMembers.Require(layer, "type", "activation", "shape", "weights");
        string source = $"{layer.Path} ({type})";
        int units = _shapes.Features(layer["shape"]);
        IReadOnlyList<string> weights = Weights(layer);
        switch (type)
        {
            case "lstm":
                AddLstm(layer, source, input, units, weights, returnSequences);
                break;
            case "dense" or "time-distributed-dense":
                layer.PassOver("type", RtNeuralHarmless.DenseType);
                RequireTensors(layer, source, weights, "kernel", "bias");
                CheckUnits(source, units, weights[0], 1);
                _builder.Dense(
                    source, input, units, Activation(layer, source),
                    _tensors.Take(weights[0], "kernel of " + Shown.Text(source), input, units),
                    _tensors.Take(weights[1], "bias of " + Shown.Text(source), units));
                break;
            case "activation":
                RequireTensors(layer, source, weights);
                if (units != input)
                {
                    throw new ModelException(FormattableString.Invariant($"layer {Shown.Text(source)} has {units} features by its shape, and {input} come in"));
                }

                _builder.Activate(source, Activation(layer, source));
                break;
            default:
                throw layer.Error("has no rule");
        }

        return units;
    }

    private void AddLstm(JsonModel layer, string source, int input, int units, IReadOnlyList<string> weights, bool returnSequences)
    {
        RequireTensors(layer, source, weights, "kernel", "recurrent kernel", "bias");
        CheckUnits(source, units, weights[0], 4);

        // RTNeural has this layer only with tanh and sigmoid; files of PyTorch models leave this empty, and mean the same.
        layer.PassOver("activation", RtNeuralHarmless.LstmActivation);
        if (layer.Find("activation") is { } activation && activation.Text is not ("" or "tanh"))
        {
            throw activation.Error($"is {Shown.Text(activation.Text)}; RTNeural computes an lstm with tanh whatever is here, so that it isn't known what is meant");
        }

        string of = " of " + Shown.Text(source);
        _builder.Lstm(
            source, input, units, Generator.Model.Activation.Tanh, Generator.Model.Activation.Sigmoid, returnSequences,
            _tensors.Take(weights[0], "kernel" + of, input, 4L * units),
            _tensors.Take(weights[1], "recurrent kernel" + of, units, 4L * units),
            _tensors.Take(weights[2], "bias" + of, 4L * units));
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

    /// <summary>
    /// Requires all of a layer's tensors. They have no names, so a missing one could be any; a layer without a bias has zeros.
    /// </summary>
    private static void RequireTensors(JsonModel layer, string source, IReadOnlyList<string> weights, params string[] needed)
    {
        if (weights.Count != needed.Length)
        {
            string names = needed.Length == 0 ? "" : ": " + string.Join(", ", needed);
            string hint = needed.Length > 0 && weights.Count == needed.Length - 1 ? "; where there is no bias, write zeros" : "";
            throw new ModelException(FormattableString.Invariant(
                $"layer {Shown.Text(source)} has {weights.Count} {(weights.Count == 1 ? "tensor" : "tensors")} in {Shown.Text(layer["weights"].Path)}, and {needed.Length} are needed{names}{hint}"));
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
        if (layer.FindOr("activation", RtNeuralHarmless.NoActivation)?.Text is not { Length: > 0 } name)
        {
            return Generator.Model.Activation.Linear;
        }

        return name is "tanh" or "sigmoid" or "relu" or "linear" && ActivationNames.Find(name) is { } kind
            ? Generator.Model.Activation.Of(kind)
            : throw new ModelException($"layer {Shown.Text(source)} has the activation {Shown.Text(name)}, which isn't supported; there are tanh, sigmoid, relu and linear");
    }
}
