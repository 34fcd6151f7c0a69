using EdgeSensor;
using Orleans;

namespace Fleet;

/// <summary>What a device has measured.</summary>
/// <param name="Time">Seconds since 1970, UTC.</param>
/// <param name="Temperature">In °C.</param>
/// <param name="Humidity">Relative humidity in %.</param>
[GenerateSerializer, Immutable, Alias("Fleet.DeviceReading")]
internal readonly record struct DeviceReading(long Time, float Temperature, float Humidity)
{
    internal Reading Reading => new(Time, Temperature, Humidity);
}
