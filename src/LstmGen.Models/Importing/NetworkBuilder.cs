using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing;

/// <summary>Puts a network together from a file's layers, in the order in which they run, and checks that they fit each other.</summary>
internal sealed partial class NetworkBuilder(ImportOptions options)
{
    private readonly LayerNames _names = new();
    private readonly List<(Layer Layer, string Source)> _layers = [];
    private readonly List<float> _parameters = [];
    private readonly List<float> _initial = [];
    private bool _hasInitial;

    /// <summary>The pending scaling of the last layer's output, or of the input, until it is known what reads it.</summary>
    private (Scaling Scaling, string Source)? _scale = options.Scaler is { Input: { } input } ? (input.Scaling, options.Scaler.FileName) : null;

    /// <summary>Features that the next layer reads, or null before the first.</summary>
    public int? Output => _layers.Count > 0 ? _layers[^1].Layer.Output : null;

    /// <summary>The source of the pending scaling of the features that the next layer reads, or null.</summary>
    public string? ScaledBy => _scale?.Source;

    /// <summary>Whether steps of the sequences are masked.</summary>
    public Masking? Masking { get; set; }

    /// <summary>Adds an LSTM layer in the form that every framework has.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <param name="kernel">Keras' [input, 4·units], gates i, f, c, o.</param>
    /// <param name="recurrentKernel">Keras' [units, 4·units].</param>
    /// <param name="bias">[4·units], or null without a bias.</param>
    /// <param name="hidden">The initial hidden state [units], or null where it is zero.</param>
    /// <param name="cell">The initial cell state [units], or null where it is zero.</param>
    /// <exception cref="ModelException">The layer doesn't fit the one before it, or can't be generated.</exception>
    public void Lstm(
        string source, int input, int units, Activation activation, Activation recurrentActivation, bool returnSequences,
        float[] kernel, float[] recurrentKernel, float[]? bias, float[]? hidden = null, float[]? cell = null) => Lstm(
            source,
            new LstmLayer("", input, units, activation, recurrentActivation, bias is not null, returnSequences),
            new LstmTensors(kernel, recurrentKernel, bias) { Hidden = hidden, Cell = cell });

    /// <summary>Adds an LSTM layer in one direction. Its name is given to it here.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <exception cref="ModelException">The layer doesn't fit the one before it, or can't be generated.</exception>
    public void Lstm(string source, LstmLayer layer, LstmTensors tensors)
    {
        layer = layer with { Name = _names.Next("lstm") };
        Fits(layer, source);
        if (LeftForReader(layer.Input) is { } scaling)
        {
            (layer, tensors) = Folded(scaling, layer, tensors);
        }

        Take(layer, source, tensors);
        _layers.Add((layer, source));
    }

    /// <summary>Adds a bidirectional layer. Names are given to it and its halves here.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <exception cref="ModelException">The layer doesn't fit the one before it, or can't be generated.</exception>
    public void Bidirectional(string source, LstmLayer forward, LstmTensors forwardTensors, LstmLayer backward, LstmTensors backwardTensors, Merge merge)
    {
        string name = _names.Next("bidirectional");
        forward = forward with { Name = name + "_forward" };
        backward = backward with { Name = name + "_backward" };
        Fits(new BidirectionalLayer(name, forward, backward, merge), source);
        if (LeftForReader(forward.Input) is { } scaling)
        {
            (forward, forwardTensors) = Folded(scaling, forward, forwardTensors);
            (backward, backwardTensors) = Folded(scaling, backward, backwardTensors);
        }

        Take(forward, source, forwardTensors);
        Take(backward, source, backwardTensors);
        _layers.Add((new BidirectionalLayer(name, forward, backward, merge), source));
    }

    /// <summary>Adds a fully connected layer.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <param name="kernel">Keras' [input, units].</param>
    /// <param name="bias">[units], or null without a bias.</param>
    /// <exception cref="ModelException">The layer doesn't fit the one before it, or can't be generated.</exception>
    public void Dense(string source, int input, int units, Activation activation, float[] kernel, float[]? bias)
    {
        Fits(new DenseLayer("dense", input, units, activation, bias is not null), source);
        if (LeftForReader(input) is { } scaling && IsOf(kernel, bias, input, units))
        {
            (kernel, bias) = scaling.IntoReader(kernel, bias, input);
        }

        var layer = new DenseLayer(_names.Next("dense"), input, units, activation, bias is not null);
        Take(layer, source, kernel, bias);
        _layers.Add((layer, source));
    }

