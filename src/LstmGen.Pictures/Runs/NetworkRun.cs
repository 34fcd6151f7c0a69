using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>What a network computed for one sequence: what the pictures are drawn from.</summary>
public sealed class NetworkRun
{
    private readonly double[] _parameters;
    private readonly double[] _input;
    private readonly double[] _trace;
    private readonly double[]? _initialState;
    private readonly int _traceSize;

    /// <summary>A run of a network in single precision.</summary>
    /// <param name="architecture">The constant <c>Architecture</c> of the network's class.</param>
    /// <param name="parameters">The parameters in Keras' order, as <c>CopyParametersTo</c> writes them: <see cref="NetworkArchitecture.ParameterCount"/> values.</param>
    /// <param name="input">The sequence, step by step: <see cref="NetworkArchitecture.InputSize"/> values a step.</param>
    /// <param name="trace">What <c>Trace</c> wrote for that sequence: <see cref="NetworkArchitecture.TraceSize"/> values a step.</param>
    /// <param name="initialState">The state before the first step, h then c of each LSTM in the order of the parameters; left out, it is zero.</param>
    /// <exception cref="ArgumentException">An array doesn't have the length that the architecture asks for.</exception>
    public NetworkRun(NetworkArchitecture architecture, float[] parameters, float[] input, float[] trace, float[]? initialState = null)
        : this(architecture, Wide(parameters, nameof(parameters)), Wide(input, nameof(input)), Wide(trace, nameof(trace)), initialState is null ? null : Wide(initialState, nameof(initialState)), isDouble: false)
    {
    }

    /// <summary>A run of a network in double precision.</summary>
    /// <param name="architecture">The constant <c>Architecture</c> of the network's class.</param>
    /// <param name="parameters">The parameters in Keras' order, as <c>CopyParametersTo</c> writes them: <see cref="NetworkArchitecture.ParameterCount"/> values.</param>
    /// <param name="input">The sequence, step by step: <see cref="NetworkArchitecture.InputSize"/> values a step.</param>
    /// <param name="trace">What <c>Trace</c> wrote for that sequence: <see cref="NetworkArchitecture.TraceSize"/> values a step.</param>
    /// <param name="initialState">The state before the first step, h then c of each LSTM in the order of the parameters; left out, it is zero.</param>
    /// <exception cref="ArgumentException">An array doesn't have the length that the architecture asks for.</exception>
    public NetworkRun(NetworkArchitecture architecture, double[] parameters, double[] input, double[] trace, double[]? initialState = null)
        : this(architecture, Copy(parameters, nameof(parameters)), Copy(input, nameof(input)), Copy(trace, nameof(trace)), (double[]?)initialState?.Clone(), isDouble: true)
    {
    }

    private NetworkRun(NetworkArchitecture architecture, double[] parameters, double[] input, double[] trace, double[]? initialState, bool isDouble)
    {
        Architecture = architecture ?? throw new ArgumentNullException(nameof(architecture));
        _parameters = parameters;
        _input = input;
        _trace = trace;
        _initialState = initialState;
        _traceSize = architecture.TraceSize;
        IsDouble = isDouble;
        Need(parameters.Length, architecture.ParameterCount, "parameters", nameof(parameters));
        if (input.Length == 0 || input.Length % architecture.InputSize != 0)
        {
            throw new ArgumentException(Invariant($"The input has {input.Length} values; it needs {architecture.InputSize} for each step, and at least one step."), nameof(input));
        }

        Steps = input.Length / architecture.InputSize;
        if (trace.Length != (long)Steps * _traceSize)
        {
            throw new ArgumentException(Invariant($"The trace has {trace.Length} values; {Steps} steps need {Steps} · {_traceSize} = {(long)Steps * _traceSize}."), nameof(trace));
        }

        if (initialState is not null)
        {
            Need(initialState.Length, architecture.StateSize, "values of the initial state", nameof(initialState));
        }
    }

    /// <summary>The network.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <summary>The steps of the sequence.</summary>
    public int Steps { get; }

    /// <summary>Whether the network computes in double precision.</summary>
    public bool IsDouble { get; }

    /// <summary>The network's name, which the pictures have as a title; null where it has none.</summary>
    public string? Title { get; init; }

    /// <summary>A name for each input value of a step; null for x0, x1, ….</summary>
    public IReadOnlyList<string>? FeatureNames { get; init; }

    /// <summary>A name for each step; null for step 0, step 1, ….</summary>
    public IReadOnlyList<string>? StepNames { get; init; }

    /// <summary>A name for each output value; null where they have none.</summary>
    public IReadOnlyList<string>? OutputNames { get; init; }

