using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Builds a network from a model's configuration and its tensors.</summary>
internal sealed class KerasNetwork
{
    /// <summary>The classes of layers that have a rule here, without those of activations.</summary>
    private static readonly string[] Classes =
    [
        "LSTM", "CuDNNLSTM", KerasBidirectional.ClassName, "Masking", "Dense", "TimeDistributed", "Activation", "Flatten", "Reshape", KerasChain.Add, KerasNormalization.ClassName, KerasEmbedding.ClassName,
        "Dropout", "SpatialDropout1D", "GaussianNoise", "GaussianDropout", "ActivityRegularization",
    ];

    private readonly KerasModel _model;
    private readonly KerasTensors _tensors;
    private readonly KerasActivations _activations;
    private readonly KerasRecurrent _recurrent;
    private readonly KerasScaling _scaling;
    private readonly NetworkBuilder _builder;
    private readonly bool _repeatsMaskedRows;
    private KerasShape _shape;
    private KerasShape? _first;

    /// <summary>The layers that an Add layer reads later, by their names, with their outputs.</summary>
    private readonly Dictionary<string, (int Place, bool HasSteps)> _kept = new(StringComparer.Ordinal);

    /// <summary>A Reshape that splits the features into several axes, after which nothing can be read.</summary>
    private KerasLayer? _split;

    private KerasNetwork(KerasModel model, KerasVersion version, KerasTensors tensors, ImportOptions options)
    {
        _model = model;
        _shape = model.Input;
        _tensors = tensors;
        _activations = new KerasActivations(options.HardSigmoid ?? version.HardSigmoid);
        _recurrent = new KerasRecurrent(version, _activations, tensors);
        _scaling = new KerasScaling(tensors);
        _builder = new NetworkBuilder(options);
        _repeatsMaskedRows = version.RepeatsMaskedRows;
        if (model.InputName is { } input)
        {
            bool isAdded = model.Layers.Any(layer => layer.Added.Contains(input));
            _kept[input] = (isAdded ? _builder.KeepInput(model.Input.Features) : AddLayer.OfInput, HasSteps: true);
        }
    }

    /// <summary>What the next layer reads, if that is known without its kernel.</summary>
    private int? Input => _builder.Output ?? _model.Input.Features;

    /// <summary>Whether there is a rule for a class of layers.</summary>
    /// <param name="wrapped">The class of the layer that it wraps, or null.</param>
    public static bool Knows(string className, string? wrapped = null) => className switch
    {
        KerasBidirectional.ClassName => wrapped is null || KerasRecurrent.Is(wrapped),
        "TimeDistributed" => wrapped is null or "Dense",
        _ => Array.IndexOf(Classes, className) >= 0 || KerasFunctions.IsLayer(className) || KerasScaling.Is(className) || KerasRows.Is(className),
    };

    /// <exception cref="ModelException">The model has something that can't be generated, or a tensor that has no place in it.</exception>
    public static Network Build(KerasModel model, KerasVersion version, TensorTable tensors, IKerasWeights weights, ImportOptions options)
    {
        if (options.Layers.Count > 0)
        {
            throw new ModelException("the order of the layers was given, and the file states it itself");
        }

        if (options.Activations.Count > 0)
        {
            throw new ModelException($"the activation of layer {Shown.Text(options.Activations.Keys.First())} was given, and the file states it itself");
        }

        // Checked before a layer is read, whose kernel or class would be blamed.
        if (model.Input.IdsOf is { } input && model.Layers.Count > 0 && model.Layers[0].ClassName != KerasEmbedding.ClassName)
        {
            throw new ModelException($"{input} has an input of 2 dimensions; an LSTM needs 3: batch, steps, features");
        }

        var network = new KerasNetwork(model, version, new KerasTensors(tensors, weights), options);
        foreach (KerasLayer layer in model.Layers)
        {
            weights.Enter(layer);
            network.Add(layer);
            network.Keep(layer);
        }

        Network built = network._builder.Build(model.Input.Steps, false);
        if (options.ReturnSequences is bool asked && asked != built.ReturnsSequences)
        {
            throw new ModelException(built.Layers[built.LastOverTime].IsRecurrent
                ? $"the file's last LSTM has return_sequences {(built.ReturnsSequences ? "true" : "false")}, and the opposite is asked for"
                : $"the model makes {(built.ReturnsSequences ? "several rows" : "one row")} of a sequence, and the opposite is asked for");
        }

        // After it each LSTM skips masked steps, so that the content of their rows matters only at the end.
        if (version.RepeatsMaskedRows && built is { Masking: not null, ReturnsSequences: true } && built.Layers[built.LastOverTime] is BidirectionalLayer)
        {
            throw new ModelException($"the last LSTM of the model is bidirectional and returns the rows of masked steps, which {version.Framework} computes otherwise than Keras: there they are zero");
        }

        _ = model.Shapes.Aggregate(network._first ?? model.Input, (shape, stated) => shape.With(stated, "the model"));
        tensors.RequireAllUsed();
        return built;
    }

