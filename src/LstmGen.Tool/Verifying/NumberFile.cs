using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Verifying;

/// <summary>Reads numbers between blanks, commas, semicolons or line ends.</summary>
internal static class NumberFile
{
    /// <exception cref="ModelException">The file can't be read, or something else than numbers is in it.</exception>
    public static float[] Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} can't be read: {exception.Message}", exception);
        }

        var values = new List<float>();
        int line = 1;
        foreach (string row in text.Split('\n'))
        {
            foreach (string word in row.Split([' ', '\t', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
            {
                values.Add(float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
                    ? value
                    : throw new ModelException(FormattableString.Invariant($"{path}, line {line}: {Shown.Text(word)} is no number")));
            }

            line++;
        }

        return [.. values];
    }
}
