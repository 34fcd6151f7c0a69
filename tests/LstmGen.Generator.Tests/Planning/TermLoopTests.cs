using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

/// <summary>The loop over the terms of a sum, for all numbers of terms and of chains.</summary>
public class TermLoopTests
{
    private static readonly int[] Units = [1, 2, 4, 16, 17, 33, 64, 100, 300];

    [Fact]
    public void Each_term_is_added_once_and_in_order() =>
        ForEach((loop, terms) => Assert.Equal(Enumerable.Range(0, terms), Parts(loop).SelectMany(part => part)));

    /// <summary>Each part counts its chains from 0: term k belongs to chain k mod n.</summary>
    [Fact]
    public void Each_part_begins_with_the_first_chain() =>
        ForEach((loop, _) => Assert.All(Parts(loop), part => Assert.Equal(0, part[0] % loop.Step)));

    [Fact]
    public void Each_chain_is_started_in_front_of_the_loop() => ForEach((loop, terms) =>
    {
        Assert.True(loop.Step == 1 || loop.Start >= loop.Step);
        Assert.True(terms > 4 || !loop.IsLoop);
    });

    [Fact]
    public void What_is_left_over_is_less_than_a_turn() => ForEach((loop, terms) => Assert.InRange(terms - loop.End, 0, loop.Step - 1));

    [Fact]
    public void All_numbers_of_chains_are_tried()
    {
        var chains = new SortedSet<int>();
        ForEach((loop, _) => chains.Add(loop.Step));
        Assert.Equal([1, 2, 4, 8], chains);
    }

    private static void ForEach(System.Action<TermLoop, int> check)
    {
        foreach (int units in Units)
        {
            for (int terms = 1; terms <= 300; terms++)
            {
                check(TermLoop.Of(Planned.Lstm("lstm", terms, units), terms), terms);
                check(TermLoop.Of(Planned.Dense("dense", terms, units), terms), terms);
            }
        }
    }

    /// <summary>The terms in front of the loop, those of each of its turns, and those behind it.</summary>
    private static IEnumerable<int[]> Parts(TermLoop loop)
    {
        var parts = new List<int[]> { Range(0, loop.Start) };
        for (int k = loop.Start; k < loop.End; k += loop.Step)
        {
            parts.Add(Range(k, k + loop.Step));
        }

        parts.Add(Range(loop.End, loop.Count));
        return parts.Where(part => part.Length > 0);
    }

    private static int[] Range(int first, int end) => [.. Enumerable.Range(first, end - first)];
}
