using System;
using System.Linq;
using LstmGen.TestKit.References;

namespace LstmGen.Pictures.Tests.Runs;

/// <summary>Runs to draw, the same every time.</summary>
internal static class Samples
{
    /// <summary>The three units of the Quickstart sample on 1, 2, 3, 4.</summary>
    public static NetworkRun ThreeUnits()
    {
        float[] parameters =
        [
            0.5f, 0.2f, -0.3f, /**/ -0.2f, 0.1f, 0.3f, /**/ 0.4f, -0.5f, 0.2f, /**/ 0.3f, 0.1f, -0.1f,
            0.1f, 0.3f, -0.2f, /**/ 0.2f, -0.1f, 0.1f, /**/ -0.3f, 0.2f, 0.5f, /**/ 0.4f, 0.0f, 0.2f,
            -0.4f, 0.1f, 0.2f, /**/ 0.1f, 0.3f, -0.2f, /**/ 0.6f, -0.1f, 0.3f, /**/ 0.0f, 0.2f, 0.1f,
            0.2f, -0.1f, 0.3f, /**/ -0.1f, 0.2f, 0.4f, /**/ 0.1f, 0.5f, -0.2f, /**/ 0.3f, -0.2f, 0.1f,
            0.0f, 0.0f, 0.0f, /**/ 1.0f, 1.0f, 1.0f, /**/ 0.0f, 0.0f, 0.0f, /**/ 0.0f, 0.0f, 0.0f,
        ];
        return Of("lstm 1>3 tanh/sigmoid", parameters, [1, 2, 3, 4]);
    }

    /// <summary>A run of an architecture with parameters and an input that look random.</summary>
    public static NetworkRun Of(string architecture, int steps, bool hasInitialState = false, bool[]? mask = null)
    {
        var network = NetworkArchitecture.Parse(architecture);
        uint state = 12345;
        float Next() => ((state = unchecked((state * 1664525) + 1013904223)) >> 8) / (float)(1 << 23) - 1;
        float scale = 1.5f / MathF.Sqrt(network.Layers.Max(layer => layer.InputSize + layer.OutputSize));
        float[] parameters = [.. Enumerable.Range(0, network.ParameterCount).Select(_ => scale * Next())];
        float[] input = [.. Enumerable.Range(0, steps * network.InputSize).Select(_ => Next())];
        float[]? initial = hasInitialState ? [.. Enumerable.Range(0, network.StateSize).Select(_ => Next())] : null;
        return Of(architecture, parameters, input, initial, mask);
    }

    public static NetworkRun Of(string architecture, float[] parameters, float[] input, float[]? initialState = null, bool[]? mask = null)
    {
        var network = NetworkArchitecture.Parse(architecture);
        return new NetworkRun(network, parameters, input, Trace(network, parameters, input, initialState, mask), initialState);
    }

    public static float[] Trace(NetworkArchitecture network, float[] parameters, float[] input, float[]? initialState = null, bool[]? mask = null) =>
        Array.ConvertAll(DoubleTrace(network, parameters, input, initialState, mask), value => (float)value);

    /// <summary>The trace in double precision.</summary>
    /// <param name="initialState">h, then c, of each LSTM.</param>
    public static double[] DoubleTrace(NetworkArchitecture network, float[] parameters, float[] input, float[]? initialState = null, bool[]? mask = null)
    {
        int position = 0;
        double[] Next(int count) => [.. initialState![position..(position += count)].Select(value => (double)value)];
        DoubleState[]? initial = initialState is null ? null
            : [.. network.Layers.SelectMany(layer => layer.Lstms).Select(lstm => new DoubleState(Next(lstm.HiddenSize), Next(lstm.Units)))];
        return DoubleReference.Run(network, parameters, input, initial, mask).Trace;
    }
}
