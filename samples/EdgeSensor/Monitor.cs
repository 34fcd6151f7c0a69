namespace EdgeSensor;

/// <summary>
/// All that is remembered between two readings, besides the network's state. It has no padding, so that its bytes are its value.
/// </summary>
internal struct MonitorState
{
    internal long Time;
    internal long Age; // readings since the network started, up to Rule.WarmUp
    internal ChannelState Temperature;
    internal ChannelState Humidity;
}

/// <summary>Compares each reading with the forecast that was made an hour before.</summary>
/// <param name="adaptation">Learns from the readings, and changes the network; or null.</param>
internal sealed class Monitor(Adaptation? adaptation)
{
    private const long Hour = 3600;

    private readonly Forecaster forecaster = adaptation?.Forecaster ?? new Forecaster();

    internal Problem Judge(Reading reading, ref MonitorState state, ref Forecaster.State network, out Verdict temperature, out Verdict humidity)
    {
        temperature = humidity = default;
        if (state.Age > 0)
        {
            if (reading.Time <= state.Time)
            {
                return new Problem("time"u8, "isn't after that of the reading before"u8, default);
            }

            long hours = HourOf(reading.Time) - HourOf(state.Time);
            if (hours == 0)
            {
                return new Problem("time"u8, "is in the same hour as the reading before; the network reads one an hour"u8, default);
            }

            Bridge(hours - 1, ref state, ref network);
        }

        // After a gap that was too long to bridge, the network has been reset.
        bool isLearning = state.Age < Rule.WarmUp;
        temperature = state.Temperature.Judge(reading.Temperature, isLearning, Rule.Temperature, out float givenTemperature);
        humidity = state.Humidity.Judge(reading.Humidity, isLearning, Rule.Humidity, out float givenHumidity);
        adaptation?.Learn(reading, temperature, humidity);
        state.Time = reading.Time;
        state.Age += isLearning ? 1 : 0;
        Forecast(givenTemperature, givenHumidity, ref state, ref network);
        return default;
    }

    /// <summary>Lets the network continue with its own forecasts where readings are missing.</summary>
    private void Bridge(long hours, ref MonitorState state, ref Forecaster.State network)
    {
        if (hours > Rule.MaxBridge)
        {
            state = default;
            network.Reset();
            adaptation?.StartAnew();
            return;
        }

        for (; hours > 0; hours--)
        {
            state.Time += Hour;
            state.Temperature.Bridge();
            state.Humidity.Bridge();
            Forecast(state.Temperature.Forecast, state.Humidity.Forecast, ref state, ref network);
        }
    }

    private void Forecast(float temperature, float humidity, ref MonitorState state, ref Forecaster.State network)
    {
        adaptation?.StepIfDue();
        Forecast next = forecaster.Read((int)(HourOf(state.Time) % 24), temperature, humidity, ref network, adaptation);
        state.Temperature.Expect(next.Temperature, next.TemperatureSpread);
        state.Humidity.Expect(next.Humidity, next.HumiditySpread);
    }

    private static long HourOf(long time) => (time + Hour / 2) / Hour;
}