    private void Add(KerasLayer layer)
    {
        if (!Knows(layer.ClassName))
        {
            throw new ModelException($"{layer.Shown} isn't supported; there are LSTM, CuDNNLSTM, Bidirectional, Masking, Dense, TimeDistributed(Dense), BatchNormalization, Normalization, Rescaling, LayerNormalization, Embedding, GlobalAveragePooling1D, GlobalMaxPooling1D, Cropping1D, RepeatVector, Flatten, Reshape, Add, Activation, ReLU, LeakyReLU, ELU, ThresholdedReLU, Softmax and the dropout layers");
        }

        if (_split is not null)
        {
            throw new ModelException($"{layer.Shown} reads several axes of features that {_split.Shown} makes, which is supported at the end of the model alone");
        }

        switch (layer.ClassName)
        {
            case "LSTM" or "CuDNNLSTM":
                Lstm(layer);
                break;
            case KerasBidirectional.ClassName:
                Bidirectional(layer);
                break;
            case "Masking":
                Masking(layer);
                break;
            case "Dense":
                Dense(new KerasPart(layer, KerasHalf.Only, layer));
                break;
            case "TimeDistributed":
                TimeDistributed(layer);
                break;
            case "Activation":
                layer.Members().Known("activation").Float32().RequireAllKnown();
                Reads(layer, null);
                _builder.Activate(layer.Name, _activations.Read(layer.Config, "activation", layer.Shown));
                break;
            case string name when KerasFunctions.IsLayer(name):
                Reads(layer, null);
                _builder.Activate(layer.Name, KerasFunctions.OfLayer(name, layer.Config, layer.Members(), layer.Shown));
                break;
            case "Dropout" or "SpatialDropout1D" or "GaussianNoise" or "GaussianDropout" or "ActivityRegularization":
                layer.Members().PassOver(KerasHarmless.Noise).PassOver(KerasHarmless.Dropout).Float32().RequireAllKnown();
                Reads(layer, null);
                break;
            case KerasChain.Add:
                Sum(layer);
                break;
            case KerasEmbedding.ClassName:
                Embed(layer);
                break;
            case KerasNormalization.ClassName:
                Normalize(layer);
                break;
            case string name when KerasRows.Is(name) || (name == "Flatten" && _shape.HasSteps):
                Rows(layer);
                break;
            case "Flatten" or "Reshape":
                _split = KerasReshaping.Splits(layer, _shape) ? layer : null;
                Reads(layer, null);
                break;
            case string name when KerasScaling.Is(name):
                Scale(layer);
                break;
            default:
                throw new ModelException($"{layer.Shown} has no rule");
        }
    }

    /// <summary>Keeps a layer's output if an Add layer reads it later.</summary>
    private void Keep(KerasLayer layer)
    {
        if (_model.Layers.Any(other => other.Added.Contains(layer.Name)))
        {
            _kept[layer.Name] = (_builder.Keep(), _shape.HasSteps);
        }
    }

