using System;
using System.Linq;
using LstmGen.Tests.Memory;
using Xunit;

namespace LstmGen.Tests;

/// <summary>
/// A class for a target whose spans can't look into a structure: its state is copied out and in, and its results are the same.
/// </summary>
public class CopiedStateTests
{
    private readonly float[] _parameters = Values(Gesture.ParameterCount, 1);
    private readonly float[] _input = Values(Gesture.InputLength, 2);

    [Fact]
    public void The_bits_are_those_of_arrays()
    {
        var gesture = new Gesture(_parameters);
        var arrays = new Arrays.Gesture(_parameters);
        float[] output = new float[3], expected = new float[3];
        Gesture.State state = Gesture.State.Initial;
        var expectedState = new Arrays.Gesture.State();
        gesture.Forward(_input, output, ref state);
        arrays.Forward(_input, expected, expectedState);
        Assert.Equal(expected, output);

        gesture.Step(_input.AsSpan(0, 2), output, ref state);
        arrays.Step(_input, 0, 2, expected, 0, 3, expectedState);
        Assert.Equal(expected, output);
        float[] hidden = new float[3], expectedHidden = new float[3];
        state.CopyHiddenTo(0, hidden);
        expectedState.CopyHiddenTo(0, expectedHidden);
        Assert.Equal(expectedHidden, hidden);
        Assert.Equal(output, hidden);
    }

    [Fact]
    public void A_state_is_a_value()
    {
        var gesture = new Gesture(_parameters);
        var output = new float[3];
        Gesture.State state = default;
        gesture.Step(_input.AsSpan(0, 2), output, ref state);
        Gesture.State saved = state;
        gesture.Step(_input.AsSpan(2, 2), output, ref state);
        Assert.NotEqual(saved, state);
        Assert.True(saved != state);
        Gesture.State again = saved;
        gesture.Step(_input.AsSpan(2, 2), output, ref again);
        Assert.Equal(state, again);
        Assert.Equal(state.GetHashCode(), again.GetHashCode());
        again.Reset();
        Assert.Equal(Gesture.State.Initial, again);
    }

    [Fact]
    public void Hidden_and_cell_are_copied_out_and_in()
    {
        Projected.State state = default;
        state.SetHidden(0, [1, 2, 3]);
        state.SetCell(0, [4, 5, 6, 7, 8, 9]);
        state.SetHidden(1, [10, 11]);
        state.SetCell(1, [12, 13]);
        float[] hidden = new float[3], cell = new float[6], last = new float[2];
        state.CopyHiddenTo(0, hidden);
        state.CopyCellTo(0, cell);
        state.CopyCellTo(1, last);
        Assert.Equal([1, 2, 3], hidden);
        Assert.Equal([4, 5, 6, 7, 8, 9], cell);
        Assert.Equal([12, 13], last);
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => state.SetHidden(2, new float[2]));
        Assert.Throws<ArgumentException>("source", () => state.SetHidden(0, new float[2]));
    }

    [Fact]
    public void Samples_and_batches()
    {
        float[] parameters = Values(Line.ParameterCount, 3);
        float[] samples = Values(6, 4), expected = new float[6];
        var line = new Line(parameters);
        new Arrays.Line(parameters).Process(samples, expected, new Arrays.Line.State());
        Line.State state = default;
        Assert.Equal(expected, samples.Select(sample => line.Step(sample, ref state)).ToArray());

        var batch = new Line.BatchState(2);
        var outputs = new float[2];
        foreach (float sample in samples)
        {
            line.StepBatch(2, new[] { sample, sample }, outputs, batch);
        }

        Assert.Equal([expected[5], expected[5]], outputs);
        Assert.Equal(state, batch[1]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        line.Process(samples, expected, ref state);
        line.StepBatch(2, outputs.AsSpan(), stackalloc float[2], batch);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
