using System;
using System.Linq;
using Xunit;

namespace LstmGen.Tests;

/// <summary>
/// The members that show what every unit did. LstmGen.Schedules checks that they end in the bits of the other members, for every option and
/// schedule.
/// </summary>
public class TraceTests
{
    private static readonly float[] Parameters = Values(Lstm3On4x2.ParameterCount, 1);
    private static readonly Lstm3On4x2 Network = new(Parameters);
    private static readonly float[] Input = Values(Lstm3On4x2.InputLength, 2);

    /// <summary>Each value in its place: the states are those of Step, and follow from the gates and the state before by one rounding each.</summary>
    [Fact]
    public void The_gates_of_each_step_make_its_state_bit_for_bit()
    {
        var trace = new float[Lstm3On4x2.TraceLength];
        Network.Trace(Input, trace);
        Lstm3On4x2.State state = Lstm3On4x2.State.Initial;
        var output = new float[3];
        for (int step = 0; step < Lstm3On4x2.Steps; step++)
        {
            float[] before = state.Cell(0).ToArray();
            Network.Step(Input.AsSpan(2 * step, 2), output, ref state);
            ReadOnlySpan<float> row = trace.AsSpan(step * Lstm3On4x2.TraceSize, Lstm3On4x2.TraceSize);
            for (int unit = 0; unit < 3; unit++)
            {
                float i = row[Lstm3On4x2.Layers.Lstm.TraceI + unit];
                float f = row[Lstm3On4x2.Layers.Lstm.TraceF + unit];
                float g = row[Lstm3On4x2.Layers.Lstm.TraceG + unit];
                float c = row[Lstm3On4x2.Layers.Lstm.TraceC + unit];
                Assert.Equal(state.Cell(0)[unit], c);
                Assert.Equal(MathF.FusedMultiplyAdd(f, before[unit], i * g), c);
                Assert.Equal(output[unit], row[Lstm3On4x2.Layers.Lstm.TraceH + unit]);
                Assert.Equal(output[unit], row[Lstm3On4x2.Layers.Lstm.TraceO + unit] * MathF.Tanh(c), 1e-6f);
            }
        }
    }

    /// <summary>The gates themselves, from the textbook: the first step reads only the input.</summary>
    [Fact]
    public void The_gates_of_the_first_step_are_the_weighted_sums_of_its_input()
    {
        var trace = new float[Lstm3On4x2.TraceLength];
        Network.Trace(Input, trace);
        int[] places = [Lstm3On4x2.Layers.Lstm.TraceI, Lstm3On4x2.Layers.Lstm.TraceF, Lstm3On4x2.Layers.Lstm.TraceG, Lstm3On4x2.Layers.Lstm.TraceO];
        for (int gate = 0; gate < 4; gate++)
        {
            for (int unit = 0; unit < 3; unit++)
            {
                int column = (3 * gate) + unit;
                double sum = Parameters[60 + column] + ((double)Input[0] * Parameters[column]) + ((double)Input[1] * Parameters[12 + column]);
                double expected = gate == 2 ? Math.Tanh(sum) : 1 / (1 + Math.Exp(-sum));
                Assert.Equal(expected, trace[places[gate] + unit], 1e-6);
            }
        }
    }

    [Fact]
    public void A_stream_is_shown_block_by_block_from_its_state()
    {
        var whole = new float[Lstm3On4x2.TraceLength];
        Network.Trace(Input, whole);
        var blocks = new float[Lstm3On4x2.TraceLength];
        var output = new float[12];
        Lstm3On4x2.State state = Lstm3On4x2.State.Initial;
        foreach ((int first, int steps) in new[] { (0, 1), (1, 2), (3, 0), (3, 1) })
        {
            Network.Trace(
                Input.AsSpan(2 * first, 2 * steps), output.AsSpan(3 * first, 3 * steps),
                blocks.AsSpan(first * Lstm3On4x2.TraceSize, steps * Lstm3On4x2.TraceSize), ref state);
        }

        Assert.Equal(whole, blocks);
        var expected = new float[12];
        Lstm3On4x2.State other = Lstm3On4x2.State.Initial;
        Network.Process(Input, expected, ref other);
        Assert.Equal(expected, output);
        Assert.Equal(other, state);
    }

