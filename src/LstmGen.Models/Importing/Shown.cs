using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Models.Importing;

/// <summary>
/// A file's text in a form that is safe in a message: on one line, of limited length, without terminal control characters.
/// </summary>
internal static class Shown
{
    private const int MostCharacters = 80;

    public static string Text(string text) => "'" + PlainText.Of(text, MostCharacters) + "'";

    /// <summary>The name of a file without its folders.</summary>
    public static string FileName(string path) => Text(Path.GetFileName(path))[1..^1];

    /// <summary>A library's message about a file, which may quote it.</summary>
    public static string Message(string text) => PlainText.Of(text, 4 * MostCharacters);

    /// <summary>A shape, such as <c>[4, 32]</c>.</summary>
    public static string Shape(IEnumerable<long> shape)
    {
        List<long> sizes = shape.Take(9).ToList();
        return "[" + string.Join(", ", sizes.Take(8).Select(size => size.ToString(CultureInfo.InvariantCulture))) + (sizes.Count > 8 ? ", …]" : "]");
    }

    /// <summary>A few names of a list, for a message that lists what exists.</summary>
    public static string List(IReadOnlyCollection<string> names) =>
        names.Count == 0 ? "none" : string.Join(", ", names.Take(10).Select(Text)) + (names.Count > 10 ? System.FormattableString.Invariant($", and {names.Count - 10} more") : "");
}
