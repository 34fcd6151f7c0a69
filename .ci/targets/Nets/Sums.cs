using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

/// <summary>
/// Prints a hash of what each network computes, and one of them all, to be compared between targets. It is written for targets that have
/// spans; the script takes the word that hands a structure on by reference away for the others, where a state is an object.
/// </summary>
public static class Sums
{
    /// <summary>Standard deviations of the parameters: usual, saturating, denormal, overflowing.</summary>
    private static readonly float[] Scales = { 0.3f, 3f, 1e-40f, 1e30f };

    private static readonly float[] Special = { float.NaN, float.PositiveInfinity, float.NegativeInfinity, -0f, float.Epsilon, -1e-39f, float.MaxValue, 0f };

    private static ulong _all = 14695981039346656037;

    /// <param name="saved">Where the states are that the first target saves, and all read.</param>
    public static int Print(string saved)
    {
        Floats("Small", Small.ParameterCount, 2, 3, p => { var net = new Small(p); var s = new Small.State(); return (x, y) => net.Process(x, y, ref s); });
        Floats("Small.Forward", Small.ParameterCount, 8, 3, p => { var net = new Small(p); var s = new Small.State(); return (x, y) => Rows(x, y, 8, 3, (a, b) => net.Forward(a, b, ref s)); });
        Floats("Small.StepBatch", Small.ParameterCount, 2, 3, p => { var net = new Small(p); var s = new Small.BatchState(20); return (x, y) => net.StepBatch(20, x, y, s); });
        Floats("One", One.ParameterCount, 1, 1, p => { var net = new One(p); var s = new One.State(); return (x, y) => { for (int i = 0; i < x.Length; i++) { y[i] = net.Step(x[i], ref s); } }; });
        Floats("Stack", Stack.ParameterCount, 1, 1, p => { var net = new Stack(p); var s = new Stack.State(); return (x, y) => net.Process(x, y, ref s); });
        Floats("Tiled", Tiled.ParameterCount, 3, 24, p => { var net = new Tiled(p); var s = new Tiled.State(); return (x, y) => net.Process(x, y, ref s); });
        Floats("Written", Written.ParameterCount, 6, 4, p => { var net = new Written(p); var s = new Written.State(); return (x, y) => Rows(x, y, 6, 4, (a, b) => net.Forward(a, b, ref s)); });
        Floats("Sandwich", Sandwich.ParameterCount, 3, 3, p => { var net = new Sandwich(p); var s = new Sandwich.State(); return (x, y) => net.Process(x, y, ref s); });
        Floats("Cell", Cell.ParameterCount, 2, 2, p => { var net = new Cell(p); var s = new Cell.State(); return (x, y) => net.Process(x, y, ref s); });
        Floats("Masked", Masked.ParameterCount, 2, 2, p => { var net = new Masked(p); var s = new Masked.State(); return (x, y) => net.Process(x, y, ref s); });
        Floats("Both", Both.ParameterCount, 8, 2, p => { var net = new Both(p); return (x, y) => Rows(x, y, 8, 2, (a, b) => net.Forward(a, b)); });
        Doubles("InDouble", InDouble.ParameterCount, 2, 2, p => { var net = new InDouble(p); var s = new InDouble.State(); return (x, y) => net.Process(x, y, ref s); });
        Trained();
        Saved(saved + "-stack", Step(new Stack.State(), 2), (bytes, seed) => { var s = new Stack.State(); s.ReadFrom(bytes); return Step(s, seed); });
        Saved(saved + "-batch", Step(new Small.BatchState(20), 2), (bytes, seed) => { var s = new Small.BatchState(20); s.ReadFrom(bytes); return Step(s, seed); });
        Saved(saved + "-double", Step(new InDouble.State(), 2), (bytes, seed) => { var s = new InDouble.State(); s.ReadFrom(bytes); return Step(s, seed); });
        Console.WriteLine("all " + _all.ToString("x16", CultureInfo.InvariantCulture));
        return 0;
    }

    /// <summary>What training makes of parameters.</summary>
    private static void Trained()
    {
        var trainer = new Learner.Trainer(1) { ClipNorm = 0.5 };
        float[] x = Values(2, 3 * 12, 1f), y = Values(3, 3 * 2, 1f);
        for (int step = 0; step < 100; step++)
        {
            trainer.AccumulateBatch(3, x, y);
            trainer.Apply();
        }

        var parameters = new float[Learner.ParameterCount];
        trainer.CopyParametersTo(parameters);
        ulong hash = 14695981039346656037;
        foreach (float value in parameters)
        {
            Add(ref hash, BitConverter.ToUInt32(BitConverter.GetBytes(value), 0));
        }

        var inDouble = new LearnerInDouble.Trainer(2);
        double[] inputs = Array.ConvertAll(Values(4, 9, 1f), value => (double)value);
        for (int step = 0; step < 100; step++)
        {
            inDouble.Accumulate(inputs, inputs);
            inDouble.Apply();
        }

        var doubles = new double[LearnerInDouble.ParameterCount];
        inDouble.CopyParametersTo(doubles);
        foreach (double value in doubles)
        {
            byte[] bytes = BitConverter.GetBytes(value);
            Add(ref hash, BitConverter.ToUInt32(bytes, 0));
            Add(ref hash, BitConverter.ToUInt32(bytes, 4));
        }

        Print("Trained", hash);
    }

