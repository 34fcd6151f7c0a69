using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Xunit;

namespace LstmGen.Tests.SavedStates;

/// <summary>
/// States that the first version with this format saved, in tests/golden/states. They are never regenerated: later versions read them, and
/// continue with the bits recorded beside them while the version of the arithmetic is the same.
/// </summary>
public class GoldenStateTests
{
    private const int Slots = 3;

    public static TheoryData<string> Files => ["float.state", "float.batch", "double.state", "double.batch"];

    /// <summary>Multiples of 1/64, the same in both precisions.</summary>
    private static double[] Parameters(int count) => [.. Enumerable.Range(0, count).Select(i => (i * 37 % 101 - 50) / 64.0)];

    /// <summary>The input of the steps, which differs for each sequence of a batch.</summary>
    private static double[] Input(int step, int slot) => [((2 * step + slot) * 29 % 61 - 30) / 16.0, ((2 * step + slot + 1) * 29 % 61 - 30) / 16.0];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_golden_state_is_read_and_goes_on(string file)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(Folder(), file));
        Dictionary<string, string> expected = File.ReadLines(Path.Combine(Folder(), "expected.txt")).Select(line => line.Split(": ")).ToDictionary(parts => parts[0], parts => parts[1]);
        (IEnumerable<long> values, byte[] saved, IEnumerable<long> next) = GoesOn(file, bytes);

        Assert.Equal(expected[file + " values"], Text(values));
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        byte[] now = SavedBytes.With(bytes, 8, GoldenFloat.ArithmeticVersion, 4);
        Assert.Equal(now, saved);
        if (version == GoldenFloat.ArithmeticVersion)
        {
            Assert.Equal(expected[file + " next"], Text(next));
        }
    }

    private static (IEnumerable<long> Values, byte[] Saved, IEnumerable<long> Next) GoesOn(string file, byte[] bytes)
    {
        switch (file)
        {
            case "float.state":
                GoldenFloat.State state = default;
                state.ReadFrom(bytes);
                return (Values(state), state.Bytes, Next(new GoldenFloat.BatchState(1) { [0] = state }));
            case "float.batch":
                var batch = new GoldenFloat.BatchState(Slots);
                batch.ReadFrom(bytes);
                return (Enumerable.Range(0, Slots).SelectMany(slot => Values(batch[slot])), batch.Bytes, Next(batch));
            case "double.state":
                GoldenDouble.State doubles = default;
                doubles.ReadFrom(bytes);
                return (Values(doubles), doubles.Bytes, Next(new GoldenDouble.BatchState(1) { [0] = doubles }));
            default:
                var many = new GoldenDouble.BatchState(Slots);
                many.ReadFrom(bytes);
                return (Enumerable.Range(0, Slots).SelectMany(slot => Values(many[slot])), many.Bytes, Next(many));
        }
    }

    private static long[] Values(GoldenFloat.State state) =>
        [.. new[] { state.Hidden(0).ToArray(), state.Cell(0).ToArray(), state.Hidden(1).ToArray(), state.Cell(1).ToArray() }.SelectMany(part => part).Select(value => (long)BitConverter.SingleToUInt32Bits(value))];

    private static long[] Values(GoldenDouble.State state) =>
        [.. new[] { state.Hidden(0).ToArray(), state.Cell(0).ToArray(), state.Hidden(1).ToArray(), state.Cell(1).ToArray() }.SelectMany(part => part).Select(BitConverter.DoubleToInt64Bits)];

    /// <summary>The outputs of steps 7 and 8, the first after the saved state.</summary>
    private static List<long> Next(GoldenFloat.BatchState states)
    {
        var network = new GoldenFloat([.. Parameters(GoldenFloat.ParameterCount).Select(value => (float)value)]);
        var bits = new List<long>();
        float[] outputs = new float[states.Capacity];
        for (int step = 7; step < 9; step++)
        {
            network.StepBatch(states.Capacity, [.. Enumerable.Range(0, states.Capacity).SelectMany(slot => Input(step, slot)).Select(value => (float)value)], outputs, states);
            bits.AddRange(outputs.Select(value => (long)BitConverter.SingleToUInt32Bits(value)));
        }

        return bits;
    }

    private static List<long> Next(GoldenDouble.BatchState states)
    {
        var network = new GoldenDouble(Parameters(GoldenDouble.ParameterCount));
        var bits = new List<long>();
        double[] outputs = new double[states.Capacity];
        for (int step = 7; step < 9; step++)
        {
            network.StepBatch(states.Capacity, [.. Enumerable.Range(0, states.Capacity).SelectMany(slot => Input(step, slot))], outputs, states);
            bits.AddRange(outputs.Select(BitConverter.DoubleToInt64Bits));
        }

        return bits;
    }

    private static string Text(IEnumerable<long> bits) => string.Join(" ", bits.Select(value => value.ToString("x", CultureInfo.InvariantCulture)));

    private static string Folder([CallerFilePath] string sourceFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, "..", "..", "golden", "states"));
}