    /// <summary>
    /// NaN stands for what was not computed: the gates of a masked step, and what comes after a layer that reads backwards.
    /// </summary>
    [Fact]
    public void A_masked_step_shows_no_gates()
    {
        var network = new Tagger(Values(Tagger.ParameterCount, 3));
        float[] input = Values(Tagger.InputLength, 4);
        input.AsSpan(2 * Tagger.InputSize, Tagger.InputSize).Clear();
        var trace = new float[Tagger.TraceLength];
        network.Trace(input, trace);
        var output = new float[Tagger.OutputLength];
        network.Forward(input, output);
        for (int step = 0; step < Tagger.Steps; step++)
        {
            float[] row = trace[(step * Tagger.TraceSize)..((step + 1) * Tagger.TraceSize)];
            if (step == 2)
            {
                float[] before = trace[Tagger.TraceSize..(2 * Tagger.TraceSize)], after = trace[(3 * Tagger.TraceSize)..(4 * Tagger.TraceSize)];
                Assert.All(row[..Tagger.Layers.Bidirectional.Forward.TraceC], value => Assert.True(float.IsNaN(value)));
                Assert.All(row[Tagger.Layers.Bidirectional.Trace..], value => Assert.True(float.IsNaN(value)));
                Assert.Equal(before[Tagger.Layers.Bidirectional.Forward.TraceC..Tagger.Layers.Bidirectional.Backward.TraceI], row[Tagger.Layers.Bidirectional.Forward.TraceC..Tagger.Layers.Bidirectional.Backward.TraceI]);
                Assert.Equal(after[Tagger.Layers.Bidirectional.Backward.TraceC..Tagger.Layers.Bidirectional.Trace], row[Tagger.Layers.Bidirectional.Backward.TraceC..Tagger.Layers.Bidirectional.Trace]);
                continue;
            }

            Assert.All(row, value => Assert.False(float.IsNaN(value)));
            Assert.Equal(output[(step * Tagger.OutputSize)..((step + 1) * Tagger.OutputSize)], row[Tagger.Layers.Dense.Trace..]);
        }

        var cells = new DoubleCells(Array.ConvertAll(Values(DoubleCells.ParameterCount, 5), value => (double)value));
        double[] x = Array.ConvertAll(Values(DoubleCells.InputLength, 6), value => (double)value);
        x.AsSpan(1 * DoubleCells.InputSize, DoubleCells.InputSize).Clear();
        var shown = new double[DoubleCells.TraceLength];
        cells.Trace(x, shown);
        double[] first = shown[..DoubleCells.TraceSize], masked = shown[DoubleCells.TraceSize..(2 * DoubleCells.TraceSize)];
        Assert.All(masked[..DoubleCells.Layers.Lstm.TraceC], value => Assert.True(double.IsNaN(value)));
        Assert.Equal(first[DoubleCells.Layers.Lstm.TraceC..DoubleCells.Layers.Lstm.TraceM], masked[DoubleCells.Layers.Lstm.TraceC..DoubleCells.Layers.Lstm.TraceM]);
        Assert.Equal(first[DoubleCells.Layers.Lstm.TraceH..], masked[DoubleCells.Layers.Lstm.TraceH..]);
    }