    /// <summary>Twenty rows of values, and twenty after them; the same with special values among them.</summary>
    private static void Floats(string name, int parameters, int features, int outputs, Func<float[], Action<float[], float[]>> create)
    {
        ulong hash = 14695981039346656037;
        foreach (float scale in Scales)
        {
            Action<float[], float[]> run = create(Values(1, parameters, scale));
            for (uint turn = 0; turn < 4; turn++)
            {
                float[] x = Values(2 + turn, 20 * features, turn == 1 ? 30f : 1f);
                if (turn == 3)
                {
                    for (int i = 0; i < x.Length; i += 3)
                    {
                        x[i] = Special[i / 3 % Special.Length];
                    }
                }

                var y = new float[20 * outputs];
                run(x, y);
                foreach (float value in y)
                {
                    // What a NaN's payload is, is the processor's.
                    Add(ref hash, float.IsNaN(value) ? 0x7fc00000u : BitConverter.ToUInt32(BitConverter.GetBytes(value), 0));
                }
            }
        }

        Print(name, hash);
    }

    private static void Doubles(string name, int parameters, int features, int outputs, Func<double[], Action<double[], double[]>> create)
    {
        ulong hash = 14695981039346656037;
        Action<double[], double[]> run = create(Array.ConvertAll(Values(1, parameters, 0.3f), value => (double)value / 3));
        for (uint turn = 0; turn < 4; turn++)
        {
            var y = new double[20 * outputs];
            run(Array.ConvertAll(Values(2 + turn, 20 * features, 2f), value => (double)value / 3), y);
            foreach (double value in y)
            {
                ulong bits = unchecked((ulong)BitConverter.DoubleToInt64Bits(value));
                Add(ref hash, unchecked((uint)bits));
                Add(ref hash, (uint)(bits >> 32));
            }
        }

        Print(name, hash);
    }

    /// <summary>The bytes of a state, and what one that the first target saved goes on to.</summary>
    private static void Saved(string path, byte[] own, Func<byte[], uint, byte[]> goOn)
    {
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, own);
        }

        ulong hash = 14695981039346656037;
        foreach (byte[] bytes in new[] { own, goOn(File.ReadAllBytes(path), 3) })
        {
            foreach (byte value in bytes)
            {
                Add(ref hash, value);
            }
        }

        Print("saved" + path.Substring(path.LastIndexOf('-')), hash);
    }

    private static byte[] Step(Stack.State s, uint seed)
    {
        new Stack(Values(1, Stack.ParameterCount, 0.3f)).Process(Values(seed, 20, 1f), new float[20], ref s);
        var bytes = new byte[Stack.State.ByteCount];
        s.WriteTo(bytes);
        return bytes;
    }

    private static byte[] Step(Small.BatchState s, uint seed)
    {
        new Small(Values(1, Small.ParameterCount, 0.3f)).StepBatch(20, Values(seed, 40, 1f), new float[60], s);
        var bytes = new byte[s.ByteCount];
        s.WriteTo(bytes);
        return bytes;
    }

    private static byte[] Step(InDouble.State s, uint seed)
    {
        double[] parameters = Array.ConvertAll(Values(1, InDouble.ParameterCount, 0.3f), value => (double)value / 3);
        new InDouble(parameters).Process(Array.ConvertAll(Values(seed, 40, 2f), value => (double)value / 3), new double[40], ref s);
        var bytes = new byte[InDouble.State.ByteCount];
        s.WriteTo(bytes);
        return bytes;
    }

    private static void Rows(float[] x, float[] y, int features, int outputs, Action<float[], float[]> run)
    {
        var input = new float[features];
        var output = new float[outputs];
        for (int row = 0; row < x.Length / features; row++)
        {
            Array.Copy(x, row * features, input, 0, features);
            run(input, output);
            Array.Copy(output, 0, y, row * outputs, outputs);
        }
    }

    private static void Print(string name, ulong hash)
    {
        Console.WriteLine(name + " " + hash.ToString("x16", CultureInfo.InvariantCulture));
        Add(ref _all, unchecked((uint)hash));
        Add(ref _all, (uint)(hash >> 32));
    }

    /// <summary>FNV-1a, four bytes at a time.</summary>
    private static void Add(ref ulong hash, uint bits)
    {
        hash = unchecked((hash ^ bits) * 1099511628211);
    }

    /// <summary>Uniform values from a linear congruential generator (Knuth's MMIX), with whole numbers until the last product.</summary>
    private static float[] Values(uint seed, int count, float scale)
    {
        ulong state = seed;
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            values[i] = (float)(((long)(state >> 40) - 8388608) / 8388608f * scale);
        }

        return values;
    }
}
