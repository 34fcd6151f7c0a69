using LstmGen;

/// <summary>What the network says of the next hour.</summary>
/// <param name="Temperature">In °C.</param>
/// <param name="Spread">How far the temperature is usually off, in °C.</param>
public readonly record struct Forecast(float Temperature, float Spread);

/// <summary>
/// A network that was trained on an airport's weather reports. Put a model of yours beside the project, and its name here and in the project file:
/// sizes, layers and parameters come from the file. One instance serves all sensors; each has a State of its own.
/// </summary>
[LstmModel("forecaster.json")]
public partial class Forecaster
{
    /// <summary>Reads one hour, and forecasts the next. The numbers are those that the network was trained with.</summary>
    public Forecast Read(int hour, float temperature, float humidity, ref State state)
    {
        float angle = 2 * MathF.PI * hour / 24;
        Span<float> input = [(temperature - 12) / 10, (humidity - 60) / 20, MathF.Sin(angle), MathF.Cos(angle)];
        Span<float> output = stackalloc float[OutputSize];
        Step(input, output, ref state);
        return new Forecast(temperature + output[0], 0.1f + output[2] * output[2]);
    }
}
