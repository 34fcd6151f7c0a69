using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>Makes a network of a model's configuration and its tensors.</summary>
internal sealed class KerasNetwork
{
    private readonly KerasModel _model;
    private readonly KerasVersion _version;
    private readonly TensorTable _tensors;
    private readonly IKerasWeights _weights;
    private readonly KerasActivations _activations;
    private readonly NetworkBuilder _builder;
    private bool _hasSteps = true;

    private KerasNetwork(KerasModel model, KerasVersion version, TensorTable tensors, IKerasWeights weights, ImportOptions options)
    {
        _model = model;
        _version = version;
        _tensors = tensors;
        _weights = weights;
        _activations = new KerasActivations(options.HardSigmoid ?? version.HardSigmoid);
        _builder = new NetworkBuilder(options);
    }

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

        var network = new KerasNetwork(model, version, tensors, weights, options);
        foreach (KerasLayer layer in model.Layers)
        {
            weights.Enter(layer);
            network.Add(layer);
        }

        Network built = network._builder.Build(model.Input.Steps, false);
        if (options.ReturnSequences is bool asked && asked != built.ReturnsSequences)
        {
            throw new ModelException($"the file's last LSTM has return_sequences {(built.ReturnsSequences ? "true" : "false")}, and the opposite is asked for");
        }

