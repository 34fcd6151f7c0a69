using System;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LstmGen.Tool.Commands;

/// <summary>
/// Tables and lists on standard output. On a terminal, long lines are wrapped; a file or another program gets lines as long as they need to
/// be.
/// </summary>
internal static class Report
{
    /// <summary>Wider than any table gets, and small enough for sums of it.</summary>
    private const int Unlimited = 1_000_000;

    private static readonly IAnsiConsole Screen = Create();

    public static void Write(IRenderable what) => Screen.Write(what);

    private static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = Unlimited;
        }

        return console;
    }
}
