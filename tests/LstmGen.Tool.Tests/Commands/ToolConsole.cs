using System;
using System.IO;
using System.Text;
using System.Threading;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>
/// Standard output or standard error of the runs of the tool in this process: each run has its own, and the threads that it starts write
/// there as well. What no run writes goes where it went before.
/// </summary>
internal sealed class ToolConsole(TextWriter outside) : TextWriter
{
    private readonly AsyncLocal<StringBuilder?> _run = new();

    public override Encoding Encoding => outside.Encoding;

    /// <summary>Starts to keep what the caller's run writes.</summary>
    public StringBuilder Start() => _run.Value = new StringBuilder();

    /// <summary>Ends it.</summary>
    public void End() => _run.Value = null;

    public override void Write(char value)
    {
        if (_run.Value is { } text)
        {
            text.Append(value);
        }
        else
        {
            outside.Write(value);
        }
    }

    public override void Write(string? value)
    {
        if (_run.Value is { } text)
        {
            text.Append(value);
        }
        else
        {
            outside.Write(value);
        }
    }
}
