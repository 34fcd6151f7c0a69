using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Quickstart;

/// <summary>Reads the CSV files that are embedded in the program. Lines that start with # are comments.</summary>
internal static class Resources
{
    internal static IEnumerable<string[]> Rows(string name)
    {
        using Stream stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in the program.");
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                yield return line.Split(',');
            }
        }
    }

    internal static float[] Floats(string name)
    {
        List<float> values = [];
        foreach (string[] row in Rows(name))
        {
            foreach (string value in row)
            {
                values.Add(float.Parse(value, NumberStyles.Float, CultureInfo.InvariantCulture));
            }
        }

        return [.. values];
    }
}
