using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace LstmGen.Benchmarks.Machines;

/// <summary>The machine of the measurement, in a line.</summary>
internal static class MachineDescription
{
    /// <param name="threads">How many threads are used.</param>
    public static string Line(string threads = "one thread")
    {
        string widths = string.Join(", ", new[]
        {
            Lanes128.IsAccelerated ? "128" : "",
            Lanes256.IsAccelerated ? "256" : "",
            Lanes512.IsAccelerated ? "512" : "",
        }.Where(width => width.Length > 0));
        return FormattableString.Invariant(
            $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}, vectors of {widths} bits, {threads}.");
    }

    private static string Processor()
    {
        const string Linux = "/proc/cpuinfo";
        string? line = File.Exists(Linux) ? File.ReadLines(Linux).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal)) : null;
        if (line is null)
        {
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown processor";
        }

        // Virtual machines hide the model's name, but not the family.
        string family = string.Join(' ', File.ReadLines(Linux)
            .Where(text => text.StartsWith("cpu family", StringComparison.Ordinal) || (text.StartsWith("model", StringComparison.Ordinal) && !text.StartsWith("model name", StringComparison.Ordinal)))
            .Take(2)
            .Select(text => text.Replace("cpu ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal).Replace(":", "", StringComparison.Ordinal)));
        return $"{line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()} ({family})";
    }
}
