using System;
using System.Linq;
using LstmGen.Tests.Arrays;
using Xunit;

namespace LstmGen.Tests;

/// <summary>The members of a class for a target without spans: what they take, refuse and leave alone.</summary>
public class ArrayTests
{
    private readonly Gesture _gesture = new(Values(Gesture.ParameterCount, 1));
    private readonly float[] _input = Values(Gesture.InputLength, 2);

    [Fact]
    public void Parts_of_arrays_give_what_whole_ones_do()
    {
        float[] expected = new float[3], output = Enumerable.Repeat(7f, 6).ToArray();
        var state = new Gesture.State();
        _gesture.Forward(_input, expected, state);
        var other = new Gesture.State();
        _gesture.Forward([9, 9, .. _input, 9], 2, 8, output, 1, 3, other);

        Assert.Equal([7f, .. expected, 7f, 7f], output);
        Assert.True(state.Equals(other));
        Assert.Equal(state.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void A_sequence_is_its_steps()
    {
        float[] expected = new float[3], output = new float[3];
        var state = new Gesture.State();
        _gesture.Forward(_input, expected, state);
        var stepped = new Gesture.State();
        for (int step = 0; step < Gesture.Steps; step++)
        {
            _gesture.Step(_input, 2 * step, 2, output, 0, 3, stepped);
        }

        Assert.Equal(expected, output);
        Assert.True(state.Equals(stepped));
        var rows = new float[12];
        stepped.Reset();
        _gesture.Process(_input, rows, stepped);
        Assert.Equal(expected, rows[9..]);
    }

    [Fact]
    public void A_batch_is_its_slices()
    {
        float[] inputs = Values(20, 5), expected = new float[30], output = Enumerable.Repeat(7f, 32).ToArray();
        var batch = new Gesture.BatchState(11);
        _gesture.StepBatch(10, inputs, expected, batch);
        var sliced = new Gesture.BatchState(11);
        for (int part = 0; part < 3; part++)
        {
            Gesture.BatchState.Part(10, part, 3, out int first, out int count);
            Assert.InRange(count, 3, 4);
            _gesture.StepBatch(first, count, [9, .. inputs], 1 + (2 * first), 2 * count, output, 1 + (3 * first), 3 * count, sliced);
        }

        Assert.Equal([7f, .. expected, 7f], output);
        Assert.All(Enumerable.Range(0, 11), slot => Assert.True(batch[slot].Equals(sliced[slot])));

        _gesture.ProcessBatch(2, 3, inputs, 2, 12, output, 0, 18, batch);
        Assert.All(Enumerable.Range(0, 11), slot => Assert.Equal(slot is < 2 or > 4, batch[slot].Equals(sliced[slot])));
        Assert.StartsWith("state has room for 11 sequences; Gesture.ForwardBatch needs 12 (2 sequences from slot 10)", Refused<ArgumentException>("state", () => _gesture.ForwardBatch(10, 2, inputs, 0, 16, output, 0, 6, batch)));
        Refused<ArgumentOutOfRangeException>("first", () => _gesture.StepBatch(-1, 1, inputs, 0, 2, output, 0, 3, batch));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var state = new Gesture.State();
        var batch = new Gesture.BatchState(3);
        var output = new float[9];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            _gesture.Forward(_input, 0, 8, output, 0, 3, state);
            _gesture.Step(_input, 0, 2, output, 0, 3, state);
            _gesture.Process(_input, 0, 6, output, 0, 9, state);
            _gesture.StepBatch(3, _input, 0, 6, output, 0, 9, batch);
            _gesture.StepBatch(1, 2, _input, 0, 4, output, 0, 6, batch);
        }
    }

    [Fact]
    public void Wrong_runs_are_refused_before_anything_is_written()
    {
        float[] output = [1, 2, 3];
        var state = new Gesture.State();

        Refused<ArgumentNullException>("input", () => _gesture.Step(null!, output, state));
        Refused<ArgumentNullException>("output", () => _gesture.Step(_input, null!, state));
        Refused<ArgumentNullException>("state", () => _gesture.Step(_input, 0, 2, output, 0, 3, null!));
        Refused<ArgumentNullException>("parameters", () => new Gesture(null!));
        Refused<ArgumentNullException>("kernel", () => Gesture.FromKeras(null!, [], []));
        Assert.StartsWith("input holds 8 values; Gesture.Step needs 2", Refused<ArgumentException>("input", () => _gesture.Step(_input, output, state)));
        Assert.StartsWith("input holds 8 values: not 2 from index 7 on", Refused<ArgumentException>("input", () => _gesture.Step(_input, 7, 2, output, 0, 3, state)));
        Refused<ArgumentException>("input", () => _gesture.Step(_input, -1, 2, output, 0, 3, state));
        Refused<ArgumentException>("input", () => _gesture.Step(_input, 0, -2, output, 0, 3, state));
        Refused<ArgumentException>("input", () => _gesture.Step(_input, int.MaxValue, 2, output, 0, 3, state));
        Refused<ArgumentException>("output", () => _gesture.Step(_input, 0, 2, output, 1, 3, state));
        Refused<ArgumentException>("output", () => _gesture.Step(_input, 0, 2, output, 0, 2, state));
        Refused<ArgumentException>("input", () => _gesture.Process(_input, 0, 3, output, 0, 3, state));
        Refused<ArgumentOutOfRangeException>("length", () => _gesture.Forward(_input, 5, output, state));
        Assert.StartsWith("parameters holds 3 values; Gesture needs 72", Refused<ArgumentException>("parameters", () => new Gesture(output)));
        Refused<ArgumentException>("state", () => _gesture.StepBatch(1, [1, 2], output, new Gesture.BatchState(0)));
        Refused<ArgumentNullException>("state", () => _gesture.StepBatch(1, [1, 2], output, null!));
        Assert.Equal([1f, 2f, 3f], output);
        Assert.True(state.Equals(new Gesture.State()));
    }

    [Fact]
    public void Rows_may_be_written_where_they_are_read_but_not_behind()
    {
        float[] parameters = Values(Line.ParameterCount, 3);
        var line = new Line(parameters);
        float[] samples = Values(6, 4), expected = new float[6];
        line.Process(samples, expected, new Line.State());
        float[] block = [.. samples];
        line.Process(block, block, new Line.State());
        Assert.Equal(expected, block);
        block = [.. samples, 0];
        line.Process(block, 1, 6, block, 0, 6, new Line.State());
        Refused<ArgumentException>("output", () => line.Process(block, 0, 6, block, 1, 6, new Line.State()));

        var state = new Line.State();
        Assert.Equal(expected, samples.Select(sample => line.Step(sample, state)));
    }

    [Fact]
    public void A_state_is_saved_compared_and_set()
    {
        var state = new Gesture.State();
        _gesture.Forward(_input, new float[3], state);
        var saved = new Gesture.State();
        saved.CopyFrom(state);
        Assert.True(state.Equals(saved));
        Assert.True(state.Equals((object)saved));
        Assert.False(state.Equals(null));
        Assert.False(state.Equals(new Gesture.State()));

        float[] hidden = new float[3], cell = new float[3];
        state.CopyHiddenTo(0, hidden);
        state.CopyCellTo(0, cell);
        Assert.DoesNotContain(0f, hidden);
        var built = new Gesture.State();
        built.SetHidden(0, hidden);
        built.SetCell(0, cell);
        Assert.True(state.Equals(built));
        built.SetCell(0, [cell[0], cell[1], -cell[2]]);
        Assert.False(state.Equals(built));

        Refused<ArgumentOutOfRangeException>("layer", () => state.CopyHiddenTo(1, hidden));
        Refused<ArgumentException>("destination", () => state.CopyHiddenTo(0, new float[2]));
        Refused<ArgumentNullException>("source", () => state.SetCell(0, null!));
        Refused<ArgumentNullException>("other", () => state.CopyFrom(null!));
    }

    [Fact]
    public void A_batch_gives_each_agent_what_it_gets_alone()
    {
        const int Count = 5;
        float[] inputs = Values(Count * 8, 5), outputs = new float[Count * 3];
        var batch = new Gesture.BatchState(Count + 1);
        _gesture.ForwardBatch(Count, inputs, outputs, batch);
        for (int agent = 0; agent < Count; agent++)
        {
            var state = new Gesture.State();
            var output = new float[3];
            _gesture.Forward(inputs, 8 * agent, 8, output, 0, 3, state);
            Assert.Equal(output, outputs[(3 * agent)..(3 * agent + 3)]);
            Assert.True(state.Equals(batch[agent]));
        }

        Assert.True(batch[Count].Equals(new Gesture.State()));
        batch.Reset();
        Assert.True(batch[0].Equals(new Gesture.State()));
        Refused<ArgumentOutOfRangeException>("slot", () => _ = batch[Count + 1]);
        Refused<ArgumentOutOfRangeException>("capacity", () => new Gesture.BatchState(-1));
        Refused<ArgumentOutOfRangeException>("count", () => _gesture.StepBatch(-1, [], [], batch));
    }

    [Fact]
    public void A_layer_with_a_projection_has_states_of_two_lengths()
    {
        var net = new Projected(Values(Projected.ParameterCount, 6));
        var state = new Projected.State();
        net.Process(Values(10, 7), new float[10], state);
        float[] hidden = new float[3], cell = new float[6];
        state.CopyHiddenTo(0, hidden);
        state.CopyCellTo(0, cell);
        Assert.DoesNotContain(0f, hidden);
        Assert.DoesNotContain(0f, cell);
    }

    [Fact]
    public void A_network_that_needs_its_whole_sequence_takes_a_workspace()
    {
        var both = new Both(Values(Both.ParameterCount, 8));
        float[] input = Values(Both.InputLength, 9), output = new float[Both.OutputLength], masked = new float[Both.OutputLength];
        var workspace = new Both.Workspace();
        both.Forward(input, output, workspace);
        both.Forward(input, [true, true, true, true], masked, workspace);
        Assert.Equal(output, masked);
        both.Forward(input, 3, output, workspace);
        both.Forward(input, [true, true, true, false], masked, workspace);
        Assert.Equal(output, masked);
        Refused<ArgumentNullException>("workspace", () => both.Forward(input, output, null!));
        Refused<ArgumentNullException>("mask", () => both.Forward(input, null!, output, workspace));
        Refused<ArgumentException>("mask", () => both.Forward(input, new bool[3], output, workspace));
    }

    [Fact]
    public void Parameters_come_back_bit_for_bit()
    {
        float[] parameters = Values(Gesture.ParameterCount, 10);
        parameters[5] = -0f;
        parameters[6] = BitConverter.Int32BitsToSingle(0x7fc12345);
        var back = new float[Gesture.ParameterCount];
        new Gesture(parameters).CopyParametersTo(back);
        Assert.Equal(parameters.Select(BitConverter.SingleToInt32Bits), back.Select(BitConverter.SingleToInt32Bits));
    }

    private static string Refused<T>(string parameter, Action call) where T : ArgumentException
    {
        T exception = Assert.Throws<T>(call);
        Assert.Equal(parameter, exception.ParamName);
        return exception.Message;
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