    private void Sum(KerasLayer layer)
    {
        layer.Members().Float32().RequireAllKnown();
        Reads(layer, null);
        if (layer.Added.Count == 0)
        {
            throw new ModelException($"{layer.Shown} adds the outputs of several layers, and in a Sequential model it reads one");
        }

        foreach (string added in layer.Added)
        {
            (int place, bool hasSteps) = _kept[added];
            if (added == _model.InputName && _builder.Masking is not null)
            {
                throw new ModelException($"{layer.Shown} adds the model's input, whose steps are masked; its output for these isn't supported");
            }

            if (hasSteps != _shape.HasSteps)
            {
                throw new ModelException($"{layer.Shown} adds layer {Shown.Text(added)}, but one outputs every step and the other only its last");
            }

            _builder.Sum(layer.Name, place);
        }
    }

    private void Embed(KerasLayer layer)
    {
        if (_builder.Output is not null || _shape.IdsOf is null)
        {
            throw new ModelException($"{layer.Shown} looks up rows by ids, and is supported as the first layer, for an input of one id a step: [batch, steps]");
        }

        (int count, int units, float[] table, bool masksZero) = KerasEmbedding.Read(layer, _tensors, _shape.Steps);
        if (_builder.Masking is not null)
        {
            throw new ModelException($"{layer.Shown} reads masked steps, and masks its id 0 itself with mask_zero");
        }

        Reads(layer, 1);
        _builder.Embed(layer.Name, count, units, table);
        _builder.Masking = masksZero ? new Masking(0) : null;
        _shape = new KerasShape(_shape.Batch, _shape.Steps, units);
    }

    private void Normalize(KerasLayer layer)
    {
        (float epsilon, float[]? gamma, float[]? beta) = KerasNormalization.Read(layer, _tensors, Input, _shape.HasSteps ? 3 : 2);
        _builder.Normalize(layer.Name, Input ?? gamma?.Length ?? beta?.Length, epsilon, gamma, beta);
        Reads(layer, _builder.Output);
    }

    private void Lstm(KerasLayer layer)
    {
        if (_builder.Masking is null)
        {
            layer.Config.PassOver("zero_output_for_mask", KerasHarmless.ZeroOutputForMask);
        }
        else if (layer.Config.BoolOr("zero_output_for_mask", false, KerasHarmless.LeftOut))
        {
            throw new ModelException($"{layer.Shown} has zero_output_for_mask, and masked steps repeat the output before them in what is generated: leave it off");
        }

        var part = new KerasPart(layer, KerasHalf.Only, layer);
        (LstmLayer lstm, LstmTensors tensors) = _recurrent.Read(part, Input, KerasRecurrent.GoesBackwards(layer) ? Direction.GoBackwards : Direction.Forward);
        _builder.Lstm(layer.Name, lstm, tensors);
        Reads(layer, lstm.Input);
        _shape = _shape.After(_builder.Output!.Value, lstm.ReturnSequences);
    }

    private void Bidirectional(KerasLayer layer)
    {
        (KerasPart first, Direction firstDirection, KerasPart second, Direction secondDirection) = KerasBidirectional.Halves(layer);
        (LstmLayer forward, LstmTensors forwardTensors) = _recurrent.Read(first, Input, firstDirection);
        (LstmLayer backward, LstmTensors backwardTensors) = _recurrent.Read(second, forward.Input, secondDirection);
        _builder.Bidirectional(layer.Name, forward, forwardTensors, backward, backwardTensors, KerasBidirectional.MergeOf(layer));
        foreach (KerasLayer stating in new[] { layer, first.Layer, second.Layer })
        {
            Reads(stating, forward.Input);
        }

        _shape = _shape.After(_builder.Output!.Value, forward.ReturnSequences);
    }

