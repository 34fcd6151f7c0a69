using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>What the names of states say: <c>h_in</c> and <c>h_out</c> belong together, whatever their order in the file.</summary>
internal static partial class StateNames
{
    /// <summary>Words that say which side a state is on, not which state it is.</summary>
    private static readonly string[] Sides =
        ["in", "out", "input", "output", "new", "next", "prev", "previous", "old", "last", "final", "init", "initial", "start", "end", "n", "t", "cur", "current", "state", "states"];

    /// <summary>The input that an output belongs to by their names, or null if those don't say.</summary>
    public static string? InputOf(string output, IReadOnlyList<string> inputs)
    {
        foreach (Func<string, string> core in new Func<string, string>[] { CoreOf, name => Digits().Replace(CoreOf(name), "") })
        {
            // Names made by an exporter say nothing.
            string wanted = IsMade(output) ? "" : core(output);
            List<string> found = inputs.Where(input => wanted.Length > 0 && !IsMade(input) && core(input) == wanted).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }
        }

        return null;
    }

    /// <summary>Whether the name of an input is that of a hidden state.</summary>
    public static bool IsHidden(string name) => !IsMade(name) && (CoreOf(name) is "h" or "hx" || Words(name).Any(word => word is "h" or "hidden" or "hx" or "recurrent"));

    /// <summary>Whether the name of a tensor is that of the weights or the bias that go with the hidden state.</summary>
    public static bool IsHiddenWeight(string name) => Words(name).Any(word => word is "hh" or "recurrent");

    private static bool IsMade(string name) => name.Contains("::", StringComparison.Ordinal) || name.StartsWith('/') || name.All(char.IsAsciiDigit);

    private static string CoreOf(string name) => string.Concat(Words(name).Where(word => !Sides.Contains(word)));

    private static IEnumerable<string> Words(string name) => Word().Matches(name).Select(match => match.Value.ToLowerInvariant());

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex("[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
