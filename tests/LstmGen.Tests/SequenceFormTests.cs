using System;
using System.Linq;
using System.Threading;
using Xunit;

namespace LstmGen.Tests;

/// <summary>
/// The forms of Forward that take a length or a mask, seen from C#: allocations, the stack, arguments, and overlapping memory.
/// </summary>
public class SequenceFormTests
{
    private static readonly Tagger Network = new(Parameters(Tagger.ParameterCount));

    [Fact]
    public void No_form_allocates()
    {
        var input = Values(Tagger.InputLength);
        var output = new float[Tagger.OutputLength];
        var inputs = Values(3 * Tagger.InputLength);
        var outputs = new float[3 * Tagger.OutputLength];
        bool[] mask = [true, false, true, true, false, true];
        AssertNoAllocation(() => Network.Forward(input, output));
        AssertNoAllocation(() => Network.Forward(input, 3, output));
        AssertNoAllocation(() => Network.Forward(input, mask, output));
        AssertNoAllocation(() => Network.ForwardBatch(3, inputs, outputs));

        var doubles = new DoubleCells(Array.ConvertAll(Parameters(DoubleCells.ParameterCount), value => (double)value));
        double[] x = Array.ConvertAll(Values(DoubleCells.InputLength), value => (double)value);
        var y = new double[DoubleCells.OutputLength];
        DoubleCells.State state = DoubleCells.State.Initial;
        AssertNoAllocation(() => doubles.Forward(x, y));
        AssertNoAllocation(() => doubles.Forward(x, 3, y, ref state));
        AssertNoAllocation(() => doubles.Forward(x, mask, y));
        AssertNoAllocation(() => doubles.Process(x, y, ref state));
    }

    /// <summary>Its rows are in a workspace, so that a thread with 256 KB computes it.</summary>
    [Fact]
    public void A_long_sequence_fits_a_small_stack()
    {
        var network = new LongestSequence(Parameters(LongestSequence.ParameterCount));
        var workspace = new LongestSequence.Workspace();
        float[] input = Values(LongestSequence.InputLength);
        bool[] mask = [.. Enumerable.Range(0, LongestSequence.Steps).Select(step => step % 3 > 0)];
        var output = new float[LongestSequence.OutputLength];
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    network.Forward(input, output, workspace);
                    network.Forward(input, mask, output, workspace);
                    network.ForwardBatch(1, input, output, workspace);
                }
                catch (Exception exception)
                {
                    thrown = exception;
                }
            },
            maxStackSize: 1 << 18);
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
        Assert.All(output, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Wrong_arguments_are_named_and_nothing_is_written()
    {
        var input = Values(Tagger.InputLength);
        float[] output = [.. Enumerable.Repeat(7f, Tagger.OutputLength)];
        Assert.Contains("Tagger.Forward needs a length from 1 to 6", Assert.Throws<ArgumentOutOfRangeException>("length", () => Network.Forward(input, 0, output)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("length", () => Network.Forward(input, 7, output));
        Assert.Contains("mask holds 5 values; Tagger.Forward needs 6", Assert.Throws<ArgumentException>("mask", () => Network.Forward(input, new bool[5], output)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("mask", () => Network.Forward(input, ReadOnlySpan<bool>.Empty, output));
        Assert.Throws<ArgumentException>("input", () => Network.Forward(input.AsSpan(1), 2, output));
        Assert.Throws<ArgumentException>("output", () => Network.Forward(input, 2, output.AsSpan(1)));
        Assert.All(output, value => Assert.Equal(7f, value));
    }

    /// <summary>Masked steps in a stream, and over its own input: the same as apart from it.</summary>
    [Fact]
    public void A_masked_stream_may_write_over_its_input()
    {
        var network = new DoubleCells(Array.ConvertAll(Parameters(DoubleCells.ParameterCount), value => (double)value));
        double[] input = Array.ConvertAll(Values(2 * DoubleCells.InputLength), value => (double)value);
        foreach (int step in new[] { 0, 1, 4, 7, 11 })
        {
            input.AsSpan(step * DoubleCells.InputSize, DoubleCells.InputSize).Clear();
        }

        var expected = new double[input.Length];
        DoubleCells.State state = DoubleCells.State.Initial;
        network.Process(input, expected, ref state);
        DoubleCells.State other = DoubleCells.State.Initial;
        network.Process(input, input, ref other);
        Assert.Equal(expected, input);
        Assert.Equal(state, other);
        Assert.Equal(0d, expected[0]);
        Assert.Equal(expected[..(2 * DoubleCells.OutputSize)][..2], expected[2..4]);
    }

    /// <summary>Masks are read again when the rows are moved to their places, so outputs may not overlap the steps.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(NarrowTagger.OutputSize)]
    public void A_masked_sequence_that_is_read_backwards_may_not_write_over_its_input(int offset)
    {
        var network = new NarrowTagger(Parameters(NarrowTagger.ParameterCount));
        float[] values = Values(NarrowTagger.InputLength + NarrowTagger.OutputLength);
        values.AsSpan(NarrowTagger.InputSize, NarrowTagger.InputSize).Clear();
        float[] before = [.. values];
        Assert.Throws<ArgumentException>("output", () => network.Forward(values.AsSpan(0, NarrowTagger.InputLength), values.AsSpan(offset, NarrowTagger.OutputLength)));
        Assert.Throws<ArgumentException>("output", () => network.Forward(values.AsSpan(0, NarrowTagger.InputLength), 3, values.AsSpan(offset, NarrowTagger.OutputLength)));
        Assert.Equal(before, values);
        network.Forward(values.AsSpan(0, NarrowTagger.InputLength), values.AsSpan(NarrowTagger.InputLength));
        Assert.Equal(before[..NarrowTagger.InputLength], values[..NarrowTagger.InputLength]);
    }

    private static float[] Parameters(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i + 1) / 2)];

    private static float[] Values(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Cos(i))];

    private static void AssertNoAllocation(Action call)
    {
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            call();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