    /// <summary>What an LSTM computed.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="half">0, or 1 for the second half of a bidirectional layer.</param>
    /// <param name="step">The row of the layer's input, from 0.</param>
    /// <param name="value">Which value.</param>
    /// <param name="unit">The unit, from 0, or the value of the projection for <see cref="CellValue.Hidden"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, half, step, value or unit.</exception>
    public double this[int layer, int half, int step, CellValue value, int unit]
    {
        get
        {
            LstmArchitecture lstm = Lstm(layer, half);
            Check(step, Steps, "step", nameof(step));
            Check(unit, value == CellValue.Hidden ? lstm.HiddenSize : lstm.Units, "unit", nameof(unit));
            return _trace[((long)step * _traceSize) + Architecture.TraceStart(layer, half) + Offset(lstm, value) + unit];
        }
    }

    /// <summary>What a layer reads at a step: the sequence, or what the layer before it passes on.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="step">The row of the layer's input, from 0; a layer after one that passes on its last step alone has only the last.</param>
    /// <param name="feature">The value, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, step or value.</exception>
    public double Input(int layer, int step, int feature)
    {
        LayerArchitecture reader = Layer(layer);
        Check(step, Steps, "step", nameof(step));
        Check(feature, reader.InputSize, "value", nameof(feature));
        if (layer > 0 && Architecture.Layers[layer - 1] is RowsArchitecture { IsPooling: false } made)
        {
            // It passes on values that it reads.
            (int row, int index) = made.Operation switch
            {
                RowsOperation.Flatten => (Steps - made.Rows!.Value + (feature / made.InputSize), feature % made.InputSize),
                RowsOperation.Repeat => (Steps - 1, feature),
                _ => (step, feature),
            };
            return Input(layer - 1, row, index);
        }

        if (layer == 0)
        {
            return _input[((long)step * reader.InputSize) + feature];
        }

        // The rows of these are ordered from the last to the first; a single row passed on is the one read last.
        var before = Architecture.Layers[layer - 1] as LstmArchitecture;
        bool isTurned = before?.Direction is ReadingDirection.GoBackwards or ReadingDirection.Turned;
        int read = before is { PassesOnLastStepAlone: true } ? (before.ReadsBackwards ? 0 : Steps - 1) : isTurned ? Steps - 1 - step : step;
        return before is { PassesOnLastStepAlone: true } && step != Steps - 1 ? double.NaN : Output(layer - 1, read, feature);
    }

    /// <summary>What a layer computed in a row: h of an LSTM, the merged halves of a bidirectional layer, the values of a Dense layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="step">The row of the layer's input, from 0.</param>
    /// <param name="index">The value, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, step or value.</exception>
    public double Output(int layer, int step, int index)
    {
        LayerArchitecture writer = Layer(layer);
        Check(step, Steps, "step", nameof(step));
        Check(index, writer.OutputSize, "value", nameof(index));
        return writer is RowsArchitecture { IsPooling: false } made
            ? made.Operation switch
            {
                RowsOperation.Flatten => Input(layer, Steps - made.Rows!.Value + (index / made.InputSize), index % made.InputSize),
                RowsOperation.Repeat => Input(layer, Steps - 1, index),
                _ => Input(layer, step, index),
            }
            : writer is LstmArchitecture
            ? this[layer, 0, step, CellValue.Hidden, index]
            : _trace[((long)step * _traceSize) + Architecture.TraceStart(layer, writer.Lstms.Count) + index];
    }

