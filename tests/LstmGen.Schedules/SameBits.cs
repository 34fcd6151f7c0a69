using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Runtime.Intrinsics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Models.Verifying;
using LstmGen.Schedules.Guarding;
using LstmGen.Schedules.Networks;
using LstmGen.TestKit;

namespace LstmGen.Schedules;

/// <summary>
/// Runs every member of a network's class on guarded memory, with each width of vectors that the processor has, and requires the bits of
/// scalar code, which are close to the double-precision reference.
/// </summary>
internal sealed class SameBits<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The most multiply-adds of all calls together: large networks have fewer sequences in a batch.</summary>
    private const long Affordable = 10_000_000;

    private readonly ScheduledNetwork _of;
    private readonly Network _network;
    private readonly int _steps;

    public SameBits(ScheduledNetwork network)
    {
        _of = network;
        _network = network.Network;
        _steps = _network.Steps ?? 7;
    }

    /// <summary>Bits of the widest vectors that are tried: 0 for scalar code, which comes first.</summary>
    public static IReadOnlyList<int> Widths { get; } =
    [
        0,
        .. Vector128.IsHardwareAccelerated ? [128] : Array.Empty<int>(),
        .. Vector256.IsHardwareAccelerated ? [256] : Array.Empty<int>(),
        .. Vector512.IsHardwareAccelerated ? [512] : Array.Empty<int>(),
    ];

    /// <exception cref="ExpectationException">Bits differ.</exception>
    /// <exception cref="InvalidOperationException">Something was written beside its memory.</exception>
    public void Check(GuardedAssembly assembly)
    {
        List<(string What, T[] Values)>? expected = null;
        foreach (int width in Widths)
        {
            foreach (bool atEnd in new[] { true, false })
            {
                // A class that copies its parameters once, when it is first used, keeps memory of its first run.
                bool keeps = _of.Plan(GuardedAssembly.Target).Storage == ParameterStorage.Copy;
                GuardedAssembly.Loaded loaded = keeps ? assembly.Load(width) : assembly.For(width);
                using var memory = new GuardedMemory(atEnd);
                List<(string What, T[] Values)> found = [.. Run(loaded.Create(_of, Converted(_network.Parameters!)), memory)];
                memory.Check();
                if (expected is null)
                {
                    expected = found;
                    Near(found);
                    continue;
                }

                foreach (((string what, T[] values), (_, T[] others)) in found.Zip(expected))
                {
                    for (int i = 0; i < values.Length; i++)
                    {
                        Expect.True(AreSame(values[i], others[i]), $"{what}, vectors of {width} bits: value {i} is {values[i]} and not {others[i]}\n{_of}");
                    }
                }
            }
        }
    }

    private IEnumerable<(string What, T[] Values)> Run(IGuardedClass<T> network, GuardedMemory memory)
    {
        var results = new List<(string, T[])>();
        int outputLength = _network.RowsOf(_network.Layers.Count - 1, _steps)!.Value * _network.OutputSize;
        T[] parameters = new T[_network.ParameterCount];
        network.CopyParametersTo(parameters);
        results.Add(("CopyParametersTo", parameters));
        Expect.True(parameters.Zip(Converted(_network.Parameters!)).All(pair => AreSame(pair.First, pair.Second)), $"CopyParametersTo: other parameters\n{_of}");

        T[] input = Converted(Masked(_of.Input(_steps, salt: 1)));
        T[] special = Special(input);
        bool hasForward = _network.Steps is not null;
        if (hasForward)
        {
            Forward("Forward", input, (x, y) => network.Forward(x, y));
            Forward("Forward of special values", special, (x, y) => network.Forward(x, y));
            foreach (int length in _network.MayBeShorter ? new[] { 1, (_steps + 1) / 2, _steps }.Distinct() : [])
            {
                Forward($"Forward of {length} steps", input, (x, y) => network.Forward(x, length, y));
            }

            foreach (bool[] mask in _network.Masking is null ? [] : Masks())
            {
                Forward($"Forward with the mask {string.Concat(mask.Select(reads => reads ? '1' : '0'))}", input, (x, y) =>
                {
                    Span<bool> guarded = memory.Take<bool>("mask", mask.Length);
                    mask.CopyTo(guarded);
                    network.Forward(x, guarded, y);
                });
            }
        }

        if (_network.IsStreaming)
        {
            T[] state = State(network, salt: 0);
            int steps = (2 * _steps) + 1;
            T[] rows = Converted(Masked(_of.Input(steps, salt: 2)));
            if (hasForward)
            {
                Stateful("Forward from a state", input, outputLength, state, (x, y, s) => network.ForwardFrom(x, y, s));
            }

            Stateful("Process", rows, steps * _network.OutputSize, state, (x, y, s) => network.Process(x, y, s));
            Stateful("Process of special values", special, _steps * _network.OutputSize, state, (x, y, s) => network.Process(x, y, s));
            Stateful("Process from the initial state", rows, steps * _network.OutputSize, Initial(network), (x, y, s) => network.Process(x, y, s));
            Stateful("Step", rows[.._network.InputSize], _network.OutputSize, state, (x, y, s) => network.Step(x, y, s));
        }

        Traces(network, memory, results, input, special);
        foreach (int count in Counts())
        {
            T[] inputs = Converted(Masked(_of.Input(count * _steps, salt: 3)));
            if (hasForward)
            {
                Outputs($"ForwardBatch of {count}", inputs, count * outputLength, (x, y) => network.ForwardBatch(count, x, y));
            }

            if (_network.IsStreaming)
            {
                T[] states = [.. Enumerable.Range(0, count + 3).SelectMany(slot => State(network, slot))];
                if (hasForward)
                {
                    Stateful($"ForwardBatch of {count} from states", inputs, count * outputLength, states, (x, y, s) => network.ForwardBatchFrom(count, x, y, s));
                }

                Stateful($"StepBatch of {count}", inputs[..(count * _network.InputSize)], count * _network.OutputSize, states, (x, y, s) => network.StepBatch(count, x, y, s));
                Stateful($"ProcessBatch of {count}", inputs, count * _steps * _network.OutputSize, states, (x, y, s) => network.ProcessBatch(count, x, y, s));
                Slices(network, memory, results, count, inputs, states);
            }
        }

        return results;

        void Forward(string what, T[] x, Action<Span<T>, Span<T>> run) => Outputs(what, x, outputLength, run);

        void Outputs(string what, T[] x, int outputs, Action<Span<T>, Span<T>> run)
        {
            Span<T> input = memory.Take<T>("input", x.Length);
            x.CopyTo(input);
            Span<T> output = memory.Take<T>("output", outputs);
            output.Fill(T.CreateChecked(7));
            run(input, output);
            Expect.True(input.SequenceEqual(x) || x.Any(T.IsNaN), $"{what} changes its input\n{_of}");
            results.Add((what, output.ToArray()));
        }

        void Stateful(string what, T[] x, int outputs, T[] start, Action<Span<T>, Span<T>, Span<T>> run)
        {
            T[] after = [];
            Outputs(what, x, outputs, (input, output) =>
            {
                Span<T> state = memory.Take<T>("state", start.Length);
                start.CopyTo(state);
                run(input, output, state);
                after = state.ToArray();
            });
            results.Add(("the state after " + what, after));
        }
    }

    /// <summary>
    /// Checks that slices of a batch have the bits of the whole, wherever it is split, and don't touch other slots or anything beside their
    /// own inputs and outputs.
    /// </summary>
    private void Slices(IGuardedClass<T> network, GuardedMemory memory, List<(string What, T[] Values)> results, int count, T[] inputs, T[] states)
    {
        if (_network.Steps is not null)
        {
            Check("ForwardBatch", $"ForwardBatch of {count} from states", inputs, network.ForwardSlice);
        }

        Check("StepBatch", $"StepBatch of {count}", inputs[..(count * _network.InputSize)], network.StepSlice);
        Check("ProcessBatch", $"ProcessBatch of {count}", inputs, network.ProcessSlice);

        void Check(string member, string whole, T[] x, SliceCall run)
        {
            T[] rows = Found(whole);
            T[] after = Found("the state after " + whole);
            var random = new Random(_of.Seed);
            int first = random.Next(count + 1);
            int some = random.Next(count - first + 1);
            (int read, int written) = (x.Length / count, rows.Length / count);
            Span<T> input = memory.Take<T>("input", some * read);
            x.AsSpan(first * read, some * read).CopyTo(input);
            Span<T> output = memory.Take<T>("output", some * written);
            Span<T> state = memory.Take<T>("state", states.Length);
            states.CopyTo(state);
            run(first, some, input, output, state);
            string what = $"slots {first} to {first + some - 1} of {member} of {count}";
            Equal(what, output, rows.AsSpan(first * written, some * written));
            int each = network.StateCount;
            Equal("the states before " + what, state[..(first * each)], states.AsSpan(0, first * each));
            Equal("the states after " + what, state.Slice(first * each, some * each), after.AsSpan(first * each, some * each));
            Equal("the states behind " + what, state[((first + some) * each)..], states.AsSpan((first + some) * each));
        }

        T[] Found(string what) => results.Single(one => one.What == what).Values;
    }

    /// <summary>Checks that a trace ends in the bits of the members whose work it shows.</summary>
    private void Traces(IGuardedClass<T> network, GuardedMemory memory, List<(string What, T[] Values)> results, T[] input, T[] special)
    {
        if (_network.IsStreaming)
        {
            T[] state = State(network, salt: 0);
            T[] rows = Converted(Masked(_of.Input((2 * _steps) + 1, salt: 2)));
            foreach ((string process, T[] x) in new[] { ("Process", rows), ("Process of special values", special) })
            {
                int steps = x.Length / _network.InputSize;
                Span<T> read = Taken("input", x);
                Span<T> output = memory.Take<T>("output", steps * _network.OutputSize);
                Span<T> trace = memory.Take<T>("trace", steps * network.TraceSize);
                Span<T> after = Taken("state", state);
                network.TraceFrom(read, output, trace, after);
                results.Add(("Trace beside " + process, trace.ToArray()));
                Equal("the output of Trace beside " + process, output, Found(process));
                Equal("the state after Trace beside " + process, after, Found("the state after " + process));
            }
        }

        Plan plan = _of.Plan(GuardedAssembly.Target);
        if (_network.Steps is null || (_network.IsStreaming && plan.Memory.IsObject) || plan.Trace.Length(_steps) is null)
        {
            return;
        }

        foreach ((string forward, T[] x) in new[] { ("Forward", input), ("Forward of special values", special) })
        {
            Span<T> trace = memory.Take<T>("trace", _steps * network.TraceSize);
            network.Trace(Taken("input", x), trace);
            results.Add(("Trace beside " + forward, trace.ToArray()));

            // The last row that was read ends with the last output. Two outputs are in separate blocks, and a masked step's output isn't
            // computed at that step.
            bool isSplit = _network.Layers[_network.LastOverTime] is BidirectionalLayer { Merge: Merge.None };
            bool isPartOfTurned = _network.Layers[^1] is RowsLayer { Kind: RowsKind.Last } && _network.Layers.Any(layer => layer.RowsAreBackwards);
            bool isMasking = !_network.IsStreaming && _network.MasksByValue;
            bool IsMasked(int step) => isMasking && !x.AsSpan(step * _network.InputSize, _network.InputSize).ContainsAnyExcept(T.CreateChecked(_network.Masking!.Value!.Value));
            bool isAllMasked = Enumerable.Range(0, _steps).All(IsMasked);
            if (!isSplit && !isAllMasked && !isPartOfTurned)
            {
                // Fewer rows than there are steps are the last ones of the trace.
                T[] outputs = Found(forward);
                int first = _steps - _network.OutputRows!.Value;
                for (int row = first, at = 0; row < _steps; row++, at += _network.OutputSize)
                {
                    bool isTurned = _network.ReturnsSequences && _network.Layers[^1] is RecurrentLayer { RowsAreBackwards: true } && !_network.Skip;
                    int end = (isTurned ? _steps - row + first : row + 1) * network.TraceSize;
                    if (_network.ReturnsSequences && IsMasked(_network.Layers[_network.LastOverTime].RowsAreBackwards ? _steps - 1 - row : row))
                    {
                        continue;
                    }

                    bool isFirst = !_network.ReturnsSequences && _network.Layers[^1] is RecurrentLayer { ReadsBackwards: true } && !_network.Skip;
                    int read = _network.RowsRead(_network.Layers.Count - 1, _steps)!.Value;
                    end = isFirst ? (_steps - read + 1) * network.TraceSize : end;
                    Equal($"row {row} of Trace beside {forward}", trace[(end - _network.OutputSize)..end], outputs[at..(at + _network.OutputSize)]);
                }
            }
        }

        Span<T> Taken(string what, T[] values)
        {
            Span<T> taken = memory.Take<T>(what, values.Length);
            values.CopyTo(taken);
            return taken;
        }

        T[] Found(string what) => results.Single(one => one.What == what).Values;
    }

    private void Equal(string what, ReadOnlySpan<T> values, ReadOnlySpan<T> others)
    {
        Expect.True(values.Length == others.Length, $"{what}: {values.Length} values, and not {others.Length}\n{_of}");
        for (int i = 0; i < others.Length; i++)
        {
            Expect.True(AreSame(values[i], others[i]), $"{what}: value {i} is {values[i]} and not {others[i]}\n{_of}");
        }
    }

    private delegate void SliceCall(int first, int count, ReadOnlySpan<T> inputs, Span<T> outputs, Span<T> states);

    /// <summary>One sequence, a block that isn't full, and one after full blocks of every width.</summary>
    private int[] Counts()
    {
        long each = _network.ParameterCount * _steps * 3;
        int[] counts = [1, 5, 35];
        return [.. counts.Where(count => count == 5 || count * each <= Affordable)];
    }

    private IEnumerable<bool[]> Masks()
    {
        var random = new Random(_of.Seed);
        yield return [.. Enumerable.Range(0, _steps).Select(_ => random.Next(3) > 0)];
        yield return new bool[_steps];
    }

    private T[] Initial(IGuardedClass<T> network)
    {
        var state = new T[network.StateCount];
        network.Initial(state);
        return state;
    }

    /// <summary>A state with another value in each place, in which the layers' padding is zero as in every state.</summary>
    private T[] State(IGuardedClass<T> network, int salt)
    {
        T[] state = Initial(network);
        var random = new Random(_of.Seed + salt);
        foreach (LayerPlace place in LayerPlace.Of(_of))
        {
            for (int i = 0; i < place.Count; i++)
            {
                state[place.Start + i] = T.CreateChecked((float)((2 * random.NextDouble()) - 1));
            }
        }

        return state;
    }

    /// <summary>If steps are masked by their values, masks some.</summary>
    private double[] Masked(double[] input)
    {
        var random = new Random(_of.Seed);
        for (int step = 0; _network.MasksByValue && step < input.Length / _network.InputSize; step++)
        {
            if (random.Next(3) == 0)
            {
                input.AsSpan(step * _network.InputSize, _network.InputSize).Fill(_network.Masking!.Value!.Value);
            }
        }

        return input;
    }

    private T[] Special(T[] input)
    {
        T[] special = [T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon, T.NegativeZero, T.CreateChecked(1e30f), T.CreateChecked(-1e-39)];
        var random = new Random(_of.Seed);
        return [.. input.Select(value => random.Next(6) == 0 ? special[random.Next(special.Length)] : value)];
    }

    /// <summary>
    /// With larger states, unbounded activations have amplified each rounding so much that floats and doubles can't be compared.
    /// </summary>
    private const double LargestState = 1000;

    /// <summary>Checks that scalar code computes the intended values.</summary>
    private void Near(List<(string What, T[] Values)> found)
    {
        if (_network.Steps is not null)
        {
            Compare("Forward", DoubleReference.Run(_network, Floats(Masked(_of.Input(_steps, salt: 1))), null, _network.ReturnsSequences, out double largest), largest);
        }

        if (_network.IsStreaming)
        {
            Compare("Process from the initial state", DoubleReference.Run(_network, Floats(Masked(_of.Input((2 * _steps) + 1, salt: 2))), null, everyStep: true, out double largest), largest);
        }

        void Compare(string what, double[] exact, double largest)
        {
            if (largest > LargestState)
            {
                return;
            }

            T[] values = found.Single(one => one.What == what).Values;
            Expect.True(values.Length == exact.Length, $"{what}: {values.Length} values, and the reference has {exact.Length}\n{_of}");
            for (int i = 0; i < exact.Length; i++)
            {
                double difference = Math.Abs(double.CreateChecked(values[i]) - exact[i]) / (1 + Math.Abs(exact[i]));
                Expect.True(difference <= (_of.IsDouble ? 1e-11 : 5e-5), $"{what}: value {i} is {values[i]}, and the double-precision reference's {exact[i]:g9}\n{_of}");
            }
        }
    }

    private static float[] Floats(double[] values) => Array.ConvertAll(values, value => (float)value);

    private static T[] Converted(IEnumerable<float> values) => [.. values.Select(T.CreateChecked)];

    private static T[] Converted(double[] values) => Array.ConvertAll(values, T.CreateChecked);

    /// <summary>The kind of NaN depends on the processor.</summary>
    private static bool AreSame(T left, T right) => T.IsNaN(left) ? T.IsNaN(right) : left == right && T.IsNegative(left) == T.IsNegative(right);
}
