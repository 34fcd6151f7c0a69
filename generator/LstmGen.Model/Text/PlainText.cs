using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LstmGen.Generator.Model.Text;

/// <summary>
/// Untrusted text as it appears in a message, a comment or a list: on one line, with invisible and misleading characters escaped.
/// </summary>
internal static class PlainText
{
    /// <summary>The whole text.</summary>
    public static string Of(string text) => string.Concat(Elements(text));

    /// <summary>At most so many characters of the text.</summary>
    public static string Of(string text, int most)
    {
        var shown = new StringBuilder();
        foreach (string element in Elements(text))
        {
            if (most-- == 0)
            {
                return shown.Append('…').ToString();
            }

            shown.Append(element);
        }

        return shown.ToString();
    }

    /// <summary>Whether the text has a line break or another control character, which the lines of a list can't hold.</summary>
    public static bool HasControls(string text) => text.Any(character => char.IsControl(character) || character is '\u2028' or '\u2029');

    private static IEnumerable<string> Elements(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]);
            bool isPlain = CharUnicodeInfo.GetUnicodeCategory(text, i) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            yield return (isPlain, isPair) switch
            {
                (true, false) => text[i].ToString(),
                (true, true) => text.Substring(i, 2),
                (false, false) => "\\u" + ((int)text[i]).ToString("x4", CultureInfo.InvariantCulture),
                (false, true) => "\\U" + char.ConvertToUtf32(text, i).ToString("x8", CultureInfo.InvariantCulture),
            };
            i += isPair ? 1 : 0;
        }
    }
}
