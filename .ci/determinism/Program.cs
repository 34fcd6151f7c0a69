using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.Wasm;
using System.Runtime.Intrinsics.X86;

/// <summary>
/// Prints a hash of what each network computes, and one of them all, to be compared between environments. What has to be equal within
/// one environment (the schedules and widths of one network; Forward, Step, Process and the batches of each) it compares itself.
/// With the name of a network it prints the bits of every value of it, to find where two environments differ.
/// </summary>
internal static class Program
{
    /// <summary>Standard deviations of the parameters: usual, saturating, denormal, overflowing.</summary>
    private static readonly float[] _parameterScales = [0.3f, 3f, 1e-40f, 1e30f];

    private static readonly float[] _inputScales = [0.1f, 1f, 30f];

    private static readonly float[] _specialValues =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, -1e-39f, float.MaxValue, float.MinValue];

    /// <summary>Sequences in a batch: one, and less than, as many as, and more than the widest vectors have lanes.</summary>
    private static readonly int[] _batchCounts = [1, 5, 16, 19];

    /// <summary>Slots of a batch's state that take no part.</summary>
    private const int OtherSlots = 3;

    private const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    private static readonly OrderedDictionary<Type, ulong> _hashes = [];

    private static string? _shown;

    private static ulong _trained = Start;

    private static bool _failed;

    private static int Main(string[] arguments)
    {
        _shown = arguments.FirstOrDefault();
        Console.Error.WriteLine(Environment());
        All();
        foreach ((string name, byte[] bytes) in Trained.All())
        {
            ulong hash = bytes.Aggregate(Start, (all, value) => Add(all, value));
            Console.WriteLine($"trained-{name} {hash:x16}");
            _trained = Add(Add(_trained, (uint)hash), (uint)(hash >> 32));
        }

        Console.WriteLine($"trained {_trained:x16}");
        Console.WriteLine($"all {_hashes.Values.Aggregate(Start, (all, hash) => Add(Add(all, (uint)hash), (uint)(hash >> 32))):x16}");
        return _failed ? 1 : 0;
    }

    private static void All()
    {
        Compute(typeof(Units1), p => new Units1(p));
        Compute(typeof(Units2), p => new Units2(p));
        Compute(typeof(Units3), p => new Units3(p));
        Compute(typeof(Units4), p => new Units4(p));
        Compute(typeof(Units5), p => new Units5(p));
        Compute(typeof(Units8), p => new Units8(p));
        Compute(typeof(Units9), p => new Units9(p));
        Compute(typeof(Units12), p => new Units12(p));
        Compute(typeof(Units16), p => new Units16(p));
        Compute(typeof(Units17), p => new Units17(p));
        Compute(typeof(Units20), p => new Units20(p));
        Compute(typeof(Units20Full), p => new Units20Full(p), sameAs: typeof(Units20));
        Compute(typeof(Units20Tiled), p => new Units20Tiled(p), sameAs: typeof(Units20));
        Compute(typeof(Units20Of512), p => new Units20Of512(p), sameAs: typeof(Units20));
        Compute(typeof(Units20Of256), p => new Units20Of256(p), sameAs: typeof(Units20));
        Compute(typeof(Units24), p => new Units24(p));
        Compute(typeof(Units28), p => new Units28(p));
        Compute(typeof(Units28Separate), p => new Units28Separate(p));
        Compute(typeof(Units31), p => new Units31(p));
        Compute(typeof(Units32), p => new Units32(p));
        Compute(typeof(Units40), p => new Units40(p));
        Compute(typeof(Units48), p => new Units48(p));
        Compute(typeof(Units64From1), p => new Units64From1(p));
        Compute(typeof(Units64), p => new Units64(p));
        Compute(typeof(Units128), p => new Units128(p));
        Compute(typeof(Hoisted9), p => new Hoisted9(p));
        Compute(typeof(Hoisted7), p => new Hoisted7(p));
        Compute(typeof(Hoisted5), p => new Hoisted5(p));
        Compute(typeof(Hoisted5Of512), p => new Hoisted5Of512(p), sameAs: typeof(Hoisted5));
        Compute(typeof(Hoisted5Of256), p => new Hoisted5Of256(p), sameAs: typeof(Hoisted5));
        Compute(typeof(Hoisted5Of128), p => new Hoisted5Of128(p), sameAs: typeof(Hoisted5));
        Compute(typeof(Hoisted5Scalar), p => new Hoisted5Scalar(p), sameAs: typeof(Hoisted5));
        Compute(typeof(HoistedSeparate), p => new HoistedSeparate(p));
        Compute(typeof(HoistedStack), p => new HoistedStack(p));
        Compute(typeof(Units250), p => new Units250(p));
        Compute(typeof(Units600), p => new Units600(p));
        Compute(typeof(Forecast), p => new Forecast(p));
        Compute(typeof(DenseInFront), p => new DenseInFront(p));
        Compute(typeof(Sandwich), p => new Sandwich(p));
        Compute(typeof(SeparateStack), p => new SeparateStack(p));
        Compute(typeof(Small), p => new Small(p));
        Compute(typeof(SmallFull), p => new SmallFull(p), sameAs: typeof(Small));
        Compute(typeof(SmallStep), p => new SmallStep(p), sameAs: typeof(Small));
        Compute(typeof(SmallTiled), p => new SmallTiled(p), sameAs: typeof(Small));
        Compute(typeof(SmallFullScalar), p => new SmallFullScalar(p), sameAs: typeof(Small));
        Compute(typeof(SmallTiledScalar), p => new SmallTiledScalar(p), sameAs: typeof(Small));
        Compute(typeof(SmallStep128), p => new SmallStep128(p), sameAs: typeof(Small));
        Compute(typeof(SmallTiled128), p => new SmallTiled128(p), sameAs: typeof(Small));
        Compute(typeof(SmallFull512), p => new SmallFull512(p), sameAs: typeof(Small));
        Compute(typeof(SmallTiled512), p => new SmallTiled512(p), sameAs: typeof(Small));
        Compute(typeof(MiddleFull), p => new MiddleFull(p));
        Compute(typeof(MiddleTiled), p => new MiddleTiled(p), sameAs: typeof(MiddleFull));
        Compute(typeof(MiddleScalar), p => new MiddleScalar(p), sameAs: typeof(MiddleFull));
        Compute(typeof(Middle128), p => new Middle128(p), sameAs: typeof(MiddleFull));
        Compute(typeof(Middle256), p => new Middle256(p), sameAs: typeof(MiddleFull));
        Compute(typeof(Middle512), p => new Middle512(p), sameAs: typeof(MiddleFull));
        Compute(typeof(SeparateFull), p => new SeparateFull(p));
        Compute(typeof(SeparateTiled), p => new SeparateTiled(p), sameAs: typeof(SeparateFull));
        Compute(typeof(SeparateScalar), p => new SeparateScalar(p), sameAs: typeof(SeparateFull));
        Compute(typeof(Separate128), p => new Separate128(p), sameAs: typeof(SeparateFull));
        Compute(typeof(Separate256), p => new Separate256(p), sameAs: typeof(SeparateFull));
        Compute(typeof(Separate512), p => new Separate512(p), sameAs: typeof(SeparateFull));
        Compute(typeof(ClampedScalar), p => new ClampedScalar(p));
        Compute(typeof(Clamped128), p => new Clamped128(p), sameAs: typeof(ClampedScalar));
        Compute(typeof(Clamped256), p => new Clamped256(p), sameAs: typeof(ClampedScalar));
        Compute(typeof(Clamped512), p => new Clamped512(p), sameAs: typeof(ClampedScalar));
        Compute(typeof(TrainedSmall), _ => new TrainedSmall());
        Compute(typeof(TrainedSmall128), _ => new TrainedSmall128(), sameAs: typeof(TrainedSmall));
        Compute(typeof(TrainedSmallScalar), _ => default(TrainedSmallScalar), sameAs: typeof(TrainedSmall));
        Compute(typeof(TrainedLarge), _ => new TrainedLarge());
        Compute(typeof(TrainedLargeScalar), _ => new TrainedLargeScalar(), sameAs: typeof(TrainedLarge));
    }

    /// <summary>
    /// Computes a network from all parameters and inputs, in every way in which it can be called. A large one is computed from few.
    /// </summary>
    private static void Compute<TState, [DynamicallyAccessedMembers(Constructors | DynamicallyAccessedMemberTypes.PublicMethods)] TBatch>(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type type,
        Func<float[], INet<TState, TBatch>> create,
        Type? sameAs = null)
        where TState : unmanaged
        where TBatch : class
    {
        int Constant(string name) => (int)type.GetField(name)!.GetRawConstantValue()!;
        int features = Constant("InputSize"), width = Constant("OutputSize"), inputs = Constant("InputLength"), outputs = Constant("OutputLength");
        int parameters = Constant("ParameterCount");
        // What follows has to be quick in an emulator. Large ones are there for their schedules, which don't depend on the values.
        bool isMiddle = parameters > 5_000, isLarge = parameters > 50_000, isHuge = parameters > 200_000;
        float[] scales = isLarge ? _parameterScales[..1] : _parameterScales;
        int[] counts = isHuge ? _batchCounts[..2] : isLarge ? [_batchCounts[0], _batchCounts[^1]] : _batchCounts;
        int inputsAlone = isHuge ? 2 : 12;
        float[] after = Values(2, inputs, 1f);
        ulong hash = Start;
        string name = type.Name;
        try
        {
            foreach (float scale in scales)
            {
                bool isShort = isMiddle && scale != scales[0];
                INet<TState, TBatch> net = create(Values(1, parameters, scale));
                List<Sequence<TState>> sequences = [];
                foreach (float[] input in Inputs(inputs).Take(isShort ? 6 : counts[^1]))
                {
                    name = $"{type.Name}, parameters of {scale:r}, input {sequences.Count}";
                    sequences.Add(Single(net, input, sequences.Count));
                }

                foreach (int count in isShort ? [] : counts)
                {
                    name = $"{type.Name}, parameters of {scale:r}, batch of {count}";
                    Batch(net, sequences[..count]);
                }
            }
        }
        catch (InvalidDataException exception)
        {
            Fail(exception.Message);
        }

        Console.WriteLine($"{type.Name} {hash:x16}");
        _hashes.Add(type, hash);
        if (sameAs is not null && _hashes[sameAs] != hash)
        {
            Fail($"{type.Name} computes other bits than {sameAs.Name}, which is the same network");
        }

        Sequence<TState> Single(INet<TState, TBatch> net, float[] input, int number)
        {
            // Step by step, and on from the state that this left: what the other ways have to give.
            TState stepped = default;
            float[] rows = Step(input, ref stepped);
            TState between = stepped;
            float[] rowsAfter = Step(after, ref stepped);
            Include("output", rows);
            Include("state", Floats(ref between));
            Include("output after it", rowsAfter);
            Include("state after it", Floats(ref stepped));
            var sequence = new Sequence<TState>(input, rows, between, rowsAfter, stepped);
            if (number >= inputsAlone)
            {
                return sequence;
            }

            var output = new float[outputs];
            net.Forward(input, output);
            Equal("Forward", rows[^outputs..], output);

            TState state = default;
            net.Forward(input, output, ref state);
            Equal("Forward with a state", rows[^outputs..], output);
            Equal("the state of Forward", Floats(ref between), Floats(ref state));
            net.Forward(after, output, ref state);
            Equal("Forward from a state", rowsAfter[^outputs..], output);
            Equal("the state of Forward from a state", Floats(ref stepped), Floats(ref state));

            state = default;
            output = new float[rows.Length];
            net.Process(input, output, ref state);
            Equal("Process", rows, output);
            net.Process(after, output, ref state);
            Equal("Process from a state", rowsAfter, output);
            Equal("the state of Process", Floats(ref stepped), Floats(ref state));

            // Both in pieces of from 1 to 12 steps, most of which the steps that a layer takes at once don't divide.
            state = default;
            int piece = 1 + number;
            float[] both = [.. input, .. after];
            output = new float[2 * rows.Length];
            for (int from = 0, all = both.Length / features; from < all; from += piece)
            {
                int steps = Math.Min(piece, all - from);
                net.Process(both.AsSpan(from * features, steps * features), output.AsSpan(from * width, steps * width), ref state);
            }

            Equal($"Process of {piece} steps at a time", [.. rows, .. rowsAfter], output);
            Equal($"the state of Process of {piece} steps at a time", Floats(ref stepped), Floats(ref state));
            return sequence;

            float[] Step(float[] input, ref TState state)
            {
                var rows = new float[input.Length / features * width];
                for (int from = 0, to = 0; from < input.Length; from += features, to += width)
                {
                    net.Step(input.AsSpan(from, features), rows.AsSpan(to, width), ref state);
                }

                return rows;
            }
        }

        // A batch has to give each sequence the bits that it gets alone, and to leave the slots behind the last one as they are.
        void Batch(INet<TState, TBatch> net, List<Sequence<TState>> sequences)
        {
            int count = sequences.Count;
            var get = typeof(TBatch).GetMethod("get_Item")!.CreateDelegate<Func<TBatch, int, TState>>();
            var set = typeof(TBatch).GetMethod("set_Item")!.CreateDelegate<Action<TBatch, int, TState>>();
            float[] first = [.. sequences.SelectMany(sequence => sequence.Input)];
            float[] then = [.. sequences.SelectMany(_ => after)];
            TState other = sequences[0].After;

            var output = new float[count * outputs];
            net.ForwardBatch(count, first, output);
            Outputs("ForwardBatch", output, sequence => sequence.Rows[^outputs..]);

            TBatch batch = Create();
            output = new float[count * outputs];
            net.ForwardBatch(count, first, output, batch);
            Outputs("ForwardBatch with states", output, sequence => sequence.Rows[^outputs..]);
            States("ForwardBatch with states", batch, sequence => sequence.Between);

            output = new float[count * width];
            for (int step = 0; step < inputs / features; step++)
            {
                net.StepBatch(count, [.. sequences.SelectMany(_ => after[(step * features)..((step + 1) * features)])], output, batch);
                Outputs($"StepBatch {step}", output, sequence => sequence.RowsAfter[(step * width)..((step + 1) * width)]);
            }

            States("StepBatch", batch, sequence => sequence.After);

            // Another one, whose states are put in.
            batch = Create();
            for (int i = 0; i < count; i++)
            {
                set(batch, i, sequences[i].Between);
            }

            output = new float[count * inputs / features * width];
            net.ProcessBatch(count, then, output, batch);
            Outputs("ProcessBatch", output, sequence => sequence.RowsAfter);
            States("ProcessBatch", batch, sequence => sequence.After);

            TBatch Create()
            {
                var batch = (TBatch)Activator.CreateInstance(typeof(TBatch), count + OtherSlots)!;
                for (int i = 0; i < OtherSlots; i++)
                {
                    set(batch, count + i, other);
                }

                return batch;
            }

            void Outputs(string what, float[] actual, Func<Sequence<TState>, float[]> expected)
            {
                int each = actual.Length / count;
                for (int i = 0; i < count; i++)
                {
                    Equal($"{what}, sequence {i}", expected(sequences[i]), actual.AsSpan(i * each, each));
                }

                Include(what, actual);
            }

            void States(string what, TBatch batch, Func<Sequence<TState>, TState> expected)
            {
                for (int i = 0; i < count + OtherSlots; i++)
                {
                    TState should = i < count ? expected(sequences[i]) : other, state = get(batch, i);
                    Equal($"{what}, the state in slot {i}", Floats(ref should), Floats(ref state));
                    Include($"{what}, state {i}", Floats(ref state));
                }
            }
        }

        void Include(string what, ReadOnlySpan<float> values)
        {
            for (int i = 0; i < values.Length; i++)
            {
                hash = Add(hash, Bits(values[i]));
                if (type.Name == _shown)
                {
                    Console.WriteLine($"{name}, {what} {i}: {Bits(values[i]):x8}");
                }
            }
        }

        void Equal(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
        {
            for (int i = 0; i < expected.Length; i++)
            {
                if (Bits(expected[i]) != Bits(actual[i]))
                {
                    throw new InvalidDataException(
                        $"{name}: {what} has the bits {Bits(actual[i]):x8} at {i} of {expected.Length}, expected {Bits(expected[i]):x8}");
                }
            }
        }
    }

    /// <summary>An input, what comes out and is left of it, and of what is read after it.</summary>
    private sealed record Sequence<TState>(float[] Input, float[] Rows, TState Between, float[] RowsAfter, TState After);

    private static void Fail(string message)
    {
        Console.WriteLine(message);
        _failed = true;
    }

    /// <summary>Sequences of every scale, sequences in which every fifth value is a special one, and as many more as are wanted.</summary>
    private static IEnumerable<float[]> Inputs(int length)
    {
        foreach (float scale in _inputScales)
        {
            yield return Values(3, length, scale);
        }

        for (int special = 0; special < _specialValues.Length; special++)
        {
            float[] values = Values(4, length, 1f);
            for (int i = special % 3; i < length; i += 5)
            {
                values[i] = _specialValues[special];
            }

            yield return values;
        }

        float[] mixed = Values(5, length, 1f);
        for (int i = 1; i < length; i += 3)
        {
            mixed[i] = _specialValues[1 + i % (_specialValues.Length - 1)];
        }

        yield return mixed;

        for (uint seed = 6; ; seed++)
        {
            yield return Values(seed, length, 1f);
        }
    }

    /// <summary>Values of about a normal distribution from a linear congruential generator, so that no runtime's own generator is asked.</summary>
    private static float[] Values(uint seed, int count, float deviation)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            float sum = 0f;
            for (int k = 0; k < 3; k++)
            {
                seed = unchecked(seed * 1664525 + 1013904223);
                sum += (seed >> 8) / 8388608f - 1f;
            }

            values[i] = sum * deviation;
        }

        return values;
    }

    /// <summary>Which NaN a NaN is differs between processors, and is no result.</summary>
    private static uint Bits(float value) => float.IsNaN(value) ? 0x7fc00000 : BitConverter.SingleToUInt32Bits(value);

    private static ReadOnlySpan<float> Floats<TState>(ref TState state)
        where TState : unmanaged
        => MemoryMarshal.Cast<TState, float>(new ReadOnlySpan<TState>(ref state));

    private const ulong Start = 14695981039346656037;

    private static ulong Add(ulong hash, uint bits)
    {
        hash = unchecked((hash ^ bits) * 1099511628211);
        return hash ^ (hash >> 29);
    }

    private static string Environment()
    {
        (string Name, bool Has)[] vectors =
        [
            ("512", Vector512.IsHardwareAccelerated), ("256", Vector256.IsHardwareAccelerated), ("128", Vector128.IsHardwareAccelerated),
            ("AVX-512", Avx512F.IsSupported), ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported), ("AdvSimd", AdvSimd.IsSupported),
            ("PackedSimd", PackedSimd.IsSupported),
        ];
        string has = string.Join(" ", vectors.Where(vector => vector.Has).Select(vector => vector.Name));
        string compiler = RuntimeFeature.IsDynamicCodeCompiled ? "JIT" : RuntimeFeature.IsDynamicCodeSupported ? "interpreter" : "AOT";
        return $"{RuntimeInformation.ProcessArchitecture} {compiler}: {(has.Length > 0 ? has : "none")}";
    }
}
