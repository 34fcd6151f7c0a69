using System;
using System.Globalization;

namespace LstmGen.Benchmarks.Costs;

/// <summary><c>--generator [--quick]</c>: what the generator costs in an editor and, unless it should be quick, in a build.</summary>
internal static class GeneratorCommand
{
    /// <summary>The delays between two keys that nobody notices, and that everybody notices.</summary>
    private const double Unnoticed = 20;
    private const double Noticed = 200;
    private const int Repeats = 15;
    private const int Builds = 3;

    public static void Run(bool quick)
    {
        var table = new MarkdownTable("input→units", "ms", "characters", "within");
        var generator = new GeneratorBenchmark();

        // The first network is measured in code that isn't fully optimised yet, whatever was called before.
        generator.Measure(2, 3, Repeats);
        foreach ((int input, int units) in new[] { (2, 3), (1, 20), (1, 40), (64, 128), (128, 256), (1, 4095) })
        {
            (Samples milliseconds, int characters) = generator.Measure(input, units, Repeats);
            string bar = milliseconds.Median <= Unnoticed ? FormattableString.Invariant($"{Unnoticed} ms")
                : milliseconds.Median <= Noticed ? FormattableString.Invariant($"{Noticed} ms")
                : "neither";
            table.Row(FormattableString.Invariant($"{input}→{units}"), milliseconds.ToString(), characters.ToString("N0", CultureInfo.InvariantCulture), bar);
        }

        Console.WriteLine(FormattableString.Invariant($"The source of one network in a warm compiler: the smallest of {Repeats} runs, and the median in parentheses. 4,095 units are the most that 67,108,864 parameters allow.\n"));
        Console.WriteLine(table);

        if (quick)
        {
            return;
        }

        using var build = new BuildBenchmark();
        (Samples with, Samples without) = build.Measure(Builds);
        var builds = new MarkdownTable("dotnet build", "s");
        builds.Row(FormattableString.Invariant($"with {BuildBenchmark.Classes} networks"), with.ToString());
        builds.Row("without", without.ToString());
        builds.Row("difference of the medians", Number.Of(with.Median - without.Median));
        Console.WriteLine(FormattableString.Invariant($"A project that was edited: the smallest of {Builds} builds, and the median in parentheses.\n"));
        Console.WriteLine(builds);
    }
}
