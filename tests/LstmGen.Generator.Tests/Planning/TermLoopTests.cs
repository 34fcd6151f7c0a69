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
        Assert.True(terms > 1 || !loop.IsLoop);
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

    [Fact]
    public void Blocks_follow_where_a_chain_has_more_than_sixteen_terms() => ForEachOrder(order =>
    {
        Assert.Equal(order.Terms > 16 * order.Chains, order.HasBlocks);
        int[] blocks = [.. order.Blocks];
        Assert.Equal(blocks.Length, order.HasBlocks ? (order.Terms - order.First) / order.Block : 0);
        Assert.InRange(order.First, System.Math.Min(order.Chains, order.Terms), 16 * order.Chains);
        Assert.All(blocks, first => Assert.Equal(order.First, first - (System.Array.IndexOf(blocks, first) * order.Block)));
        Assert.True(!order.HasBlocks || order.Block == 12 * order.Chains);
        Assert.Equal(order.Terms, order.First + (blocks.Length * order.Block));
    });

    [Fact]
    public void A_block_is_a_number_of_turns_that_each_begin_with_the_first_chain() => ForEachOrder(order =>
    {
        foreach (int turn in new[] { TermLoop.TurnOfBlock(order), TermLoop.TurnOfBlock(order, isShort: true) })
        {
            Assert.Equal(0, turn % order.Chains);
            Assert.Equal(0, order.Block % turn);
        }
    });

    private static void ForEachOrder(System.Action<SumOrder> check) => ForEach((order, _, _) => check(order));

    private static void ForEach(System.Action<TermLoop, int> check) => ForEach((_, loop, terms) => check(loop, terms));

    private static void ForEach(System.Action<SumOrder, TermLoop, int> check)
    {
        foreach (int units in Units)
        {
            for (int terms = 1; terms <= 300; terms++)
            {
                Check(Planned.Lstm("lstm", terms, units), terms);
                Check(Planned.Dense("dense", terms, units), terms);
            }
        }

        void Check(WeightedLayer layer, int terms)
        {
            SumOrder order = Summation.Order(layer, terms);
            check(order, TermLoop.Of(order), order.First);
            check(order, TermLoop.Of(order, isShort: true), order.First);
        }
    }

    /// <summary>The terms before the loop, those of each of its turns, and those after it.</summary>
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
