using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using LstmGen.Tool.Importing;
using Xunit;

namespace LstmGen.Tool.Tests.Commands;

/// <summary>Runs the tool as its users do: as a process of its own.</summary>
internal static class ToolProcess
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static ToolResult Run(params string[] arguments) => Run([], arguments);

    /// <summary>Runs it in another environment.</summary>
    public static ToolResult Run(IReadOnlyList<(string Name, string Value)> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["exec", typeof(ModelImporter).Assembly.Location, .. arguments])
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

        return new ToolResult(
            process.ExitCode,
            output.GetAwaiter().GetResult().ReplaceLineEndings("\n"),
            [.. errors.GetAwaiter().GetResult().ReplaceLineEndings("\n").Split('\n').SkipLast(1).Where(line => !line.EndsWith(" …", StringComparison.Ordinal))]);
    }
}
