using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

// Named here, so that they take precedence over public types with the same names.
using Precision = LstmGen.Generator.Model.Precision;

/// <summary>How blocks of sequences are computed: where their values are, and how the units of a layer are split.</summary>
public class BatchPlanTests
{
    /// <summary>A step is simulated with the name of each value in its row: every reader finds a value where the plan says it is.</summary>
    [Fact]
    public void What_a_layer_reads_is_where_it_was_left_and_still_there() => ForEachBackEnd((plan, backEnd) =>
    {
        var block = new Block(plan);
        string read = "x";
        block.Write(backEnd.Layers[0].Input, plan.Network.InputSize, read);
        foreach (BatchLayer layer in backEnd.Layers)
        {
            Step(block, layer, read);
            read = layer.Layer.Name;
            block.Read(layer.Output, Output(layer), read);
        }

        block.Read(backEnd.Layers[backEnd.Layers.Count - 1].Output, plan.Network.OutputSize, read);

        // For a skip connection.
        block.Read(backEnd.Layers[0].Input, plan.Network.InputSize, "x");
        block.ReadState(slot => slot.Name != StateSlot.Hidden);
    });

    [Fact]
    public void Runs_have_each_unit_once_and_in_order() => ForEachBackEnd((plan, backEnd) =>
    {
        foreach (BatchLayer layer in backEnd.All)
        {
            int next = 0;
            foreach (BatchRun run in layer.Runs)
            {
                Assert.Equal(next, run.First);
                Assert.True(run.Count > 0);
                next += run.Count;
            }

            Assert.Equal(layer.Layer.Units, next);
        }
    });

    [Fact]
    public void Runs_have_the_parameters_of_their_units_at_one_distance() => ForEachBackEnd((plan, backEnd) =>
    {
        foreach (BatchLayer layer in backEnd.All)
        {
            EquatableArray<Group> groups = Packing.Groups(layer.Layer, backEnd.Width, plan.Element);
            foreach (BatchRun run in layer.Runs)
            {
                Group[] own = [.. groups.Where(group => group.First >= run.First && group.First <= run.Last)];
                Assert.All(own, group => Assert.Equal(run.GroupLanes, group.Lanes));
                Assert.Equal(run.Count, own.Sum(group => group.Count));
                Assert.Equal(run.HasManyGroups, own.Length > 1);
            }
        }
    });

    [Fact]
    public void Tiles_divide_their_run_and_its_groups() => ForEachBackEnd((plan, backEnd) =>
    {
        foreach (BatchLayer layer in backEnd.All)
        {
            foreach (BatchRun run in layer.Runs)
            {
                Assert.Equal(0, run.Count % run.UnitsOfTile);
                Assert.Equal(0, run.GroupLanes % run.UnitsOfTile);
                Assert.Equal(run.Count > run.UnitsOfTile, run.IsLoop);
                int registers = plan.Element.VectorBits(backEnd.Width) == 512 ? 32 : 16;
                Assert.True(run.UnitsOfTile == 1 || 2 * run.UnitsOfTile * layer.Layer.Gates <= registers);
                Assert.True(run.UnitsOfTile == 1 || Summation.Chains(layer.Layer) == 1);
                Assert.Equal(layer.Layer.Rows > 8, run.HasLoopsOfTerms);
            }
        }
    });

    /// <summary>A block that is full is always computed side by side, and one sequence never is.</summary>
    [Fact]
    public void Few_sequences_take_turns() => ForEachBackEnd((plan, backEnd) =>
    {
        Assert.InRange(backEnd.Least, 2, backEnd.Width);
        Assert.InRange(backEnd.LeastOfTwo, backEnd.Least, 2 * backEnd.Width);
        Assert.Contains(plan.Batch.SequencesOfTurn, new[] { 1, 4 });
    });

    [Fact]
    public void A_block_fits_a_small_stack() => ForEachBackEnd((plan, backEnd) =>
    {
        Assert.Equal(plan.Batch.VectorsOfRow * backEnd.Width, backEnd.RowSize);
        int values = (plan.Batch.StateRows + plan.Batch.ScratchRows) * backEnd.RowSize;
        Assert.InRange(values * plan.Element.Bytes, 1, 48 * 1024);
    });

    /// <summary>The state of u units is 2 u values, and a step of them needs u + 3 more.</summary>
    [Theory]
    [InlineData(126, 381, 2)]
    [InlineData(127, 384, 1)]
    [InlineData(254, 765, 1)]
    [InlineData(255, 768, 0)]
    public void A_row_has_two_vectors_where_they_fit(int units, int rows, int vectors)
    {
        BatchPlan batch = Planned.Of(Planned.Network(4, Planned.Lstm("lstm", 3, units)), Options.Default).Batch;
        Assert.Equal(rows, batch.StateRows + batch.ScratchRows);
        Assert.Equal(vectors, batch.IsVectorised ? batch.VectorsOfRow : 0);
    }

    [Fact]
    public void Sequences_take_turns_where_lanes_cannot_run_over_them()
    {
        Network network = Planned.Network(4, Planned.Lstm("lstm", 3, 5));
        Options options = Options.Default;
        Assert.True(Planned.Of(network, options).Batch.IsVectorised);
        Assert.Equal([16, 8, 4], Planned.Of(network, options).Batch.BackEnds.Select(backEnd => backEnd.Width));

        Assert.False(Planned.Of(network, options, Planned.Newest with { Vectors = false }).Batch.IsVectorised);
        Assert.False(Planned.Of(network with { Masking = new Masking(0) }, options).Batch.IsVectorised);
        Network backwards = Planned.Network(4, Planned.Lstm("lstm", 3, 5) with { Direction = Direction.Backward });
        Assert.False(Planned.Of(backwards, options).Batch.IsVectorised);

        // A block is on the stack, where some targets can't allocate.
        Plan withoutSpans = Planned.Of(network, options, Planned.Newest with { Spans = false });
        Assert.True(withoutSpans.Memory.IsObject);
        Assert.False(withoutSpans.Batch.IsVectorised);
    }

