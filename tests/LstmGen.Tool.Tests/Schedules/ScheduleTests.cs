using System;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Schedules.Guarding;
using LstmGen.Schedules.Networks;
using LstmGen.Schedules.Pairs;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tool.Tests.Schedules;

/// <summary>
/// Every option of a layer meets every schedule, at sizes where that applies, on memory between inaccessible pages. It runs in a separate
/// process, because an overrun ends that.
/// </summary>
public class ScheduleTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    [Fact]
    public void The_chosen_networks_have_every_pair_of_an_option_and_a_schedule()
    {
        var coverage = new Coverage();
        foreach (int seed in ChosenSeeds.All)
        {
            coverage.Add(Pair.Of(ScheduledNetwork.Of(seed)));
        }

        Assert.True(coverage.Missing.Count == 0, "No network has (the program's 'choose' finds others, tests/LstmGen.Schedules):\n" + string.Join('\n', coverage.Missing));
        Assert.True(coverage.Refuted.Count == 0, "This is said to be impossible:\n" + string.Join('\n', coverage.Refuted));
    }

    [SkippableFact]
    public void Same_bits_on_guarded_memory()
    {
        Skip.IfNot(GuardedBlock.IsSupported, "Memory is guarded by mmap and mprotect.");
        (int code, string[] lines) = Run("chosen");
        output.WriteLine(string.Join('\n', lines.Where(line => !line.StartsWith("network ", StringComparison.Ordinal))));
        Assert.True(code == 0, $"It ended with code {code}:\n{string.Join('\n', lines.TakeLast(60))}");
    }

    [SkippableFact]
    public void A_write_behind_guarded_memory_ends_the_process()
    {
        Skip.IfNot(GuardedBlock.IsSupported, "Memory is guarded by mmap and mprotect.");
        Assert.NotEqual(0, Run("overrun").Code);
    }

    [SkippableTheory]
    [InlineData(true, -1)]
    [InlineData(false, 3)]
    public unsafe void A_write_beside_it_on_the_other_side_is_found(bool atEnd, int index)
    {
        Skip.IfNot(GuardedBlock.IsSupported, "Memory is guarded by mmap and mprotect.");
        using var block = new GuardedBlock(3 * sizeof(float), atEnd, alignment: 1);
        block.Check("three floats");
        ((float*)block.Start)[index] = 1;
        Assert.Throws<InvalidOperationException>(() => block.Check("three floats"));
    }

    private static (int Code, string[] Lines) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (string argument in (string[])["exec", typeof(GuardedMemory).Assembly.Location, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> lines = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"'{string.Join(' ', arguments)}' takes more than {Patience.TotalMinutes} minutes");
        }

        return (process.ExitCode, (lines.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult()).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
    }
}
