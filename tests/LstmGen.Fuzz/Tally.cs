using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace LstmGen.Fuzz;

/// <summary>What became of the files of one kind.</summary>
internal sealed class Tally
{
    public int Tried { get; private set; }

    public int Read { get; private set; }

    public int Errors { get; private set; }

    public TimeSpan Slowest { get; private set; }

    public long MostAllocated { get; private set; }

    public void Add(bool isRead, TimeSpan time, long allocated)
    {
        Tried++;
        Read += isRead ? 1 : 0;
        Errors += isRead ? 0 : 1;
        Slowest = time > Slowest ? time : Slowest;
        MostAllocated = Math.Max(MostAllocated, allocated);
    }

    public static void Write(TextWriter writer, IReadOnlyDictionary<string, Tally> tallies, int crashes)
    {
        writer.WriteLine("kind               tried     read   errors  slowest  most allocated");
        foreach ((string kind, Tally tally) in tallies.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-16} {tally.Tried,7} {tally.Read,8} {tally.Errors,8} {tally.Slowest.TotalMilliseconds,5:F0} ms {tally.MostAllocated / 1e6,11:F1} MB"));
        }

        writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{tallies.Values.Sum(tally => tally.Tried)} files tried, {tallies.Values.Sum(tally => tally.Read)} read, {tallies.Values.Sum(tally => tally.Errors)} clear errors, {crashes} crashes"));
    }
}
