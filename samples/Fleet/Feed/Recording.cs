using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using EdgeSensor;

namespace Fleet;

/// <summary>
/// What the devices measure: a year of two weather stations. Each device begins at a different place, and the end is followed by the
/// beginning again, a year later. Once all places are taken, further devices are a tenth of a degree warmer than those before.
/// </summary>
internal sealed class Recording
{
    private const long Year = 365 * 24 * 3600;

    private readonly Reading[][] stations;

    private Recording(Reading[][] stations) => this.stations = stations;

    /// <exception cref="InvalidDataException">A file has a line that isn't a reading.</exception>
    internal static Recording Load() => new([Load("kennedy.csv"), Load("laguardia.csv")]);

    /// <param name="device">From 0.</param>
    /// <param name="number">Of the reading, from 1.</param>
    internal DeviceReading At(int device, long number)
    {
        Reading[] station = stations[device % stations.Length];
        int ordinal = device / stations.Length;

        // 1,597 has no factor in common with the lengths, so each place is taken once before any is taken twice.
        long index = ordinal % station.Length * 1597L % station.Length + number - 1;
        Reading reading = station[index % station.Length];
        float warmer = ordinal / station.Length * 0.1f;
        return new DeviceReading(reading.Time + index / station.Length * Year, reading.Temperature + warmer, reading.Humidity);
    }

    private static Reading[] Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, name);
        List<Reading> readings = [];
        foreach (string line in File.ReadLines(path))
        {
            if (line.StartsWith('#'))
            {
                continue;
            }

            if (!ReadingParser.Parse(Encoding.UTF8.GetBytes(line), out Reading reading).IsNone)
            {
                throw new InvalidDataException($"{path}: '{line}' isn't a reading");
            }

            readings.Add(reading);
        }

        return [.. readings];
    }
}
