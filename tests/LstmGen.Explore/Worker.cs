using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Threading.Tasks;

namespace LstmGen.Explore;

/// <summary>
/// A process that checks seeds, one after another: code that writes out of bounds or overflows its stack can crash it, and then the seed
/// must be known. A question is a line <c>property seed</c>; the answer is a line that starts with <see cref="Ok"/> or
/// <see cref="Failed"/>.
/// </summary>
internal sealed class Worker : IDisposable
{
    public const string Argument = "--worker";

    private const string Ok = "ok ";

    private const string Failed = "failed ";

    /// <summary>Far longer than any check takes on a busy machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    private readonly Process _process;

    private readonly StringBuilder _errors = new();

    public Worker()
    {
        _process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
    }

    /// <summary>Whether it can be asked again.</summary>
    public bool IsAlive => !_process.HasExited;

    private static string[] Arguments =>
        IsHost ? [Assembly.GetExecutingAssembly().Location, Argument] : [Argument];

    /// <summary>Whether <c>dotnet</c> runs this program, rather than the executable beside it.</summary>
    private static bool IsHost => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";

    /// <summary>What is wrong, or null.</summary>
    public string? Ask(Property property, string seed)
    {
        _process.StandardInput.WriteLine($"{property.Name} {seed}");
        _process.StandardInput.Flush();
        Task<string?> answer = Task.Run(_process.StandardOutput.ReadLine);
        if (!answer.Wait(Longest))
        {
            _process.Kill(entireProcessTree: true);
            return $"It took more than {Longest.TotalMinutes:F0} minutes.";
        }

        if (answer.Result is not { } line)
        {
            _process.WaitForExit();
            lock (_errors)
            {
                return $"It ended the process, with code {_process.ExitCode}.\n{_errors}";
            }
        }

        return line.StartsWith(Ok, StringComparison.Ordinal) ? null : Unescaped(line[Failed.Length..]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>The worker's side: answers until there are no more questions.</summary>
    public static void Run()
    {
        // A test's output isn't an answer.
        TextWriter answers = Console.Out;
        Console.SetOut(Console.Error);
        while (Console.ReadLine() is { } line)
        {
            string[] question = line.Split(' ');
            string? problem = Problem(Property.All.Single(property => property.Name == question[0]), question[1]);
            answers.WriteLine(problem is null ? Ok : Failed + Escaped(problem));
        }
    }

    /// <summary>What is wrong with a property for a seed, or null.</summary>
    public static string? Problem(Property property, string seed)
    {
        try
        {
            property.Check(seed);
            return null;
        }
        catch (Exception exception)
        {
            return exception.ToString();
        }
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\").Replace("\r", "").Replace("\n", "\\n");

    private static string Unescaped(string text) =>
        string.Join('\\', text.Split("\\\\").Select(part => part.Replace("\\n", "\n")));
}
