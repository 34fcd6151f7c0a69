using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LstmGen.Schedules.Pairs;

/// <summary>How often each pair occurred.</summary>
internal sealed class Coverage
{
    private readonly Dictionary<Pair, int> _counts = [];

    public void Add(IEnumerable<Pair> pairs)
    {
        foreach (Pair pair in pairs)
        {
            _counts[pair] = _counts.GetValueOrDefault(pair) + 1;
        }
    }

    /// <summary>Pairs that are possible, but that no network had.</summary>
    public IReadOnlyList<Pair> Missing => [.. Pair.All.Where(pair => Impossible.Reason(pair) is null && !_counts.ContainsKey(pair))];

    /// <summary>Pairs that a network had although they are listed as impossible.</summary>
    public IReadOnlyList<Pair> Refuted => [.. _counts.Keys.Where(pair => Impossible.Reason(pair) is not null)];

    /// <summary>For each schedule its options, with the least count over the widths that can have both.</summary>
    public string Table()
    {
        var table = new StringBuilder();
        foreach (string schedule in SchedulesOf.All)
        {
            table.Append(schedule).Append(": ").AppendJoin(", ", OptionsOf.All.Select(option =>
            {
                Pair[] possible = [.. Pair.Widths.Select(bits => new Pair(option, schedule, bits)).Where(pair => Impossible.Reason(pair) is null)];
                return possible.Length == 0 ? null : FormattableString.Invariant($"{option} {possible.Min(pair => _counts.GetValueOrDefault(pair))}");
            }).Where(cell => cell is not null)).Append('\n');
        }

        Pair[] all = [.. Pair.All];
        int impossible = all.Count(pair => Impossible.Reason(pair) is not null);
        return table.Append(FormattableString.Invariant(
            $"{all.Length} pairs of an option and a schedule, over the widths: {all.Length - impossible - Missing.Count} met, {Missing.Count} not met, {impossible} that no network can have\n")).ToString();
    }
}