    /// <summary>
    /// Scales the last layer's output, or the input. The scaling is folded into adjacent weights where they are linear; otherwise it is a
    /// fully connected layer without an activation.
    /// </summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <exception cref="ModelException">It is for another number of features.</exception>
    public void Scale(string source, Scaling scaling)
    {
        RequireFeatures(scaling, source, Output);
        if (_layers.Count == 0 && scaling.Features is int features)
        {
            RequireScaler(features);
        }

        _scale = _scale is { } before ? (before.Scaling.Then(scaling), before.Source) : (scaling, source);
    }

    /// <summary>Adds a layer that computes rows from the last layer's rows, or from the input.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <param name="count">The rows that it takes, joins or makes; 0 for a pooling layer.</param>
    /// <exception cref="ModelException">It exceeds what can be generated.</exception>
    public void Rows(string source, RowsKind kind, int input, int count = 0)
    {
        // A maximum or a flattened row of scaled features needs the scaling first; other operations can be scaled later.
        if (kind is RowsKind.Max or RowsKind.Flatten && _scale is { } scale && LeftForReader(input) is { } left)
        {
            AddScale(left, scale.Source, input);
        }

        if (RowsLayer.IsCounted(kind) && (count < 1 || count > Limits.MostRows(kind, input)))
        {
            throw new ModelException(FormattableString.Invariant(
                $"layer {Shown.Text(source)} is for {count:N0} rows; there may be from 1 to {Limits.MostRows(kind, input):N0}"));
        }

        Fits(new RowsLayer("", input, kind, count), source);
        _layers.Add((new RowsLayer(_names.Next(RowsLayer.NameOf(kind)), input, kind, count), source));
    }

    /// <summary>
    /// Replaces the activation of the last layer, a fully connected one without an activation, with one that the file has as a separate
    /// layer.
    /// </summary>
    /// <exception cref="ModelException">The last layer can't take an activation.</exception>
    public void Activate(string source, Activation activation)
    {
        if (activation == Activation.Linear)
        {
            return;
        }

        if (_scale is { } scale)
        {
            int features = Output ?? scale.Scaling.Features ?? throw new ModelException(
                $"layer {Shown.Text(source)} applies {ActivationNames.Of(activation)} to inputs whose number isn't known");
            if (LeftForReader(features) is { } left)
            {
                AddScale(left, scale.Source, features);
            }
        }

        if (_layers.Count > 0 && (_layers[^1].Layer is PositionwiseLayer || (LastIsKept && _layers[^1].Layer is DenseLayer)))
        {
            AddScale(new Scaling([1], [0]), source, Output!.Value);
        }

        if (_layers.Count == 0 || _layers[^1].Layer is not DenseLayer { Activation.Kind: ActivationKind.Linear } dense)
        {
            throw new ModelException($"layer {Shown.Text(source)} applies {ActivationNames.Of(activation)} to something else than a fully connected layer without an activation, which isn't supported");
        }

        _layers[^1] = (dense with { Activation = activation }, _layers[^1].Source);
    }

