namespace EdgeSensor;

/// <summary>One line of input.</summary>
/// <param name="Time">Seconds since 1970, UTC.</param>
/// <param name="Temperature">In °C.</param>
/// <param name="Humidity">Relative humidity in %.</param>
internal readonly record struct Reading(long Time, float Temperature, float Humidity);
