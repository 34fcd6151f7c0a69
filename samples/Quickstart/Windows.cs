using System;

namespace Quickstart;

/// <summary>Windows of the measurements, one after another: the network's inputs, and its expected outputs.</summary>
internal sealed class Windows
{
    private readonly float[] _inputs;
    private readonly float[] _targets;

    /// <param name="end">The month after the last one that is forecast.</param>
    /// <param name="first">The first month that is forecast; a window may read earlier months.</param>
    internal Windows(ElNino data, int first, int end)
    {
        first = Math.Max(first, Forecast.Steps);
        Count = end - Forecast.OutputSize + 1 - first;
        _inputs = new float[Count * Forecast.InputLength];
        _targets = new float[Count * Forecast.OutputLength];
        for (int window = 0; window < Count; window++)
        {
            data.ReadWindow(first + window, _inputs.AsSpan(window * Forecast.InputLength, Forecast.InputLength));
            data.ReadChanges(first + window, _targets.AsSpan(window * Forecast.OutputLength, Forecast.OutputLength));
        }
    }

    internal int Count { get; }

    internal ReadOnlySpan<float> Input(int window) => _inputs.AsSpan(window * Forecast.InputLength, Forecast.InputLength);

    internal ReadOnlySpan<float> Target(int window) => _targets.AsSpan(window * Forecast.OutputLength, Forecast.OutputLength);

    /// <summary>The mean squared error with a trainer's parameters, in the network's units: 1 is <see cref="ElNino.Scale"/>.</summary>
    internal double MeanSquare(Forecast.Trainer trainer)
    {
        double sum = 0;
        for (int window = 0; window < Count; window++)
        {
            sum += trainer.Evaluate(Input(window), Target(window));
        }

        return sum / Count;
    }
}