        tensors.RequireAllUsed();
        return built;
    }

    private void Add(KerasLayer layer)
    {
        switch (layer.ClassName)
        {
            case "LSTM":
                Lstm(layer);
                break;
            case "CuDNNLSTM":
                CuDnnLstm(layer);
                break;
            case "Dense":
                Dense(layer, layer);
                break;
            case "TimeDistributed":
                TimeDistributed(layer);
                break;
            case "Activation":
                Members(layer).Known("activation").Float32().RequireAllKnown();
                _builder.Activate(layer.Name, _activations.Read(layer.Config, "activation", layer.Shown));
                break;
            case "ReLU":
                Members(layer).Off("max_value", "negative_slope", "threshold").Float32().RequireAllKnown();
                _builder.Activate(layer.Name, Activation.Relu);
                break;
            case "Dropout" or "SpatialDropout1D" or "GaussianNoise" or "GaussianDropout" or "ActivityRegularization":
                // These change something while a model is trained, and hand on what they read when it is used.
                Members(layer).Known("rate", "noise_shape", "seed", "stddev", "l1", "l2").Float32().RequireAllKnown();
                break;
            default:
                throw new ModelException($"{layer.Shown} isn't supported yet; there are LSTM, CuDNNLSTM, Dense, TimeDistributed(Dense), Activation, ReLU and the dropout layers");
        }
    }

    private void Lstm(KerasLayer layer)
    {
        Recurrent(layer)
            .Known("activation", "recurrent_activation", "use_bias", "dropout", "recurrent_dropout", "implementation", "unroll", "use_cudnn", "seed")
            .RequireAllKnown();
        (int input, int units) = Sizes(layer, layer, 4);
        bool useBias = layer.Config.BoolOr("use_bias", true);
        Activation activation = Has(layer, "activation") ? _activations.Read(layer.Config, "activation", layer.Shown) : Activation.Tanh;
        Activation recurrent = Has(layer, "recurrent_activation") ? _activations.Read(layer.Config, "recurrent_activation", layer.Shown)
            : _version.RecurrentActivation
            ?? throw new ModelException($"{layer.Shown} has no recurrent_activation, and in {_version.Framework} that may mean sigmoid or hard_sigmoid");
        AddLstm(
            layer, input, units, activation, recurrent,
            Take(layer, layer, KerasTensor.Kernel, input, 4L * units),
            Take(layer, layer, KerasTensor.RecurrentKernel, units, 4L * units),
            useBias ? Take(layer, layer, KerasTensor.Bias, 4L * units) : null);
    }

    private void CuDnnLstm(KerasLayer layer)
    {
        Recurrent(layer).RequireAllKnown();
        (int input, int units) = Sizes(layer, layer, 4);
        AddLstm(
            layer, input, units, Activation.Tanh, Activation.Sigmoid,
            CuDnnLayout.Kernel(Take(layer, layer, KerasTensor.Kernel, input, 4L * units), input, units),
            CuDnnLayout.Kernel(Take(layer, layer, KerasTensor.RecurrentKernel, units, 4L * units), units, units),
            CuDnnLayout.Bias(Take(layer, layer, KerasTensor.Bias, 8L * units), units));
    }

    private void AddLstm(
        KerasLayer layer, int input, int units, Activation activation, Activation recurrent, float[] kernel, float[] recurrentKernel, float[]? bias)
    {
        _hasSteps = layer.Config.BoolOr("return_sequences", false);
        _builder.Lstm(layer.Name, input, units, activation, recurrent, _hasSteps, kernel, recurrentKernel, bias);
    }

    private void TimeDistributed(KerasLayer layer)
    {
        Members(layer).Known("layer").Float32().RequireAllKnown();
        JsonModel json = layer.Config["layer"];
        new KerasMembers(json, $"the layer in {layer.Shown}")
            .Known("module", "class_name", "config", "registered_name", "build_config", "shared_object_id", "name")
            .RequireAllKnown();
        var inner = new KerasLayer(json["class_name"].Text, json["config"]["name"].Text, json["config"]);
        if (inner.ClassName != "Dense")
        {
            throw new ModelException($"{layer.Shown} wraps {inner.Shown}; only a Dense layer in it is supported");
        }

        if (!_hasSteps)
        {
            throw new ModelException($"{layer.Shown} reads every step, and the LSTM in front of it hands on its last step alone");
        }

        Dense(layer, inner);
    }

    /// <param name="layer">The layer, or its wrapper, by whose name its tensors are found.</param>
    /// <param name="dense">The layer itself.</param>
    private void Dense(KerasLayer layer, KerasLayer dense)
    {
        Members(dense)
            .Known("units", "activation", "use_bias")
            .Known("kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint")
            .Off("lora_rank", "lora_alpha", "quantization_config").Float32().RequireAllKnown();
        (int input, int units) = Sizes(layer, dense, 1);
        bool useBias = dense.Config.BoolOr("use_bias", true);
        _builder.Dense(
            layer.Name, input, units, _activations.Read(dense.Config, "activation", dense.Shown),
            Take(layer, dense, KerasTensor.Kernel, input, units),
            useBias ? Take(layer, dense, KerasTensor.Bias, units) : null);
    }

    /// <summary>What all layers have. <c>trainable</c> matters to training alone.</summary>
    private static KerasMembers Members(KerasLayer layer) =>
        new KerasMembers(layer.Config, layer.Shown).Known("name", "trainable", "batch_input_shape", "batch_shape");

    /// <summary>
    /// What both kinds of LSTM have. <c>unit_forget_bias</c> says how the bias was initialized, and regularizers and constraints act in
    /// training. <c>stateful</c> keeps the state from one call to the next: the generated code does so where its caller asks for it, and a
    /// sequence alone starts at the same state.
    /// </summary>
    private static KerasMembers Recurrent(KerasLayer layer) => Members(layer)
        .Known("units", "return_sequences", "stateful", "unit_forget_bias")
        .Known("kernel_initializer", "recurrent_initializer", "bias_initializer")
        .Known("kernel_regularizer", "recurrent_regularizer", "bias_regularizer", "activity_regularizer")
        .Known("kernel_constraint", "recurrent_constraint", "bias_constraint")
        .Off("return_state", "go_backwards", "time_major", "zero_output_for_mask")
        .Float32();

    /// <summary>The input and the units of a layer. The units are checked before they are multiplied with anything.</summary>
    private (int Input, int Units) Sizes(KerasLayer layer, KerasLayer inner, int gates)
    {
        JsonModel json = inner.Config["units"];
        int units = json.Int;
        if (units is < 1 or > Limits.Units)
        {
            throw new ModelException(FormattableString.Invariant($"{inner.Shown} has {units} units; 1 to {Limits.Units} can be generated"));
        }

        if ((_builder.Output ?? _model.Input.Features) is int input)
        {
            return (input, units);
        }

        long rows = _tensors.ShapeOf(_weights.Find(layer, KerasTensor.Kernel), 2)[0];
        return rows is >= 1 and <= Limits.TrainedParameters
            ? ((int)rows, units)
            : throw new ModelException(FormattableString.Invariant($"{inner.Shown} has a kernel for {rows} inputs and {gates * units} columns, which can't be generated"));
    }

    private float[] Take(KerasLayer layer, KerasLayer inner, KerasTensor tensor, params long[] shape) =>
        _tensors.Take(_weights.Find(layer, tensor), $"{KerasTensorNames.Of(tensor).Replace('_', ' ')} of {inner.Name}", shape);

    /// <summary>Whether there is a member, even if it is null.</summary>
    private static bool Has(KerasLayer layer, string member) => layer.Config.Names.Contains(member);
}
