using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Benchmarks.Machines;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Comparing;

/// <summary><c>--compare [--out FILE.md] [--quick]</c>: every network against its competitors and its limit, in one process.</summary>
internal static class CompareCommand
{
    public static void Run(string? outFile, bool quick)
    {
        IReadOnlyList<ComparedNet> nets = Catalog.All;
        IReadOnlyList<int> widths = ActivationCheck.Run([.. nets.Select(net => net.Type)]);
        int repeats = quick ? 15 : 45;
        var timing = new Interleaved(repeats);
        Machine before = MachineBenchmark.Measure(ComparedNet.Bits, repeats);
        var results = new List<ComparedResult>();
        foreach (ComparedNet net in nets)
        {
            Console.Error.WriteLine(net.Name);
            results.Add(Comparison.Run(net, timing));
        }

        Machine machine = before.Best(MachineBenchmark.Measure(ComparedNet.Bits, repeats));
        string report = ComparisonReport.Write(results, machine, widths, repeats);
        Console.WriteLine(report);
        if (outFile is not null)
        {
            File.WriteAllText(outFile, report);
        }
    }
}
