using System;
using System.Linq;
using Xunit;

namespace LstmGen.Tests;

/// <summary>A batch's states are saved and restored together, whatever the layout in which they are kept.</summary>
public class BatchCopyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(100)]
    public void A_batch_goes_back_to_what_was_saved(int count)
    {
        var net = new StaticSmall(Values(StaticSmall.ParameterCount, 1));
        float[] inputs = Values(count * StaticSmall.InputSize, 2);
        float[] first = new float[count * StaticSmall.OutputSize], again = new float[first.Length];
        var batch = new StaticSmall.BatchState(count);
        var saved = new StaticSmall.BatchState(count);
        net.StepBatch(count, inputs, first, batch);
        saved.CopyFrom(batch);
        StaticSmall.State[] states = [.. Enumerable.Range(0, count).Select(slot => saved[slot])];
        Assert.Equal(states, Enumerable.Range(0, count).Select(slot => batch[slot]));

        net.StepBatch(count, inputs, first, batch);
        Assert.NotEqual(states[0], batch[0]);
        Assert.Equal(states[0], saved[0]);
        batch.CopyFrom(saved);
        net.StepBatch(count, inputs, again, batch);
        Assert.Equal(first, again);
        batch.CopyFrom(batch);

        long before = GC.GetAllocatedBytesForCurrentThread();
        batch.CopyFrom(saved);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Whichever part of a block is computed, the other slots stay as they are.</summary>
    [Fact]
    public void Slots_that_take_no_part_stay_as_they_are()
    {
        const int Capacity = 70;
        var net = new StaticSmall(Values(StaticSmall.ParameterCount, 3));
        float[] inputs = Values(Capacity * StaticSmall.InputSize, 4), outputs = new float[Capacity * StaticSmall.OutputSize];
        var start = new StaticSmall.BatchState(Capacity);
        net.StepBatch(Capacity, inputs, outputs, start);
        var all = new StaticSmall.BatchState(Capacity);
        all.CopyFrom(start);
        net.StepBatch(Capacity, inputs, outputs, all);
        for (int count = 0; count <= Capacity; count++)
        {
            var batch = new StaticSmall.BatchState(Capacity);
            batch.CopyFrom(start);
            net.StepBatch(count, inputs.AsSpan(0, count * StaticSmall.InputSize), outputs.AsSpan(0, count * StaticSmall.OutputSize), batch);
            for (int slot = 0; slot < Capacity; slot++)
            {
                Assert.Equal(slot < count ? all[slot] : start[slot], batch[slot]);
            }
        }
    }

    [Fact]
    public void Another_capacity_is_refused()
    {
        var batch = new StaticSmall.BatchState(2);
        var exception = Assert.Throws<ArgumentException>("other", () => batch.CopyFrom(new StaticSmall.BatchState(1)));
        Assert.StartsWith("other has room for 1 sequence; this state has room for 2", exception.Message);
        Assert.Throws<ArgumentNullException>("other", () => batch.CopyFrom(null!));
    }

    [Fact]
    public void Where_states_are_objects_their_values_are_copied()
    {
        var net = new Arrays.Gesture(Values(Arrays.Gesture.ParameterCount, 5));
        float[] inputs = Values(6, 6), outputs = new float[9];
        var batch = new Arrays.Gesture.BatchState(3);
        var saved = new Arrays.Gesture.BatchState(3);
        net.StepBatch(3, inputs, outputs, batch);
        saved.CopyFrom(batch);
        net.StepBatch(3, inputs, outputs, batch);
        Assert.False(saved[1].Equals(batch[1]));
        batch.CopyFrom(saved);
        Assert.True(saved[1].Equals(batch[1]));
        Assert.NotSame(saved[1], batch[1]);
        Assert.Throws<ArgumentException>("other", () => batch.CopyFrom(new Arrays.Gesture.BatchState(4)));
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
