using System;

namespace EdgeSensor;

/// <summary>
/// Fits the network's last layer to the sensor at hand: after each 24 hours, one step of the optimizer. The LSTM before it isn't changed,
/// so that a bad day can't spoil what was learned from a year.
/// </summary>
/// <remarks>
/// train.py's loss, the likelihood of Laplace's distribution, couples a forecast with its spread; none of the losses that <c>[Training]</c>
/// has does. But a step only needs the loss' slopes, and the mean of (y - t)² has whatever slopes are wanted: at t = y - slope/2, its
/// derivative by y is the slope. So the targets are the network's outputs, moved by half of that; where there is nothing to learn, they are
/// the outputs themselves.
/// </remarks>
internal sealed class Adaptation
{
    private readonly Forecaster.Trainer trainer = new() { LearningRate = 0.003 };

    /// <summary>The network that adapts.</summary>
    internal Forecaster Forecaster { get; } = new();

    /// <summary>The hours since the last step.</summary>
    internal Window Window { get; } = new();

    /// <summary>Keeps an hour that the network has read, and its outputs.</summary>
    internal void Note(ReadOnlySpan<float> input, ReadOnlySpan<float> output) => Window.Add(input, output);

    /// <summary>Learns from the outcome of the last forecast.</summary>
    internal void Learn(Reading reading, in Verdict temperature, in Verdict humidity)
    {
        Learn(0, (reading.Temperature - temperature.Forecast) / Forecaster.TemperatureUnit, temperature.IsLesson);
        Learn(1, (reading.Humidity - humidity.Forecast) / Forecaster.HumidityUnit, humidity.IsLesson);
    }

    /// <summary>
    /// Changes the network if a window is full. Called between two hours, so that a forecast and its outcome belong to one network.
    /// </summary>
    internal void StepIfDue()
    {
        if (!Window.IsFull)
        {
            return;
        }

        if (Window.IsFirst)
        {
            trainer.Accumulate(Window.Inputs, Window.Targets);
        }
        else
        {
            trainer.Continue(Window.Inputs, Window.Targets);
        }

        trainer.Apply();
        Forecaster.SetParameters(trainer.Parameters);
        Window.Clear(isFirst: false);
    }

    /// <summary>Forgets the hours since the last step, because the network starts from its initial state. What was learned stays.</summary>
    internal void StartAnew() => Window.Clear(isFirst: true);

    internal void WriteTo(Span<byte> bytes) => trainer.WriteTo(bytes);

    internal void ReadFrom(ReadOnlySpan<byte> bytes)
    {
        trainer.ReadFrom(bytes);
        Forecaster.SetParameters(trainer.Parameters);
    }

    private void Learn(int channel, float error, bool isLesson)
    {
        if (!isLesson)
        {
            return;
        }

        // The loss is |error|/spread + log(spread), where spread = LeastSpread + root².
        Span<float> targets = Window.LastTarget;
        ref float change = ref targets[channel], root = ref targets[channel + 2];
        float spread = Forecaster.LeastSpread + root * root;
        float changeSlope = -MathF.Sign(error) / spread;
        float rootSlope = 2 * root * (spread - MathF.Abs(error)) / (spread * spread);
        change -= changeSlope / 2;
        root -= rootSlope / 2;
    }
}
