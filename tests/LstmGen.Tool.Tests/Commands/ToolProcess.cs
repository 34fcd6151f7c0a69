using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using LstmGen.Tool.Commands;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>
/// Runs the tool with its users' arguments: in this process, where its code is compiled once for all runs, or in a separate process, like
/// its users. <see cref="ToolProcessTests"/> checks that both give the same.
/// </summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly ToolConsole Output = new(Console.Out);

    private static readonly ToolConsole Errors = new(Console.Error);

    static ToolProcess()
    {
        Console.SetOut(Output);
        Console.SetError(Errors);
    }

    /// <summary>Runs it in this process.</summary>
    public static ToolResult Run(params string[] arguments) => Run(() => Program.Main(arguments));

    /// <summary>Runs it in this process with a culture; <see cref="CommandTests"/> starts processes with one.</summary>
    public static ToolResult RunIn(string language, params string[] arguments)
    {
        (CultureInfo culture, CultureInfo interfaceCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return Run(arguments);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, interfaceCulture);
        }
    }

    /// <summary>The output of a part of it in this process.</summary>
    public static ToolResult Run(Func<int> part)
    {
        (StringBuilder output, StringBuilder errors) = (Output.Start(), Errors.Start());
        try
        {
            int exitCode = part();
            return Result(exitCode, output.ToString(), errors.ToString());
        }
        finally
        {
            Output.End();
            Errors.End();
        }
    }

    /// <summary>Runs it in a separate process.</summary>
    /// <param name="environment">Additional environment variables.</param>
    public static ToolResult Start(IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["exec", typeof(GenerateCommand).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"lstmgen {string.Join(' ', arguments)} doesn't end");
        }

        return Result(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }

    private static ToolResult Result(int exitCode, string output, string errors) => new(
        exitCode,
        output.ReplaceLineEndings("\n"),
        [.. errors.ReplaceLineEndings("\n").Split('\n').SkipLast(1).Where(line => !line.EndsWith(" …", StringComparison.Ordinal))]);
}
