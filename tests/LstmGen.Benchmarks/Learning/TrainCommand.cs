using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using LstmGen.Benchmarks.Machines;

namespace LstmGen.Benchmarks.Learning;

/// <summary>
/// <c>--train [--out FILE.md]</c>: a step of training compared with its forward pass, in turn, and with PyTorch on one thread if Python has
/// it.
/// </summary>
internal static class TrainCommand
{
    private const int Repeats = 51;

    private const double NanosecondsOfRepeat = 4e6;

    public static void Run(string? outFile)
    {
        var text = new StringBuilder();
        text.Append(MachineDescription.Line("1 thread")).Append("\n\n");
        text.Append(FormattableString.Invariant($"Microseconds for a step of training (forwards, backwards, Adam): the smallest of {Repeats} interleaved repeats, and "));
        text.Append("the median in parentheses; the forward pass by the class's own methods; PyTorch's step, the smallest of 30 calls. No step allocates.\n\n");
        var table = new MarkdownTable("network", "step", "forward pass", "step / forward", "PyTorch", "step / PyTorch");
        foreach (Lesson lesson in Lesson.All())
        {
            Console.Error.WriteLine(lesson.Name);
            Samples[] times = Measure([lesson.Step, lesson.Forward]);
            double? torch = Torch(lesson.Torch);
            table.Row(
                lesson.Name, $"{times[0]}", $"{times[1]}", Number.Of(times[0].Min / times[1].Min), torch is double time ? Number.Of(time) : "–",
                torch is double other ? (times[0].Min / other).ToString("0.0000", CultureInfo.InvariantCulture) : "–");
        }

        text.Append(table);
        Console.WriteLine(text);
        if (outFile is not null)
        {
            File.WriteAllText(outFile, text.ToString());
        }
    }

    private static Samples[] Measure(Action[] ways)
    {
        var samples = ways.Select(_ => new Samples()).ToArray();
        int[] calls = [.. ways.Select(way =>
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 600)
            {
                way();
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            way();
            return GC.GetAllocatedBytesForCurrentThread() == before
                ? Timing.CallsFor(NanosecondsOfRepeat, Calls(way))
                : throw new InvalidOperationException("A step allocates.");
        })];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            for (int i = 0; i < ways.Length; i++)
            {
                samples[i].Add(Timing.Nanoseconds(Calls(ways[i]), calls[i]) / calls[i] / 1e3);
            }
        }

        return samples;
    }

    private static Action<int> Calls(Action way) => count =>
    {
        for (int i = 0; i < count; i++)
        {
            way();
        }
    };

    /// <summary>The time of PyTorch's step in microseconds, or null if it isn't installed.</summary>
    private static double? Torch(string arguments)
    {
        try
        {
            var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "torch_step.py"));
            foreach (string argument in arguments.Split(' '))
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? double.Parse(output, CultureInfo.InvariantCulture) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
