using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using LstmGen.Benchmarks.Competitors;

/// <summary>
/// Measures generated networks against the loops that one would write by hand, in turn and in one process, and prints the rows of a table.
/// With the arguments SHAPE WAY CALLS it calls one of them that many times, for a tool that counts instructions.
/// </summary>
internal static class Program
{
    private const int Repeats = 21;

    private const double MillisecondsOfRepeat = 8;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        Console.OutputEncoding = new UTF8Encoding(false);
        if (arguments.Length == 3)
        {
            Way way = Shape.All.Single(shape => shape.Name == arguments[0]).Ways.Single(other => other.Name == arguments[1]);
            Run(way, int.Parse(arguments[2]));
            return 0;
        }

        foreach (Shape shape in Shape.All)
        {
            Agree(shape);
        }

        if (arguments.Length == 1)
        {
            foreach (Shape shape in Shape.All)
            {
                Console.WriteLine(shape.Name + " " + shape.Steps + " " + string.Join(" ", shape.Ways.Select(way => way.Name)));
            }

            return 0;
        }

        Console.WriteLine(Row("input→units × steps", Shape.All[0].Ways.Select(way => way.Title)));
        Console.WriteLine(Row("---", Shape.All[0].Ways.Select(_ => "---:")));
        foreach (Shape shape in Shape.All)
        {
            List<double>[] times = Measure(shape);
            double naive = times[0].Min();
            Console.WriteLine(Row(shape.Title, times.Select((samples, i) => Cell(samples, i == 0 ? (double?)null : naive))));
        }

        return 0;
    }

    private static string Cell(List<double> samples, double? naive)
    {
        samples.Sort();
        string times = Number(samples[0]) + " (" + Number(samples[samples.Count / 2]) + ")";
        return naive.HasValue ? times + " **" + Number(naive.Value / samples[0]) + "×**" : times;
    }

    private static string Number(double value) => value.ToString(value >= 99.95 ? "#,0" : value >= 9.995 ? "0.0" : "0.00");

    private static string Row(string first, IEnumerable<string> cells) => "| " + first + " | " + string.Join(" | ", cells) + " |";

    /// <summary>Nanoseconds per step of each way. The ways take turns, so that a slow phase of the machine affects all of them.</summary>
    private static List<double>[] Measure(Shape shape)
    {
        int[] calls = shape.Ways.Select(CallsOfRepeat).ToArray();
        List<double>[] times = shape.Ways.Select(_ => new List<double>()).ToArray();
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            for (int way = 0; way < calls.Length; way++)
            {
                Run(shape.Ways[way], 1);
                times[way].Add(Milliseconds(shape.Ways[way], calls[way]) * 1e6 / calls[way] / shape.Steps);
            }
        }

        return times;
    }

    /// <summary>How many calls a repeat has, after enough calls that every compiler has finished optimising.</summary>
    private static int CallsOfRepeat(Way way)
    {
        Stopwatch watch = Stopwatch.StartNew();
        int calls = 1;
        double taken = Milliseconds(way, calls);
        while (taken < MillisecondsOfRepeat || watch.ElapsedMilliseconds < 400)
        {
            calls = taken < MillisecondsOfRepeat ? 2 * calls : calls;
            taken = Milliseconds(way, calls);
        }

        return Math.Max(1, (int)(calls * MillisecondsOfRepeat / taken));
    }

    private static double Milliseconds(Way way, int calls)
    {
        Stopwatch watch = Stopwatch.StartNew();
        Run(way, calls);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static void Run(Way way, int calls)
    {
        Action<float[], float[]> forward = way.Forward;
        for (int i = 0; i < calls; i++)
        {
            forward(way.Input, way.Output);
        }
    }

    /// <summary>Times are meaningless unless all compute the same.</summary>
    private static void Agree(Shape shape)
    {
        foreach (Way way in shape.Ways)
        {
            Run(way, 2);
            for (int i = 0; i < way.Output.Length; i++)
            {
                float difference = Math.Abs(way.Output[i] - shape.Ways[0].Output[i]);
                if (!(difference <= 1e-5f))
                {
                    throw new InvalidOperationException(shape.Title + ": " + way.Name + " differs by " + difference);
                }
            }
        }
    }
}
