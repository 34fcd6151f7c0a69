using System;
using System.Collections.Generic;

namespace LstmGen.Tool.Numbers;

/// <summary>What separates the numbers of a row.</summary>
internal enum Separator
{
    Semicolon,
    Comma,
    Tab,

    /// <summary>Any run of blanks and tabs.</summary>
    Blanks,
}

/// <summary>Splits a line of text into fields.</summary>
internal static class NumberRow
{
    public static string Shown(Separator separator) => separator switch
    {
        Separator.Semicolon => "semicolons",
        Separator.Comma => "commas",
        Separator.Tab => "tabs",
        _ => "blanks",
    };

    /// <summary>
    /// The separator of a row of numbers: a semicolon if there is one, because commas are then decimal commas; a comma if nothing else
    /// divides the text between commas; otherwise tabs or blanks, where commas are decimal commas, too.
    /// </summary>
    public static Separator SeparatorOf(ReadOnlySpan<char> row) =>
        Has(row, ';') ? Separator.Semicolon
        : Has(row, ',') && IsCut(row, Separator.Comma) ? Separator.Comma
        : Has(row, '\t') && IsCut(row, Separator.Tab) ? Separator.Tab
        : Separator.Blanks;

    /// <summary>
    /// Fills <paramref name="fields"/> with the places of a row's fields, without the blanks around them. A separator after the last field
    /// adds none.
    /// </summary>
    public static void Split(ReadOnlySpan<char> row, Separator separator, List<Range> fields)
    {
        fields.Clear();
        int start = 0;
        bool isQuoted = false;
        for (int i = 0; i <= row.Length; i++)
        {
            isQuoted ^= i < row.Length && row[i] == '"';
            if (i == row.Length || (!isQuoted && Divides(separator, row[i])))
            {
                (int from, int to) = Trimmed(row, start, i);
                if (from < to || (separator != Separator.Blanks && i < row.Length) || (fields.Count == 0 && i == row.Length))
                {
                    fields.Add(from..to);
                }

                start = i + 1;
            }
        }
    }

    /// <summary>A field without the quotes around it.</summary>
    public static ReadOnlySpan<char> Unquoted(ReadOnlySpan<char> field) =>
        field.Length > 1 && field[0] == '"' && field[^1] == '"' ? field[1..^1].Trim() : field;

    private static bool Divides(Separator separator, char c) => separator switch
    {
        Separator.Semicolon => c == ';',
        Separator.Comma => c == ',',
        Separator.Tab => c == '\t',
        _ => c is ' ' or '\t',
    };

    /// <summary>Whether a separator leaves no blanks inside a field.</summary>
    private static bool IsCut(ReadOnlySpan<char> row, Separator separator)
    {
        var fields = new List<Range>();
        Split(row, separator, fields);
        foreach (Range field in fields)
        {
            if (row[field].ContainsAny(' ', '\t'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a character occurs outside quotes.</summary>
    private static bool Has(ReadOnlySpan<char> row, char wanted)
    {
        bool isQuoted = false;
        foreach (char c in row)
        {
            isQuoted ^= c == '"';
            if (c == wanted && !isQuoted)
            {
                return true;
            }
        }

        return false;
    }

    private static (int From, int To) Trimmed(ReadOnlySpan<char> row, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(row[from]))
        {
            from++;
        }

        while (from < to && char.IsWhiteSpace(row[to - 1]))
        {
            to--;
        }

        return (from, to);
    }
}
