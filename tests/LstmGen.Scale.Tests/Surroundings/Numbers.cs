using System;
using System.Linq;

/// <summary>Parameters, readings, and what the network alone computes from them.</summary>
public static class Numbers
{
    public static Forecaster Forecaster() => new(Some(global::Forecaster.ParameterCount, 1));

    public static Window Window() => new(Some(global::Window.ParameterCount, 2));

    /// <summary>Numbers from -1/2 to 1/2.</summary>
    public static float[] Some(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    public static float[] Reading(string device, long number) => Some(global::Forecaster.InputSize, (device[^1] * 100_000) + (int)number);

    /// <summary>The forecasts of a device's readings from 1 on, without an engine.</summary>
    public static float[][] Forecasts(Forecaster forecaster, string device, int count)
    {
        global::Forecaster.State state = global::Forecaster.State.Initial;
        var forecasts = new float[count][];
        for (int index = 0; index < count; index++)
        {
            forecasts[index] = new float[global::Forecaster.OutputSize];
            forecaster.Step(Reading(device, index + 1), forecasts[index], ref state);
        }

        return forecasts;
    }
}
