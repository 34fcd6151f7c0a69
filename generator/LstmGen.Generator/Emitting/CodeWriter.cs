using System;
using System.Linq;
using System.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes indented lines that end in a line feed on every system. A blank line follows every block and wherever one is asked
/// for, but never at the start or the end of a block, and never two in a row.
/// </summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _indent;
    private bool _blankDue;

    /// <summary>Asks for a blank line.</summary>
    public void Line() => _blankDue = _text.Length > 0;

    /// <summary>Writes one or more lines; a line feed inside the text starts another indented line.</summary>
    public void Line(string text)
    {
        if (_blankDue)
        {
            _text.Append('\n');
            _blankDue = false;
        }

        foreach (string line in text.Split('\n'))
        {
            _text.Append(' ', line.Length == 0 ? 0 : 4 * _indent).Append(line).Append('\n');
        }
    }

    /// <summary>Writes a line of code followed by a comment, which is in a column of its own if the code is short enough.</summary>
    public void Line(string code, string meaning) => Line(code.PadRight(84) + " // " + meaning);

    /// <summary>A list of parameters or arguments; empty ones are left out.</summary>
    public static string List(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    /// <summary>Writes an attribute, unless it is empty: not every target has every attribute.</summary>
    public void Attribute(string text)
    {
        if (text.Length > 0)
        {
            Line(text);
        }
    }

    public void Comment(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            Line(line.Length == 0 ? "//" : "// " + line);
        }
    }

    /// <summary>Writes an XML documentation comment, a line for each line of the text.</summary>
    public void Doc(string xml)
    {
        foreach (string line in xml.Split('\n'))
        {
            Line("/// " + line);
        }
    }

    /// <summary>Opens a block, which <c>using</c> closes, so that code that writes a block has the block's shape.</summary>
    public IDisposable Block(string? header = null)
    {
        Open(header);
        return new End(this);
    }

    private void Open(string? header)
    {
        if (header is not null)
        {
            // What continues a block follows it directly.
            _blankDue &= !header.StartsWith("else", StringComparison.Ordinal);
            Line(header);
        }

        Line("{");
        _indent++;
    }

    private void Close()
    {
        _indent--;
        _blankDue = false;
        Line("}");
        _blankDue = true;
    }

    /// <summary>Starts an expression body on the line after its header.</summary>
    public void Body(string header, string expression, string? attribute = null)
    {
        if (attribute is not null)
        {
            Line(attribute);
        }

        Line(header + " =>");
        _indent++;
        Line(expression + ";");
        _indent--;
    }

    public override string ToString() => _text.ToString();

    private sealed class End(CodeWriter code) : IDisposable
    {
        public void Dispose() => code.Close();
    }
}
