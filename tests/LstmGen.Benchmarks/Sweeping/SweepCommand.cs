using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Benchmarks.Comparing;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Sweeping;

/// <summary><c>--sweep FILE.svg</c>: what a parameter costs at each step, against the size of the layer.</summary>
internal static class SweepCommand
{
    public static void Run(string svgFile)
    {
        var timing = new Interleaved(repeats: 15, millisecondsOfRepeat: 3);
        var rows = new List<(SweptNet Net, Samples Forward, Samples Step)>();
        foreach (SweptNet net in SweepNets.All)
        {
            Console.Error.WriteLine(net.Units);
            IReadOnlyList<Samples> samples = timing.Run([net.Forward(), net.Step()]);
            rows.Add((net, samples[0], samples[1]));
        }

        var table = new MarkdownTable("units", "parameters", "Forward, ns a step", "ns a parameter", "Step, ns", "ns a parameter");
        foreach ((SweptNet net, Samples forward, Samples step) in rows)
        {
            table.Row(
                net.Units.ToString(CultureInfo.InvariantCulture),
                net.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                forward.ToString(),
                Number.Of(forward.Min / net.ParameterCount),
                step.ToString(),
                Number.Of(step.Min / net.ParameterCount));
        }

        Console.WriteLine(table);
        File.WriteAllText(svgFile, SweepChart.Draw(rows.Select(row => (row.Net.Units, row.Step.Min / row.Net.ParameterCount, row.Forward.Min / row.Net.ParameterCount))));
    }
}
