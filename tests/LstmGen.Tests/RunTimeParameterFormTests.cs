using System;
using System.Linq;
using LstmGen.Tests.Interfaces;
using Xunit;
using BothEnds = LstmGen.Tests.Interfaces.Tagger;

namespace LstmGen.Tests;

/// <summary>
/// Parameters and initial states that a program sets, in every form of a class: with arrays, with copied states, with doubles, with masked
/// steps, bidirectional, and with states that are objects.
/// </summary>
public class RunTimeParameterFormTests
{
    private readonly float[] _parameters = Values(72, 1);
    private readonly float[] _others = Values(72, 2);
    private readonly float[] _initial = Values(6, 3);
    private readonly float[] _input = Values(8, 4);

    [Fact]
    public void With_arrays()
    {
        float[] expected = Expected();
        var made = new Arrays.Gesture(_others, _initial);
        Assert.Equal(expected, Forward(made));

        var set = new Arrays.Gesture(_parameters);
        float[] before = Forward(set);
        Assert.NotEqual(expected, before);
        set.SetParameters(_others);
        set.SetInitialState(_initial);
        Assert.Equal(expected, Forward(set));
        var copied = new float[72];
        set.CopyParametersTo(copied);
        Assert.Equal(_others, copied);
        set.SetParameters(_parameters);
        set.SetInitialState(null);
        Assert.Equal(before, Forward(set));

        var states = new Arrays.Gesture.BatchState(3);
        made.ResetState(states);
        var outputs = new float[9];
        made.ForwardBatch(3, [.. _input, .. _input, .. _input], outputs, states);
        Assert.Equal([.. expected, .. expected, .. expected], outputs);

        Assert.Throws<ArgumentNullException>("parameters", () => set.SetParameters(null));
        Assert.Throws<ArgumentNullException>("state", () => set.ResetState((Arrays.Gesture.State?)null));
        Assert.Contains("needs 72", Assert.Throws<ArgumentException>("parameters", () => set.SetParameters(new float[71])).Message, StringComparison.Ordinal);
        Assert.Contains("needs 6, or none", Assert.Throws<ArgumentException>("initialState", () => set.SetInitialState(new float[7])).Message, StringComparison.Ordinal);
        Assert.Equal(before, Forward(set));

        float[] Forward(Arrays.Gesture network)
        {
            var state = new Arrays.Gesture.State();
            network.ResetState(state);
            var output = new float[3];
            network.Forward(_input, output, state);
            return output;
        }
    }

    [Fact]
    public void With_states_that_are_copied()
    {
        float[] expected = Expected();
        var network = new Memory.Gesture(_parameters);
        network.SetParameters(_others);
        network.SetInitialState(_initial);
        float[] output = new float[3], again = new float[3], batch = new float[6];
        network.Forward(_input, output);
        network.ResetState(out Memory.Gesture.State state);
        network.Forward(_input, again, ref state);
        network.ForwardBatch(2, (float[])[.. _input, .. _input], batch);
        Assert.Equal(expected, output);
        Assert.Equal(expected, again);
        Assert.Equal([.. expected, .. expected], batch);
    }