    private static void Step(Block block, BatchLayer layer, string read)
    {
        string name = layer.Layer.Name;
        bool isRecurrent = layer.Layer is RecurrentLayer;
        All();
        for (int i = 0; i < layer.Carried.Count; i++)
        {
            block.Write(layer.Carried[i], layer.Layer.Units, $"{name} carries {i}");
        }

        block.Write(layer.Computed, layer.Layer.Units, isRecurrent ? name + " next" : name);

        // Until the last unit is computed, all units read these.
        All();
        for (int i = 0; i < layer.Carried.Count; i++)
        {
            block.Read(layer.Carried[i], layer.Layer.Units, $"{name} carries {i}");
        }

        if (layer.Projection is { } projection)
        {
            block.Read(projection.Input, layer.Layer.Units, name + " next");
            Assert.Equal(layer.Output, projection.Output);
            block.Write(projection.Computed, projection.Layer.Units, name);
        }
        else if (layer.IsCopied)
        {
            block.Read(layer.Computed, layer.Layer.Units, name + " next");
            block.Write(layer.Output, layer.Layer.Units, name);
        }

        void All()
        {
            block.Read(layer.Input, layer.Layer.Input, read);
            foreach (SlotLayout slot in layer.Layout.State)
            {
                block.Read(new BatchPlace(BatchRows.State, slot.BatchStart), slot.Count, Block.Old(layer.Layout, slot));
            }
        }
    }

    private static int Output(BatchLayer layer) => layer.Layer.Output;

    /// <summary>Made once for all tests, because it takes longer than any of them.</summary>
    private static readonly Lazy<Plan[]> Plans = new(() =>
    [
        .. from network in Networks()
           from precision in new[] { Precision.Single, Precision.Double }
           select Planned.Of(network, Options.Default with { Precision = precision }),
    ]);

    private static void ForEachBackEnd(Action<Plan, BatchBackEnd> check)
    {
        foreach (Plan plan in Plans.Value)
        {
            foreach (BatchBackEnd backEnd in plan.Batch.BackEnds)
            {
                check(plan, backEnd);
            }
        }

        int checkedPlans = Plans.Value.Count(plan => plan.Batch.IsVectorised);
        Assert.True(checkedPlans > 1000, $"{checkedPlans} plans have blocks");
    }

    /// <summary>Layers of all sizes, with a head and without, and stacks in which rows take turns.</summary>
    private static IEnumerable<Network> Networks()
    {
        for (int units = 1; units <= Planned.MostUnits; units++)
        {
            foreach (Network network in Planned.Networks(units))
            {
                yield return network;
            }

            yield return Stack($"L{units} D{(units % 7) + 1} D{(units % 11) + 1} L{(units % 5) + 1} D{(units % 3) + 1}");
            yield return Stack($"D{(units % 4) + 1} D2 P{Math.Min(units, 40)} D{units % 9 + 1}");
        }
    }

    private static Network Stack(string text)
    {
        var layers = new List<Layer>();
        foreach (string layer in text.Split(' '))
        {
            int units = int.Parse(layer[1..], System.Globalization.CultureInfo.InvariantCulture);
            int input = layers.Count == 0 ? 3 : layers[^1].Output;
            string name = "layer" + layers.Count;
            LstmLayer lstm = Planned.Lstm(name, input, units);
            layers.Add(layer[0] switch
            {
                'L' => lstm,
                'P' => lstm with { Projection = (units + 1) / 2 },
                _ => Planned.Dense(name, input, units),
            });
        }

        return Planned.Network(5, [.. layers]);
    }

    /// <summary>The rows of a block, with the name of what is in each.</summary>
    private sealed class Block
    {
        private readonly Plan _plan;
        private readonly Dictionary<string, string[]> _memory;

        public Block(Plan plan)
        {
            _plan = plan;
            _memory = new Dictionary<string, string[]>
            {
                [BatchRows.State] = new string[plan.Batch.StateRows],
                [BatchRows.Scratch] = new string[plan.Batch.ScratchRows],
            };
            foreach ((LayerLayout layout, SlotLayout slot) in Slots(_ => true))
            {
                Write(new BatchPlace(BatchRows.State, slot.BatchStart), slot.Count, Old(layout, slot));
            }
        }

        public static string Old(LayerLayout layout, SlotLayout slot) => $"{layout.Layer.Name} old {slot.Name}";

        public void Write(BatchPlace place, int count, string name)
        {
            for (int k = 0; k < count; k++)
            {
                _memory[place.Memory][place.Row + k] = $"{name}[{k}]";
            }
        }

        public void Read(BatchPlace place, int count, string name) => Assert.Equal(
            Enumerable.Range(0, count).Select(k => $"{name}[{k}]"),
            _memory[place.Memory].Skip(place.Row).Take(count));

        /// <summary>Reads parts of the state that are as they were.</summary>
        public void ReadState(Func<SlotLayout, bool> which)
        {
            foreach ((LayerLayout layout, SlotLayout slot) in Slots(which))
            {
                Read(new BatchPlace(BatchRows.State, slot.BatchStart), slot.Count, Old(layout, slot));
            }
        }

        private IEnumerable<(LayerLayout Layout, SlotLayout Slot)> Slots(Func<SlotLayout, bool> which) =>
            from layout in _plan.Layouts
            from slot in layout.State
            where which(slot)
            select (layout, slot);
    }
}