    /// <summary>The network.</summary>
    /// <param name="steps">The length of a sequence that the file states, or null; the options take precedence.</param>
    /// <param name="skip">Whether the file adds the input to the output.</param>
    /// <exception cref="ModelException">The network can't be generated.</exception>
    public Network Build(int? steps, bool skip)
    {
        Unscale(skip);
        ScaleOutput();
        int last = _layers.FindLastIndex(layer => layer.Layer.IsRecurrent);
        if (last < 0)
        {
            throw new ModelException(_layers.Count == 0 ? "the file has no layers" : $"the file has {_layers.Count} layers and no LSTM among them");
        }

        if (options.Steps is int given && steps is int stated && given != stated)
        {
            throw new ModelException($"the file's sequences have {stated} steps, and {given} are asked for");
        }

        Layer[] layers = [.. _layers.Select(layer => layer.Layer)];
        if (Rules.BrokenChains(layers).Cast<int?>().FirstOrDefault() is int single)
        {
            (Layer reader, string name) = _layers.Skip(single + 1).First(layer => layer.Layer.IsOverTime);
            throw new ModelException($"layer {Shown.Text(_layers[single].Source)} outputs {(layers[single].IsRecurrent ? "its last step" : "one row")} alone, and {(reader.IsRecurrent ? "the LSTM" : "the layer")} {Shown.Text(name)} after it reads every step");
        }

        var network = new Network(new EquatableArray<Layer>(layers), options.Steps ?? steps)
        {
            Skip = skip,
            Parameters = new Floats(_parameters),
            InitialState = _hasInitial ? new Floats(_initial) : null,
            Masking = Masking,
        };
        if (!Rules.SkipFits(network))
        {
            throw new ModelException($"the file adds its input to its output, and a step has {network.InputSize} features for {network.OutputSize} outputs");
        }

        // A length that isn't in the file may be given with the attribute.
        if (Rules.Check(network with { Steps = network.Steps ?? network.LeastSteps }) is { } misfit)
        {
            throw new ModelException($"layer {Shown.Text(_layers[misfit.Layer].Source)} {misfit.Problem}");
        }

        return Limits.Check(network) is { } excess
            ? throw new ModelException(FormattableString.Invariant($"the network has {excess.Count:N0} {excess.What}, and at most {excess.Limit:N0} can be generated"))
            : network;
    }

    private void Fits(Layer layer, string source)
    {
        int units = layer.Parts.FirstOrDefault()?.Units ?? layer.Output;
        if (layer.Input < 1 || units < 1)
        {
            throw new ModelException($"layer {Shown.Text(source)} has {layer.Input} inputs and {units} units; it needs at least one of each");
        }

        if (_layers.Count == 0)
        {
            RequireScaler(layer.Input);
        }

        if (Output is int output && output != layer.Input)
        {
            throw new ModelException($"layer {Shown.Text(source)} reads {layer.Input} values, and layer {Shown.Text(_layers[^1].Source)} before it outputs {output}");
        }

        if (_layers.Count == Limits.Layers)
        {
            throw new ModelException($"the file has more than {Limits.Layers} layers, which is the most that can be generated");
        }
    }

    private void Take(LstmLayer layer, string source, LstmTensors tensors)
    {
        Take(layer, source, tensors.Kernel, tensors.RecurrentKernel, tensors.Bias, tensors.Peephole);
        if (layer.Projector is { } projector)
        {
            Take(projector, source, tensors.Projection);
        }

        foreach ((string what, float[]? values, int count) in new[] { ("initial hidden state", tensors.Hidden, layer.Output), ("initial cell state", tensors.Cell, layer.Units) })
        {
            if (values is not null)
            {
                Check(what, source, values, count);
            }

            _initial.AddRange(values ?? new float[count]);
            _hasInitial |= values is not null && values.Any(value => value != 0);
        }
    }

    /// <param name="tensors">The layer's tensors in its order; null for one that it doesn't have.</param>
    private void Take(WeightedLayer layer, string source, params float[]?[] tensors)
    {
        float[][] given = [.. tensors.OfType<float[]>()];
        TensorShape[] needed = [.. layer.Tensors];
        if (given.Length != needed.Length)
        {
            throw new ModelException($"layer {Shown.Text(source)} has {given.Length} tensors, and {needed.Length} are needed: {string.Join(", ", needed.Select(tensor => tensor.Words))}");
        }

        for (int i = 0; i < needed.Length; i++)
        {
            Check(needed[i].Words, source, given[i], needed[i].Count);
            _parameters.AddRange(given[i]);
        }
    }

    private void Check(string what, string source, float[] values, long needed)
    {
        if (values.Length != needed)
        {
            throw new ModelException($"the {what} of layer {Shown.Text(source)} has {values.Length} values, and {needed} are needed");
        }

        int at = Array.FindIndex(values, value => !float.IsFinite(value));
        if (at >= 0 && !options.AllowNonFinite)
        {
            throw new ModelException(FormattableString.Invariant(
                $"value {at} of the {what} of layer {Shown.Text(source)} is {values[at]}, which is not a finite float; --allow-nonfinite (AllowNonFinite=\"true\" on the item) lets it pass"));
        }
    }
}