    [Fact]
    public void With_doubles()
    {
        double[] parameters = [.. _others.Select(value => (double)value)], initial = [.. _initial.Select(value => (double)value)];
        double[] input = [.. _input.Select(value => (double)value)];
        var network = new Lstm3On4x2Double([.. _parameters.Select(value => (double)value)]);
        network.SetParameters(parameters);
        network.SetInitialState(initial);
        double[] output = new double[3], batch = new double[3 * 19];
        network.Forward(input, output);
        network.ForwardBatch(19, (double[])[.. Enumerable.Repeat(input, 19).SelectMany(values => values)], batch);
        Assert.All(output.Zip(Expected()), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
        Assert.Equal(Enumerable.Repeat(output, 19).SelectMany(values => values), batch);
    }

    /// <summary>Sequences masked by value are computed one by one in a batch.</summary>
    [Fact]
    public void With_masked_steps()
    {
        var network = new Lstm3On4x2Masked(_others, _initial);
        float[] masked = [.. _input];
        masked[2] = masked[3] = 0;
        float[] output = new float[3], given = new float[3], batch = new float[3 * 19];
        network.Forward(masked, output);
        Lstm3On4x2Masked.State state = default;
        _initial.AsSpan(0, 3).CopyTo(state.Hidden(0));
        _initial.AsSpan(3, 3).CopyTo(state.Cell(0));
        network.Forward(masked, given, ref state);
        Assert.Equal(given, output);
        network.ForwardBatch(19, (float[])[.. Enumerable.Repeat(masked, 19).SelectMany(values => values)], batch);
        Assert.Equal(Enumerable.Repeat(output, 19).SelectMany(values => values), batch);
    }

    /// <summary>Each direction is a stream of its own, whose state starts where the layer's does.</summary>
    [Fact]
    public void From_both_ends()
    {
        int half = BothEnds.ParameterCount / 2, units = BothEnds.StateSize / 4;
        float[] parameters = Values(BothEnds.ParameterCount, 5), initial = Values(BothEnds.StateSize, 6), input = Values(BothEnds.InputLength, 7);
        float[] Stream(int direction, float[] rows)
        {
            var stream = new OneDirection(parameters.AsSpan(direction * half, half), initial.AsSpan(direction * 2 * units, 2 * units));
            stream.ResetState(out OneDirection.State state);
            var output = new float[BothEnds.Steps * units];
            stream.Process(rows, output, ref state);
            return output;
        }

        float[][] forward = [.. Stream(0, input).Chunk(units)];
        float[][] backward = [.. Stream(1, [.. input.Chunk(BothEnds.InputSize).Reverse().SelectMany(row => row)]).Chunk(units).Reverse()];
        float[] expected = [.. forward.Zip(backward).SelectMany(pair => pair.First.Concat(pair.Second))];

        var made = new BothEnds(parameters, initial);
        var set = new BothEnds(Values(BothEnds.ParameterCount, 8));
        set.SetParameters(parameters);
        set.SetInitialState(initial);
        foreach (BothEnds network in new[] { made, set })
        {
            float[] output = new float[BothEnds.OutputLength], batch = new float[2 * BothEnds.OutputLength];
            network.Forward(input, output);
            Assert.Equal(expected, output);
            network.ForwardBatch(2, (float[])[.. input, .. input], batch);
            Assert.Equal([.. expected, .. expected], batch);
            var trace = new float[BothEnds.TraceLength];
            network.Trace(input, trace);
            Assert.All(expected, value => Assert.Contains(value, trace));
        }
    }

    [Fact]
    public void With_states_that_are_objects()
    {
        float[] parameters = Values(Large.ParameterCount, 5), initial = Values(Large.StateSize, 6), input = Values(Large.InputLength, 7);
        var set = new Large(new float[Large.ParameterCount]);
        set.SetParameters(parameters);
        set.SetInitialState(initial);
        float[] expected = new float[Large.OutputLength], output = new float[Large.OutputLength], batch = new float[2 * Large.OutputLength];
        var state = new Large.State();
        initial.AsSpan(0, 8).CopyTo(state.Hidden(0));
        initial.AsSpan(8, 4000).CopyTo(state.Cell(0));
        initial.AsSpan(4008, 8).CopyTo(state.Hidden(1));
        initial.AsSpan(4016, 4000).CopyTo(state.Cell(1));
        initial.AsSpan(8016, 8).CopyTo(state.Hidden(2));
        initial.AsSpan(8024, 4000).CopyTo(state.Cell(2));
        set.Forward(input, expected, state);
        set.ResetState(state);
        set.Forward(input, output, state);
        Assert.Equal(expected, output);
        var states = new Large.BatchState(2);
        set.ResetState(states);
        set.ForwardBatch(2, (float[])[.. input, .. input], batch, states);
        Assert.Equal([.. expected, .. expected], batch);
    }

    /// <summary>The results of the declared class for spans, from a state with the initial values.</summary>
    private float[] Expected()
    {
        var network = new Lstm3On4x2Separate(_others);
        Lstm3On4x2Separate.State state = default;
        _initial.AsSpan(0, 3).CopyTo(state.Hidden(0));
        _initial.AsSpan(3, 3).CopyTo(state.Cell(0));
        var outputs = new float[12];
        network.Process(_input, outputs, ref state);
        return outputs[9..];
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