    private void Masking(KerasLayer layer)
    {
        layer.Members().Known("mask_value").Float32().RequireAllKnown();
        Reads(layer, null);
        if (_builder.ScaledBy is { } scale)
        {
            throw new ModelException($"{layer.Shown} compares with its mask_value what {Shown.Text(scale)} has scaled, and a mask compares the network's input: put it before that layer, or leave the scaler out");
        }

        if (_builder.Output is not null || _builder.Masking is not null)
        {
            throw new ModelException($"{layer.Shown} comes after other layers; one that masks steps is supported only before the first layer");
        }

        _builder.Masking = new Masking(layer.Config.FindOr("mask_value", KerasHarmless.LeftOut)?.Float ?? 0);
    }

    private void Scale(KerasLayer layer)
    {
        if (_builder.Masking is not null && layer.ClassName != "BatchNormalization")
        {
            throw new ModelException(
                $"{layer.Shown} reads masked steps, and versions of Keras differ in whether the layers after it know the mask; a BatchNormalization is supported there");
        }

        Scaling scaling = _scaling.Read(layer, Input, _shape.HasSteps ? 3 : 2);
        if (scaling.Features is int scaled && Input is int read && scaled != read)
        {
            throw new ModelException($"{layer.Shown} scales {scaled} features, and it reads {read}");
        }

        Reads(layer, _shape.Features ?? scaling.Features);
        _builder.Scale(layer.Name, scaling);
    }

    private void Rows(KerasLayer layer)
    {
        Reads(layer, null);
        (RowsKind kind, int count) = KerasRows.Read(layer, _shape);
        int features = _shape.Features ?? throw new ModelException($"{layer.Shown} reads features whose number isn't known");
        if (_builder.Masking is not null && _repeatsMaskedRows)
        {
            throw new ModelException($"{layer.Shown} reads masked steps, which TensorFlow.js computes otherwise than Keras: it reads their rows, too");
        }

        _builder.Rows(layer.Name, kind, features, count);
        _shape = _shape.WithRows(_builder.Output!.Value, kind is RowsKind.Last or RowsKind.Repeat ? count : null);
    }

    private void TimeDistributed(KerasLayer layer)
    {
        layer.Members().Known("layer").Float32().RequireAllKnown();
        KerasLayer inner = layer.Wrapped("layer");
        if (!Knows(layer.ClassName, inner.ClassName))
        {
            throw new ModelException($"{layer.Shown} wraps {inner.Shown}; only a Dense layer in it is supported");
        }

        if (!_shape.HasSteps)
        {
            throw new ModelException($"{layer.Shown} reads every step, and the LSTM before it outputs only its last step");
        }

        Dense(new KerasPart(layer, KerasHalf.Only, inner));
    }

    private void Dense(KerasPart part)
    {
        part.Layer.Members()
            .Known("units", "activation", "use_bias")
            .PassOver(KerasHarmless.Initializers).PassOver(KerasHarmless.Regularizers)
            .Off("lora_rank", "lora_alpha", "quantization_config").Float32().RequireAllKnown();
        (int input, int units) = _tensors.Sizes(part, Input, 1);
        bool useBias = part.Config.BoolOr("use_bias", true, KerasHarmless.LeftOut);
        _builder.Dense(
            part.Owner.Name, input, units, _activations.Read(part.Config, "activation", part.Shown),
            _tensors.Take(part, KerasTensor.Kernel, input, units),
            useBias ? _tensors.Take(part, KerasTensor.Bias, units) : null);
        Reads(part.Owner, input);
        if (part.Layer != part.Owner)
        {
            // A wrapped layer is given a step at a time.
            _ = part.Layer.Shapes.Aggregate(_shape.After(input, hasSteps: false), (shape, stated) => shape.With(stated, part.Shown));
        }

        _shape = _shape.After(units, _shape.HasSteps);
    }

    /// <summary>Compares the shapes that the file states for a layer's input with the actual one.</summary>
    /// <param name="features">The features, or null if the layer has no kernel that says how many it reads.</param>
    /// <exception cref="ModelException">They contradict each other.</exception>
    private void Reads(KerasLayer layer, int? features)
    {
        _shape = layer.Shapes.Aggregate(_shape with { Features = features ?? _shape.Features }, (shape, stated) => shape.With(stated, layer.Shown));
        _first ??= _shape;
    }
}