    /// <summary>The state of an LSTM before a step: that after the step which it read before, or the initial one.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="half">0, or 1 for the second half of a bidirectional layer.</param>
    /// <param name="step">The row of the layer's input, from 0.</param>
    /// <param name="value"><see cref="CellValue.Cell"/> or <see cref="CellValue.Hidden"/>.</param>
    /// <param name="unit">The unit, from 0, or the value of the projection for <see cref="CellValue.Hidden"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, half, step, state or unit.</exception>
    public double Before(int layer, int half, int step, CellValue value, int unit)
    {
        LstmArchitecture lstm = Lstm(layer, half);
        Check(step, Steps, "step", nameof(step));
        if (value is not (CellValue.Cell or CellValue.Hidden))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "Only Cell and Hidden are passed from step to step.");
        }

        Check(unit, value == CellValue.Hidden ? lstm.HiddenSize : lstm.Units, "unit", nameof(unit));
        int before = lstm.ReadsBackwards ? step + 1 : step - 1;
        if (before >= FirstStep(layer) && before < Steps && !ReadsLastStepAlone(layer))
        {
            return this[layer, half, before, value, unit];
        }

        if (_initialState is null)
        {
            return 0;
        }

        IEnumerable<LstmArchitecture> earlier = Architecture.Layers.Take(layer).SelectMany(any => any.Lstms).Concat(Architecture.Layers[layer].Lstms.Take(half));
        return _initialState[earlier.Sum(any => any.HiddenSize + any.Units) + (value == CellValue.Cell ? lstm.HiddenSize : 0) + unit];
    }

    /// <summary>Whether a step was masked: the state passed by it unchanged, and there are no gates.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="half">0, or 1 for the second half of a bidirectional layer.</param>
    /// <param name="step">The row of the layer's input, from 0.</param>
    public bool IsMasked(int layer, int half, int step)
    {
        LstmArchitecture lstm = Lstm(layer, half);
        return Enumerable.Range(0, lstm.Units).All(unit => double.IsNaN(this[layer, half, step, CellValue.InputGate, unit]) && double.IsNaN(this[layer, half, step, CellValue.OutputGate, unit]))
            && Enumerable.Range(0, lstm.Units).Any(unit => !double.IsNaN(this[layer, half, step, CellValue.Cell, unit]));
    }

    /// <summary>Whether a layer is computed only for the last step, because one before it passes on no other.</summary>
    internal bool ReadsLastStepAlone(int layer) => Architecture.Layers.Take(layer).Aggregate(
        false, (isAlone, before) => before is RowsArchitecture made ? made.MakesOne : isAlone || before.PassesOnLastStepAlone);

    /// <summary>
    /// The first row of the trace that a layer has: if it reads fewer rows than there are steps, these are the last ones.
    /// </summary>
    internal int FirstStep(int layer) => Architecture.Layers.Take(layer).Aggregate(0, (first, before) =>
        before is RowsArchitecture made ? Math.Max(0, Steps - (made.MakesOne ? 1 : made.Rows!.Value))
        : before.PassesOnLastStepAlone ? Steps - 1
        : first);

    /// <summary>A layer that has units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or it has none.</exception>
    internal LayerArchitecture WithUnits(int layer) => Layer(layer) is not RowsArchitecture and var what
        ? what
        : throw new ArgumentOutOfRangeException(nameof(layer), layer, Invariant($"Layer {layer} is '{Layer(layer)}', which has no units."));

    /// <summary>The steps of an LSTM, or of a Dense layer, in the order of computation.</summary>
    internal int[] Order(int layer, int half)
    {
        if (ReadsLastStepAlone(layer))
        {
            return [Steps - 1];
        }

        int first = FirstStep(layer);
        IEnumerable<int> steps = Enumerable.Range(first, Steps - first);
        return [.. Layer(layer).Lstms.Count > half && Layer(layer).Lstms[half].ReadsBackwards ? steps.Reverse() : steps];
    }

    /// <summary>A parameter by its place among all.</summary>
    internal double Parameter(int index) => _parameters[index];

    /// <summary>The network's own output, to which the skip connection has added the input.</summary>
    internal double NetworkOutput(int step, int index) => Architecture.HasSkip
        ? _trace[((long)(step + 1) * _traceSize) - Architecture.OutputSize + index]
        : Output(Architecture.Layers.Count - 1, step, index);

    /// <summary>The text that reads back as the same value.</summary>
    internal string Exact(double value) => IsDouble ? NumberText.Exact(value) : NumberText.Exact((float)value);

    internal string FeatureName(int layer, int feature) => layer == 0 && FeatureNames is { } names && feature < names.Count ? names[feature]
        : Layer(layer).InputSize == 1 ? "x" : Invariant($"x{feature}");

    internal string StepName(int step) => StepNames is { } names && step < names.Count ? names[step] : Invariant($"step {step}");

    internal LayerArchitecture Layer(int layer)
    {
        Check(layer, Architecture.Layers.Count, "layer", nameof(layer));
        return Architecture.Layers[layer];
    }

    internal LstmArchitecture Lstm(int layer, int half)
    {
        IReadOnlyList<LstmArchitecture> lstms = Layer(layer).Lstms;
        return lstms.Count == 0 ? throw new ArgumentOutOfRangeException(nameof(layer), layer, Invariant($"Layer {layer} is '{Layer(layer)}'; an LSTM is needed here."))
            : half < 0 || half >= lstms.Count ? throw new ArgumentOutOfRangeException(nameof(half), half, Invariant($"Layer {layer} is '{Layer(layer)}', for which half must be from 0 to {lstms.Count - 1}."))
            : lstms[half];
    }

    internal static void Check(int index, int count, string what, string name)
    {
        if (index < 0 || index >= count)
        {
            throw new ArgumentOutOfRangeException(name, index, Invariant($"There are {count} {what}s; {name} must be from 0 to {count - 1}."));
        }
    }

    private static int Offset(LstmArchitecture lstm, CellValue value) => value switch
    {
        CellValue.InputGate or CellValue.ForgetGate or CellValue.Candidate or CellValue.OutputGate or CellValue.Cell => (int)value * lstm.Units,
        CellValue.ProjectionInput when lstm.Projection is not null => 5 * lstm.Units,
        CellValue.Hidden => (lstm.Projection is null ? 5 : 6) * lstm.Units,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, $"'{lstm}' has no such value."),
    };

    private static void Need(int has, int needs, string what, string name)
    {
        if (has != needs)
        {
            throw new ArgumentException(Invariant($"There are {has} {what}; the architecture needs {needs}."), name);
        }
    }

    private static double[] Wide(float[] values, string name) => Array.ConvertAll(values ?? throw new ArgumentNullException(name), value => (double)value);

    private static double[] Copy(double[] values, string name) => (double[])(values ?? throw new ArgumentNullException(name)).Clone();
}
