using System;
using System.Runtime.InteropServices;
using LstmGen;

namespace EdgeSensor;

/// <summary>What the network says of the next hour.</summary>
/// <param name="Temperature">In °C.</param>
/// <param name="TemperatureSpread">How far the temperature is usually off, in °C.</param>
/// <param name="Humidity">In %.</param>
/// <param name="HumiditySpread">How far the humidity is usually off, in %.</param>
internal readonly record struct Forecast(float Temperature, float TemperatureSpread, float Humidity, float HumiditySpread);

/// <summary>The network that train.py trained, and the units of its inputs and outputs, as in train.py.</summary>
[LstmModel("forecaster.json")]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
[Training(Train = "dense", Steps = 24)]
internal sealed partial class Forecaster
{
    internal const float LeastSpread = 0.1f;
    internal const float TemperatureUnit = 1;
    internal const float HumidityUnit = 5;

    // sin(2π·hour/24), as constants: the sines of two C libraries may differ in the last bit, and a state must be usable anywhere.
    private static ReadOnlySpan<float> Sine =>
    [
        0, 0.258819045f, 0.5f, 0.707106781f, 0.866025404f, 0.965925826f, 1, 0.965925826f, 0.866025404f, 0.707106781f, 0.5f, 0.258819045f,
        0, -0.258819045f, -0.5f, -0.707106781f, -0.866025404f, -0.965925826f, -1, -0.965925826f, -0.866025404f, -0.707106781f, -0.5f, -0.258819045f,
    ];

    /// <summary>Reads one hour, and forecasts the next.</summary>
    /// <param name="lessons">Learns from the hour once the outcome of the forecast is known; or null.</param>
    internal Forecast Read(int hour, float temperature, float humidity, ref State state, Adaptation? lessons)
    {
        Span<float> input = [(temperature - 12) / 10, (humidity - 60) / 20, Sine[hour], Sine[(hour + 6) % 24]];
        Span<float> output = stackalloc float[OutputSize];
        Step(input, output, ref state);
        lessons?.Note(input, output);
        return new Forecast(
            temperature + output[0] * TemperatureUnit,
            (LeastSpread + output[2] * output[2]) * TemperatureUnit,
            humidity + output[1] * HumidityUnit,
            (LeastSpread + output[3] * output[3]) * HumidityUnit);
    }

    /// <summary>A hash of the parameters' bits: a state is meaningless to a network that was trained again.</summary>
    internal static ulong ModelHash()
    {
        Span<float> parameters = stackalloc float[ParameterCount];
        new Forecaster().CopyParametersTo(parameters);
        return Fnv1A.Hash(MemoryMarshal.AsBytes(parameters));
    }
}
