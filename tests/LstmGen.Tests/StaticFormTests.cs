using System;
using System.Linq;
using Xunit;

namespace LstmGen.Tests;

[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(StaticForm = true)]
public partial class StaticSmall;

[Lstm(Input = 3, Units = 20, Steps = 5, ReturnSequences = true)]
[Dense(Units = 2, Activation = Activation.Softmax)]
[LstmOptions(StaticForm = true)]
public partial class StaticRows;

[Lstm(Input = 2, Units = 3, Steps = 4, Direction = LstmDirection.Bidirectional)]
[LstmOptions(StaticForm = true)]
public partial class StaticBoth;

/// <summary>The static form computes the bits of the other members, from parameters that it packs itself, and allocates nothing.</summary>
public class StaticFormTests
{
    [Fact]
    public void Steps_and_sequences()
    {
        float[] parameters = Values(StaticSmall.ParameterCount, 1);
        float[] input = Values(StaticSmall.InputLength, 2);
        var net = new StaticSmall(parameters);
        var packed = new float[StaticSmall.Static.PackedCount];
        packed.AsSpan().Fill(float.NaN);
        StaticSmall.Static.Pack(parameters, packed);

        var expected = new float[3];
        StaticSmall.State expectedState = StaticSmall.State.Initial;
        net.Forward(input, expected, ref expectedState);
        var output = new float[3];
        StaticSmall.State state = StaticSmall.State.Initial;
        StaticSmall.Static.Forward(packed, input, output, ref state);
        Assert.Equal(expected, output);
        Assert.Equal(expectedState, state);

        net.Step(input.AsSpan(0, 2), expected, ref expectedState);
        StaticSmall.Static.Step(packed, input.AsSpan(0, 2), output, ref state);
        Assert.Equal(expected, output);
        Assert.Equal(expectedState, state);
    }

    [Fact]
    public void Rows()
    {
        float[] parameters = Values(StaticRows.ParameterCount, 3);
        float[] input = Values(7 * StaticRows.InputSize, 4);
        var net = new StaticRows(parameters);
        var packed = new float[StaticRows.Static.PackedCount];
        StaticRows.Static.Pack(parameters, packed);
        var expected = new float[7 * StaticRows.OutputSize];
        var output = new float[expected.Length];
        StaticRows.State expectedState = default, state = default;
        net.Process(input, expected, ref expectedState);
        StaticRows.Static.Process(packed, input, output, ref state);
        Assert.Equal(expected, output);
        Assert.Equal(expectedState, state);

        long before = GC.GetAllocatedBytesForCurrentThread();
        StaticRows.Static.Process(packed, input, output, ref state);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_network_that_needs_its_whole_sequence()
    {
        float[] parameters = Values(StaticBoth.ParameterCount, 5);
        float[] input = Values(StaticBoth.InputLength, 6);
        var packed = new float[StaticBoth.Static.PackedCount];
        StaticBoth.Static.Pack(parameters, packed);
        var expected = new float[StaticBoth.OutputLength];
        new StaticBoth(parameters).Forward(input, expected);
        var output = new float[StaticBoth.OutputLength];
        StaticBoth.Static.Forward(packed, input, output);
        Assert.Equal(expected, output);
    }

    [Fact]
    public void Wrong_lengths_are_refused_before_anything_is_written()
    {
        var output = new float[] { 1, 2, 3 };
        var packed = new float[StaticSmall.Static.PackedCount];
        StaticSmall.State state = default;

        Assert.Equal(
            $"StaticSmall.Static.Step needs {StaticSmall.Static.PackedCount} packed parameters, 2 values of input and 3 of output.",
            Assert.Throws<ArgumentException>(() => StaticSmall.Static.Step(packed, new float[3], output, ref state)).Message);
        Assert.Throws<ArgumentException>(() => StaticSmall.Static.Step(packed.AsSpan(1), new float[2], output, ref state));
        Assert.Throws<ArgumentException>(() => StaticSmall.Static.Process(packed, new float[3], output, ref state));
        Assert.Throws<ArgumentException>(() => StaticSmall.Static.Forward(packed, new float[8], output.AsSpan(1), ref state));
        Assert.Throws<ArgumentException>(() => StaticSmall.Static.Pack(new float[71], packed));
        Assert.Equal([1f, 2f, 3f], output);
        Assert.Equal(default, state);
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
