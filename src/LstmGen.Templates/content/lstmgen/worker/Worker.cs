/// <summary>Reads a sensor once an hour, and says what the network makes of it.</summary>
/// <remarks>Readings and Seconds come from appsettings.json or the command line: dotnet run -- --Readings 24 --Seconds 0</remarks>
public sealed partial class Worker(Forecaster forecaster, IConfiguration configuration, IHostApplicationLifetime lifetime, ILogger<Worker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        int readings = configuration.GetValue("Readings", int.MaxValue);
        TimeSpan pause = TimeSpan.FromSeconds(configuration.GetValue("Seconds", 1.0));

        // All that the network remembers of the sensor. WriteTo and ReadFrom make bytes of it, to go on after a restart.
        Forecaster.State state = Forecaster.State.Initial;
        for (int i = 0; i < readings; i++)
        {
            (int hour, float temperature, float humidity) = Sensor(i);
            Forecast forecast = forecaster.Read(hour, temperature, humidity, ref state);
            LogForecast(hour, temperature, forecast.Temperature, forecast.Spread);
            await Task.Delay(pause, stoppingToken);
        }

        lifetime.StopApplication();
    }

    /// <summary>Made up: a warm day after a cool night. Yours reads a device, a file or a queue.</summary>
    private static (int Hour, float Temperature, float Humidity) Sensor(int reading)
    {
        int hour = reading % 24;
        float day = MathF.Sin(2 * MathF.PI * (hour - 9) / 24);
        return (hour, 15 + 5 * day, 60 - 15 * day);
    }

    [LoggerMessage(LogLevel.Information, "{Hour} h: {Temperature:0.0} °C, in an hour {Forecast:0.0} ± {Spread:0.0} °C")]
    private partial void LogForecast(int hour, float temperature, float forecast, float spread);
}
