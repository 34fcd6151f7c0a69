using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace LstmGen.Tool.Tests.Documentation;

/// <summary>Python or node, if they are installed with what a page needs.</summary>
internal static class Interpreter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Debian's own Python, for which it has PyTorch (apt-get install python3-torch python3-onnx).</summary>
    public const string Python = "/usr/bin/python3";

    public const string Node = "node";

    /// <summary>Where npm has installed packages: beside the scripts that make golden models, or where NODE_PATH says.</summary>
    public static string NodeModules => Environment.GetEnvironmentVariable("NODE_PATH") is { Length: > 0 } path ? path : Repository.Golden("..", "node_modules");

    /// <summary>Skips a test where modules aren't installed.</summary>
    public static void RequirePython(params string[] modules)
    {
        string imports = string.Concat(modules.Select(module => $"import {module}\n"));
        Skip.IfNot(File.Exists(Python) && Run(Python, ["-c", imports], Path.GetTempPath(), out _) == 0, $"{Python} with {string.Join(" and ", modules)} isn't installed");
    }

    public static void RequireNode(string package) => Skip.IfNot(
        Directory.Exists(Path.Combine(NodeModules, package)), $"the npm package {package} isn't installed in {NodeModules}");

    /// <summary>Runs a script in a folder; an error ends the test with its output.</summary>
    public static void RunScript(string interpreter, string script, string folder, string name)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllText(path, script);
        int code = Run(interpreter, [path], folder, out string said);
        Assert.True(code == 0, said);
    }

    private static int Run(string interpreter, IEnumerable<string> arguments, string folder, out string said)
    {
        var start = new ProcessStartInfo(interpreter, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{interpreter} doesn't end");
        }

        said = output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult();
        return process.ExitCode;
    }
}
