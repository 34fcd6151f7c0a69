using System;
using System.Buffers.Text;

namespace EdgeSensor;

/// <summary>Reads <c>time,temperature,humidity</c>. Spaces around a field are allowed.</summary>
internal static class ReadingParser
{
    private const long LastTime = 253402300799; // the end of the year 9999

    // What the sensor can measure at all. A value outside comes from a broken line, not from the weather.
    private const float Coldest = -80;
    private const float Hottest = 80;

    /// <summary>Whether a reading given as numbers rather than a line is one that <see cref="Parse"/> would accept.</summary>
    internal static bool CanBeMeasured(Reading reading) =>
        reading.Time is >= 0 and <= LastTime && reading.Temperature is >= Coldest and <= Hottest && reading.Humidity is >= 0 and <= 100;

    internal static bool IsText(byte value) => value is >= (byte)' ' and <= (byte)'~';

    internal static Problem Parse(ReadOnlySpan<byte> line, out Reading reading)
    {
        reading = default;
        int strange = line.IndexOfAnyExceptInRange((byte)' ', (byte)'~');
        if (strange >= 0)
        {
            return new Problem(default, "the line holds bytes that aren't printable text"u8, line[strange..]);
        }

        if (line.Trim((byte)' ').IsEmpty)
        {
            return new Problem("the line is empty"u8);
        }

        int commas = line.Count((byte)',');
        if (commas != 2)
        {
            return new Problem(commas < 2
                ? "the line has too few fields; a reading is time,temperature,humidity"u8
                : "the line has too many fields; a reading is time,temperature,humidity"u8);
        }

        int first = line.IndexOf((byte)',');
        int second = line.LastIndexOf((byte)',');
        ReadOnlySpan<byte> time = line[..first].Trim((byte)' ');
        ReadOnlySpan<byte> temperature = line[(first + 1)..second].Trim((byte)' ');
        ReadOnlySpan<byte> humidity = line[(second + 1)..].Trim((byte)' ');

        if (!Utf8Parser.TryParse(time, out long seconds, out int used) || used != time.Length)
        {
            return new Problem("time"u8, "is not a whole number of seconds"u8, time);
        }

        if (seconds is < 0 or > LastTime)
        {
            return new Problem("time"u8, "is not between 1970 and the year 9999"u8, time);
        }

        Problem problem = ParseValue(temperature, "temperature"u8, Coldest, Hottest, "is not between -80 and 80 degrees"u8, out float degrees);
        if (!problem.IsNone)
        {
            return problem;
        }

        problem = ParseValue(humidity, "humidity"u8, 0, 100, "is not between 0 and 100 %"u8, out float percent);
        reading = new Reading(seconds, degrees, percent);
        return problem;
    }

    private static Problem ParseValue(
        ReadOnlySpan<byte> field, ReadOnlySpan<byte> name, float least, float most, ReadOnlySpan<byte> outside, out float value)
    {
        if (field.IsEmpty)
        {
            value = 0;
            return new Problem(name, "is missing"u8, default);
        }

        if (!Utf8Parser.TryParse(field, out value, out int used) || used != field.Length)
        {
            return new Problem(name, "is no number"u8, field);
        }

        if (!float.IsFinite(value))
        {
            return new Problem(name, "is not finite"u8, field);
        }

        return value < least || value > most ? new Problem(name, outside, field) : default;
    }
}