    /// <summary>Whichever steps are masked, values that a sequence has once are in its last row.</summary>
    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 0, 2 })]
    [InlineData(new[] { 4 })]
    [InlineData(new[] { 1, 3, 4 })]
    [InlineData(new[] { 1, 2, 3, 4 })]
    [InlineData(new[] { 0, 1, 2, 3 })]
    public void The_output_of_a_sequence_is_in_the_last_row(int[] masked)
    {
        var network = new Sentiment(Values(Sentiment.ParameterCount, 9));
        float[] input = Values(Sentiment.InputLength, 10);
        foreach (int step in masked)
        {
            input.AsSpan(step * Sentiment.InputSize, Sentiment.InputSize).Clear();
        }

        float[] output = new float[Sentiment.OutputLength], trace = new float[Sentiment.TraceLength];
        network.Forward(input, output);
        network.Trace(input, trace);

        Assert.Equal(output, trace[^Sentiment.OutputSize..]);
        for (int step = 0; step < Sentiment.Steps; step++)
        {
            float[] row = trace[(step * Sentiment.TraceSize)..((step + 1) * Sentiment.TraceSize)];
            Assert.All(row[Sentiment.Layers.Bidirectional.Trace..], value => Assert.Equal(step < Sentiment.Steps - 1, float.IsNaN(value)));
            Assert.All(row[..Sentiment.Layers.Bidirectional.Forward.TraceC], value => Assert.Equal(masked.Contains(step), float.IsNaN(value)));
        }
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var trace = new float[Lstm3On4x2.TraceLength];
        var output = new float[12];
        Lstm3On4x2.State state = Lstm3On4x2.State.Initial;
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            Network.Trace(Input, trace);
            Network.Trace(Input, output, trace, ref state);
        }
    }

    [Fact]
    public void Wrong_arguments_are_named_and_nothing_is_written()
    {
        float[] trace = [.. Enumerable.Repeat(7f, Lstm3On4x2.TraceLength)];
        var output = new float[12];
        Lstm3On4x2.State state = Lstm3On4x2.State.Initial;
        Assert.Contains("trace holds 71 values; Lstm3On4x2.Trace needs 72 (4 steps × 18 values)", Assert.Throws<ArgumentException>("trace", () => Network.Trace(Input, trace.AsSpan(1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("input", () => Network.Trace(Input.AsSpan(1), trace));
        Assert.Throws<ArgumentException>("input", () => Network.Trace(Input.AsSpan(1), output, trace, ref state));
        Assert.Throws<ArgumentException>("output", () => Network.Trace(Input, output.AsSpan(1), trace, ref state));
        Assert.Contains("needs 18 values for each step", Assert.Throws<ArgumentException>("trace", () => Network.Trace(Input, output, trace.AsSpan(1), ref state)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("trace", () => Network.Trace(trace.AsSpan(0, 8), trace));
        Assert.Throws<ArgumentException>("output", () => Network.Trace(Input, trace.AsSpan(0, 12), trace, ref state));
        Assert.All(trace, value => Assert.Equal(7f, value));
    }

    /// <summary>A target without spans rounds products and sums separately, so its class is compared with itself.</summary>
    [Fact]
    public void A_class_with_arrays_shows_its_own_steps()
    {
        var network = new Arrays.Gesture(Parameters);
        float[] steps = new float[12], copied = new float[12], trace = new float[Arrays.Gesture.TraceLength];
        network.Process(Input, steps, new Arrays.Gesture.State());
        network.Trace(Input, copied, trace, new Arrays.Gesture.State());
        Assert.Equal(steps, copied);
        Assert.Equal(steps[9..], trace[^3..]);
        Assert.Equal(trace[Arrays.Gesture.Layers.Lstm.TraceI] * trace[Arrays.Gesture.Layers.Lstm.TraceG], trace[Arrays.Gesture.Layers.Lstm.TraceC]);

        var projected = new Arrays.Projected(Values(Arrays.Projected.ParameterCount, 7));
        float[] expected = new float[8], output = new float[8];
        projected.Process(Input, expected, new Arrays.Projected.State());
        projected.Trace(Input, output, new float[4 * Arrays.Projected.TraceSize], new Arrays.Projected.State());
        Assert.Equal(expected, output);

        var both = new Arrays.Both(Values(Arrays.Both.ParameterCount, 8));
        float[] last = new float[6], rows = new float[Arrays.Both.TraceLength];
        both.Forward(Input, last, new Arrays.Both.Workspace());
        both.Trace(Input, rows, new Arrays.Both.Workspace());
        Assert.Equal(last, rows[^6..]);
        Assert.All(rows[Arrays.Both.Layers.Bidirectional.Trace..Arrays.Both.TraceSize], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public void The_architecture_is_a_label() => Assert.True(Lstm3On4x2.Architecture switch { "lstm 2>3 tanh/sigmoid" => true, _ => false });

    private static float[] Values(int count, int seed) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin((seed * 31) + (i * 1.7f)))];
}
