using System.Globalization;
using System.Text;

namespace LstmGen.Generator.Model.Text;

/// <summary>Cuts a <c>.lstm</c> text into words and quoted strings, and knows the place of each.</summary>
internal sealed class LstmTokens
{
    private readonly string _text;
    private int _end;
    private int _line;
    private int _lineStart;

    public LstmTokens(string text)
    {
        _text = text;
        Advance();
    }

    /// <summary>The word, or the content of a quoted string; empty after the last token.</summary>
    public string Current { get; private set; } = "";

    public bool IsQuoted { get; private set; }

    public bool IsAtEnd { get; private set; }

    private int Start { get; set; }

    /// <summary>How the token is shown in a message.</summary>
    public string Shown => IsAtEnd ? "the end of the file" : "'" + PlainText.Of(Current, 40) + "'";

    public void Advance()
    {
        SkipBlanks();
        Start = _end;
        IsQuoted = false;
        if (_end == _text.Length)
        {
            IsAtEnd = true;
            Current = "";
            return;
        }

        if (_text[_end] == '"')
        {
            Quoted();
            return;
        }

        while (_end < _text.Length && !IsBlank(_text[_end]) && _text[_end] is not ('#' or '"'))
        {
            _end++;
        }

        Current = _text.Substring(Start, _end - Start);
    }

    /// <summary>An error at the current token.</summary>
    public LstmSyntaxException Error(string message)
    {
        int length = _end - Start;
        return new LstmSyntaxException(Start, length, _line, Start - _lineStart, message);
    }

    private void SkipBlanks()
    {
        while (_end < _text.Length)
        {
            char character = _text[_end];
            if (character == '\n')
            {
                _line++;
                _lineStart = _end + 1;
            }
            else if (character == '#')
            {
                while (_end < _text.Length && _text[_end] != '\n')
                {
                    _end++;
                }

                continue;
            }
            else if (!IsBlank(character))
            {
                return;
            }

            _end++;
        }
    }

    private void Quoted()
    {
        IsQuoted = true;
        var value = new StringBuilder();
        for (_end++; ; _end++)
        {
            if (_end == _text.Length || _text[_end] is '\n' or '\r')
            {
                throw Error("the string has no closing quotation mark on its line");
            }

            if (_text[_end] == '"')
            {
                _end++;
                Current = value.ToString();
                return;
            }

            value.Append(_text[_end] == '\\' ? Escape() : _text[_end]);
        }
    }

    private char Escape()
    {
        _end++;
        char kind = _end < _text.Length ? _text[_end] : '\0';
        if (kind is '"' or '\\')
        {
            return kind;
        }

        // A runtime ignores NUL characters after the digits.
        if (kind == 'u' && _end + 4 < _text.Length && _text.IndexOf('\0', _end, 5) < 0
            && ushort.TryParse(_text.Substring(_end + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            _end += 4;
            return (char)code;
        }

        throw Error("a backslash in a string comes before \", \\ or u and four hexadecimal digits");
    }

    private static bool IsBlank(char character) => character is ' ' or '\t' or '\r' or '\n' or '\ufeff';
}
