using System;
using System.IO;
using System.Text;
using System.Threading;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>
/// Standard output or standard error of the runs of the tool in this process: each run has its own, to which the threads that it starts
/// also write. Other output goes where it went before.
/// </summary>
internal sealed class ToolConsole(TextWriter outside) : TextWriter
{
    private readonly AsyncLocal<StringBuilder?> _run = new();

    public override Encoding Encoding => outside.Encoding;

    /// <summary>Starts to capture the output of the caller's run.</summary>
    public StringBuilder Start() => _run.Value = new StringBuilder();

    /// <summary>Ends the capture.</summary>
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
