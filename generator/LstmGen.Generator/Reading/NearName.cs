using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>
/// Finds the path that was probably meant by one that doesn't exist: the same file in another folder, the same name with another extension,
/// or a name with a few different letters.
/// </summary>
internal static class NearName
{
    /// <summary>Longer file names aren't compared letter by letter.</summary>
    private const int MostLetters = 260;

    /// <summary>The nearest of some paths, or null if none is similar. The order of the paths makes no difference.</summary>
    /// <param name="wanted">A path with slashes.</param>
    /// <param name="paths">Paths with slashes.</param>
    public static string? Find(string wanted, IEnumerable<string> paths) => paths
        .Select(path => (Path: path, Distance: Distance(wanted, path)))
        .Where(candidate => candidate.Distance is not null)
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Path, StringComparer.Ordinal)
        .Select(candidate => candidate.Path)
        .FirstOrDefault();

    /// <summary>How far a path is from the wanted one, or null if it is entirely different.</summary>
    private static int? Distance(string wanted, string path)
    {
        (string name, string other) = (FileName(wanted), FileName(path));
        (string stem, string otherStem) = (Stem(name), Stem(other));
        if (stem.Length == 0 || otherStem.Length == 0)
        {
            return null;
        }

        if (name == other || stem == otherStem || Head(name) == Head(other))
        {
            return name == other ? 0 : stem == otherStem ? 1 : 2;
        }

        // A third of the letters may differ, or one of few; and a different extension counts as half a letter.
        int most = Math.Max(stem.Length, otherStem.Length);
        return most <= MostLetters && Letters(stem, otherStem) is var letters && letters <= Math.Max(1, most / 3) && letters < most
            ? 3 + (2 * letters) + (name.Substring(stem.Length) == other.Substring(otherStem.Length) ? 0 : 1)
            : null;
    }

    /// <summary>A file's name in upper case, because file systems may ignore case, without the extension of a converted model.</summary>
    private static string FileName(string path)
    {
        string name = path.Substring(path.LastIndexOf('/') + 1);
        string converted = LstmExtension.Ends(name) ? LstmExtension.Without(name) : "";
        return (converted.Length > 0 ? converted : name).ToUpperInvariant();
    }

    /// <summary>A name without its last extension.</summary>
    private static string Stem(string name) => name.LastIndexOf('.') is > 0 and var dot ? name.Substring(0, dot) : name;

    /// <summary>A name without all that may be extensions, as of <c>amp.weights.h5</c>.</summary>
    private static string Head(string name) => name.IndexOf('.') is > 0 and var dot ? name.Substring(0, dot) : name;

    /// <summary>How many letters have to be replaced, removed, added, or swapped with their neighbour (optimal string alignment).</summary>
    private static int Letters(string a, string b)
    {
        var distance = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                distance[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1,
                    distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    distance[i, j] = Math.Min(distance[i, j], distance[i - 2, j - 2] + 1);
                }
            }
        }

        return distance[a.Length, b.Length];
    }
}
