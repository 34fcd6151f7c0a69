using System;
using System.Collections.Generic;
using LstmGen.Models;
using LstmGen.Models.Importing;
using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>
/// Reads numbers as spreadsheets, numpy and other programs write them as text: one row per line, with one separator in the whole file. Rows
/// of names may come first. Empty lines, and lines that start with #, are ignored.
/// </summary>
internal sealed class NumberText
{
    private readonly string _path;
    private readonly Separator _separator;
    private readonly List<float> _values = [];
    private readonly List<Range> _fields = [];
    private readonly List<string> _header = [];
    private int _headerLine;
    private int _headerFields;
    private int _columns;
    private int _firstLine;

    /// <summary>Where the first number with a decimal point is, and the first with a decimal comma; 0 if there is none.</summary>
    private int _pointLine;
    private int _commaLine;

    /// <summary>Whether some comma can't be a thousands separator, as that of 1,234 can.</summary>
    private bool _isDecimalComma;

    private NumberText(string path, Separator separator)
    {
        _path = path;
        _separator = separator;
    }

    /// <exception cref="ModelException">The text contains something other than numbers in rows of equal length.</exception>
    public static NumberTable Read(string path, string text)
    {
        // The last row, because names before the numbers may have any characters.
        ReadOnlySpan<char> last = default;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            last = IsPassedOver(line) ? last : line;
        }

        return new NumberText(path, NumberRow.SeparatorOf(last)).Read(text);
    }

    /// <summary>Nothing, a comment, or the line that tells Excel the separator.</summary>
    private static bool IsPassedOver(ReadOnlySpan<char> line) => line.Trim() is [] or ['#', ..] or ['s', 'e', 'p', '=', _];

    private NumberTable Read(string text)
    {
        int number = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (!IsPassedOver(line))
            {
                NumberRow.Split(line, _separator, _fields);
                if (_columns == 0 && IsHeader(line))
                {
                    AddHeader(line, number);
                }
                else
                {
                    AddRow(line, number);
                }
            }
        }

        if (_columns == 0)
        {
            throw new ModelException(_header.Count > 0 ? Invariant($"{_path} has no numbers: {Shown.Text(_header[0])} is in line {_headerLine}, and nothing else follows") : $"{_path} has no numbers");
        }

        if (_commaLine > 0 && !_isDecimalComma)
        {
            throw new ModelException(Invariant($"{_path}, line {_commaLine}: a comma before three digits may be a decimal comma, or separate thousands; write numbers with a decimal point"));
        }

        return new NumberTable(_path, [.. _values], [_values.Count / _columns, _columns])
        {
            Header = _header.Count > 0 ? string.Join(", ", _header) : null,
            Hint = _separator == Separator.Comma && _pointLine == 0 && _commaLine == 0 ? "its commas separate numbers: if they are decimal commas, separate the numbers by semicolons" : null,
        };
    }

    /// <summary>Whether a row has names: at least one, and none of its fields is a number or starts like one.</summary>
    private bool IsHeader(ReadOnlySpan<char> line)
    {
        bool hasName = false;
        foreach (Range place in _fields)
        {
            ReadOnlySpan<char> field = NumberRow.Unquoted(line[place]);
            if (field.Length > 0 && (char.IsAsciiDigit(field[0]) || field[0] is '+' or '-' or '.' or ',' || NumberWord.TryParse(field, out _)))
            {
                return false;
            }

            hasName |= field.Length > 0;
        }

        return hasName;
    }

    private void AddHeader(ReadOnlySpan<char> line, int number)
    {
        if (_header.Count == 0)
        {
            _headerLine = number;
            _headerFields = _fields.Count;
        }

        foreach (Range place in _fields)
        {
            if (_header.Count < 8)
            {
                _header.Add(NumberRow.Unquoted(line[place]).ToString());
            }
        }
    }

    private void AddRow(ReadOnlySpan<char> line, int number)
    {
        if (_columns == 0)
        {
            _columns = _fields.Count;
            _firstLine = number;

            // Names may have blanks in them.
            if (_headerFields > 0 && _headerFields != _columns && _separator != Separator.Blanks)
            {
                throw new ModelException(Invariant($"{_path}, line {_headerLine}: {Counted.Of(_headerFields, "name")}, and the rows below have {Counted.Of(_columns, "number")}"));
            }
        }

        if (_fields.Count != _columns)
        {
            throw new ModelException(Invariant($"{_path}, line {number}: {Counted.Of(_fields.Count, "number")} in a row, and line {_firstLine} has {_columns}; the numbers are separated by {NumberRow.Shown(_separator)}, as in the last row"));
        }

        if (_values.Count + _columns > NumberFile.MostNumbers)
        {
            throw new ModelException(Invariant($"{_path} has more than {NumberFile.MostNumbers:N0} numbers, which are the most that are read"));
        }

        for (int i = 0; i < _fields.Count; i++)
        {
            ReadOnlySpan<char> field = NumberRow.Unquoted(line[_fields[i]]);
            _values.Add(field.Length > 0 ? Number(field, number) : throw new ModelException(Invariant($"{_path}, line {number}: number {i + 1} of the row is missing")));
        }
    }

    private float Number(ReadOnlySpan<char> field, int line)
    {
        // A comma can't be between the fields of a row here: it is a decimal comma, possibly in quotes.
        ReadOnlySpan<char> word = field.Contains(',') ? WithPoint(field, line) : field;
        if (!NumberWord.TryParse(word, out float value))
        {
            throw new ModelException(Invariant($"{_path}, line {line}: {Shown.Text(field.ToString())} is not a number{(field.ContainsAny(" ,;\t") ? $"; the numbers are separated by {NumberRow.Shown(_separator)}, as in the last row" : "")}"));
        }

        if (float.IsInfinity(value) && !NumberWord.IsInfinity(word, out _))
        {
            throw new ModelException(Invariant($"{_path}, line {line}: {Shown.Text(field.ToString())} {NumberWord.TooLarge}"));
        }

        _pointLine = _pointLine == 0 && field.Contains('.') ? line : _pointLine;
        if (_pointLine > 0 && _commaLine > 0)
        {
            (string later, string earlier) = _pointLine > _commaLine ? ("point", "comma") : ("comma", "point");
            throw new ModelException(Invariant($"{_path}, line {Math.Max(_pointLine, _commaLine)}: a decimal {later}, and line {Math.Min(_pointLine, _commaLine)} has a decimal {earlier}; a file has one of them"));
        }

        return value;
    }

    private string WithPoint(ReadOnlySpan<char> field, int line)
    {
        if (field.Contains('.'))
        {
            throw new ModelException(Invariant($"{_path}, line {line}: {Shown.Text(field.ToString())} has a comma and a point; write numbers with a decimal point, and nothing between thousands"));
        }

        _commaLine = _commaLine == 0 ? line : _commaLine;
        _isDecimalComma |= !IsOfThousands(field.TrimStart("+-"));
        return field.ToString().Replace(',', '.');
    }

    /// <summary>
    /// Whether a comma may be a thousands separator: after one to three digits, the first of them not 0, and before three.
    /// </summary>
    private static bool IsOfThousands(ReadOnlySpan<char> unsigned) =>
        unsigned.IndexOf(',') is >= 1 and <= 3 and var comma && unsigned[0] != '0' && unsigned.Length == comma + 4
        && !unsigned[..comma].ContainsAnyExceptInRange('0', '9') && !unsigned[(comma + 1)..].ContainsAnyExceptInRange('0', '9');
}
