using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Reflection;

namespace LstmGen.Benchmarks.Costs;

/// <summary>Runs a program to its end, and returns what it printed.</summary>
internal static class ChildProcess
{
    /// <summary>This program in a fresh process: through <c>dotnet</c> if that runs it, otherwise directly.</summary>
    public static string RunThisProgram(params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool host = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return Run(program, host ? [Assembly.GetExecutingAssembly().Location, .. arguments] : arguments, Environment.CurrentDirectory);
    }

    public static string Run(string program, IReadOnlyList<string> arguments, string folder)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"{Path.GetFileName(program)} {string.Join(' ', arguments)} ended with code {process.ExitCode}:\n{output}");
    }
}
