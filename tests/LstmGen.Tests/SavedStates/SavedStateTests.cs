using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;
using Arrays = LstmGen.Tests.Arrays;
using Memory = LstmGen.Tests.Memory;

namespace LstmGen.Tests.SavedStates;

/// <summary>States as bytes, in every form that a state has: the format, byte by byte, and what is refused.</summary>
public class SavedStateTests
{
    private const string Line = "lstm 2>3 tanh/sigmoid";

    public static TheoryData<string> Forms => [.. Saved.All];

    public static TheoryData<string> SmallForms => [.. Saved.Small];

    [Fact]
    public void The_format_is_what_the_page_says()
    {
        Lstm3On4x2.State state = default;
        float[] hidden = [1, -0f, 3], cell = [float.NaN, 5, float.Epsilon];
        hidden.CopyTo(state.Hidden(0));
        cell.CopyTo(state.Cell(0));
        byte[] bytes = SavedBytes.OfFloats(Line, 1, [.. hidden, .. cell]);
        Assert.Equal(Line, Lstm3On4x2.Architecture);
        Assert.Equal(Lstm3On4x2.State.ByteCount, bytes.Length);
        Assert.Equal(bytes, state.Bytes);

        var batch = new Lstm3On4x2.BatchState(2) { [1] = state };
        bytes = SavedBytes.OfFloats(Line, 2, [0, 0, 0, 0, 0, 0, .. hidden, .. cell]);
        Assert.Equal(batch.ByteCount, bytes.Length);
        Assert.Equal(bytes, batch.Bytes);
        Assert.Equal(SavedBytes.OfFloats(Line, 0), new Lstm3On4x2.BatchState(0).Bytes);

        Lstm3On4x2Double.State doubles = default;
        doubles.Cell(0)[2] = Math.PI;
        Assert.Equal(SavedBytes.OfDoubles(Line, 1, [0, 0, 0, 0, 0, Math.PI]), doubles.Bytes);
    }

    /// <summary>The test's own checksum is the standard one: it gives the check value found in every description.</summary>
    [Fact]
    public void The_checksum_is_CRC_32() => Assert.Equal(0xCBF43926, SavedBytes.Crc32("123456789"u8));

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_bit_is_kept(string form)
    {
        ISaved state = Saved.Create(form);
        byte[] bytes = state.Bytes;
        Assert.Equal(state.ByteCount, bytes.Length);
        Assert.True(bytes.AsSpan(SavedBytes.Header, bytes.Length - SavedBytes.Overhead).IndexOfAnyExcept((byte)0) >= 0);

        ISaved other = Saved.Create(form);
        byte[] zero = SavedBytes.Zeros(bytes);
        other.ReadFrom(zero);
        Assert.Equal(zero, other.Bytes);
        other.ReadFrom(bytes);
        Assert.Equal(bytes, other.Bytes);
        other.Bytes = zero;
        Assert.Equal(zero, other.Bytes);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Writing_takes_any_room_that_is_large_enough(string form)
    {
        ISaved state = Saved.Create(form);
        byte[] bytes = state.Bytes, room = [.. Enumerable.Repeat((byte)0xA5, bytes.Length + 3)];
        Assert.Equal(bytes.Length, state.WriteTo(room));
        Assert.Equal(bytes, room[..^3]);
        Assert.Equal([0xA5, 0xA5, 0xA5], room[^3..]);

        byte[] small = [.. Enumerable.Repeat((byte)0xA5, bytes.Length - 1)];
        ArgumentException refused = Assert.Throws<ArgumentException>("destination", () => state.WriteTo(small));
        Assert.Equal($"destination holds {small.Length} bytes; {state.Name}.WriteTo needs {bytes.Length} (Parameter 'destination')", refused.Message);
        Assert.All(small, value => Assert.Equal(0xA5, value));
    }

    /// <summary>A wrong bit, or up to 32 in a row, is always detected.</summary>
    [Theory]
    [MemberData(nameof(SmallForms))]
    public void Altered_bytes_are_refused(string form)
    {
        ISaved state = Saved.Create(form);
        byte[] bytes = state.Bytes;
        for (int bit = 0; bit < 8 * bytes.Length; bit++)
        {
            byte[] altered = [.. bytes];
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertRefused(state, bytes, altered, bit < 32 ? " is not a saved state: it begins with " : " was altered or cut off: it ends with the checksum ");
        }

        for (int bit = 32; bit + 32 <= 8 * bytes.Length; bit++)
        {
            byte[] altered = [.. bytes];
            for (int i = bit; i < bit + 32; i++)
            {
                altered[i / 8] ^= (byte)(1 << (i % 8));
            }

            AssertRefused(state, bytes, altered, " was altered or cut off: it ends with the checksum ");
        }
    }

    [Theory]
    [MemberData(nameof(SmallForms))]
    public void Bytes_of_another_length_are_refused(string form)
    {
        ISaved state = Saved.Create(form);
        byte[] bytes = state.Bytes;
        for (int length = 0; length < bytes.Length; length++)
        {
            AssertRefused(state, bytes, bytes[..length], $" holds {length} bytes: it was cut off; {state.Name} needs {bytes.Length} ");
        }

        for (int length = bytes.Length + 1; length < bytes.Length + 9; length++)
        {
            AssertRefused(state, bytes, [.. bytes, .. new byte[length - bytes.Length]], $" holds {length} bytes; {state.Name} needs {bytes.Length} ");
        }
    }

    [Theory]
    [MemberData(nameof(SmallForms))]
    public void Other_files_and_other_formats_are_refused(string form)
    {
        ISaved state = Saved.Create(form);
        byte[] bytes = state.Bytes;
        AssertRefused(state, bytes, "time,temperature,humidity,wind,rain"u8.ToArray(), $" is not a saved state: it begins with 74 69 6D 65; {state.Name} needs 8C 4C 53 54 ");
        AssertRefused(state, bytes, "{}"u8.ToArray(), $" is not a saved state: it begins with 7B 7D; {state.Name} needs 8C 4C 53 54 ");
        AssertRefused(state, bytes, SavedBytes.With(bytes, 4, 2, 2), $" has format 2 of saved states; {state.Name} needs 1 ");
        AssertRefused(state, bytes, SavedBytes.With(bytes, 4, 0, 2), $" has format 0 of saved states; {state.Name} needs 1 ");
        AssertRefused(state, bytes, SavedBytes.With([.. bytes, 1, 2, 3, 4], 4, 0x102, 2), $" has format 258 of saved states; {state.Name} needs 1 ");
        AssertRefused(state, bytes, SavedBytes.With(bytes, 6, 2, 2), " holds values of 2 bytes; ");
        int states = BitConverter.ToInt32(bytes, 12);
        AssertRefused(state, bytes, SavedBytes.With(bytes, 12, 7, 4), $" holds 7 states; {state.Name} needs {states} ");
        AssertRefused(state, bytes, SavedBytes.With(bytes, 12, uint.MaxValue, 4), $" holds 4294967295 states; {state.Name} needs {states} ");
        AssertRefused(state, bytes, SavedBytes.With(bytes, 16, 0x0807060504030201, 8), " holds a state of another network; ");
        Assert.ThrowsAny<ArgumentNullException>(() => state.Bytes = null!);
    }

    /// <summary>Older and newer arithmetic computes with the same h and c; a program can see which one saved a state.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Another_version_of_the_arithmetic_is_read(int version)
    {
        foreach (string form in Saved.Small)
        {
            ISaved state = Saved.Create(form), zero = Saved.Create(form);
            byte[] bytes = state.Bytes;
            zero.ReadFrom(SavedBytes.With(SavedBytes.Zeros(bytes), 8, version, 4));
            Assert.NotEqual(bytes, zero.Bytes);
            byte[] other = SavedBytes.With(bytes, 8, version, 4);
            zero.ReadFrom(other);
            Assert.Equal(bytes, zero.Bytes);
            Assert.Equal(version, BitConverter.ToInt32(other, 8));
            Assert.Equal(Lstm3On4x2.ArithmeticVersion, BitConverter.ToInt32(bytes, 8));
        }
    }

    [Fact]
    public void A_state_of_another_network_is_refused_whatever_its_size_is()
    {
        Assert.Equal(Lstm3On4x1.State.ByteCount, Lstm3On4x2.State.ByteCount);
        ArgumentException refused = Assert.Throws<ArgumentException>("source", () => new Lstm3On4x1.State().ReadFrom(new Lstm3On4x2.State().Bytes));
        byte[] hash = BitConverter.GetBytes(SavedBytes.Fnv1A("lstm 1>3 tanh/sigmoid")), other = BitConverter.GetBytes(SavedBytes.Fnv1A(Line));
        Assert.Equal(
            "source holds a state of another network; Lstm3On4x1.State needs one of \"lstm 1>3 tanh/sigmoid\", whose hash is "
            + $"{Convert.ToHexString(hash).Chunk(2).Select(pair => new string(pair)).Aggregate((a, b) => a + " " + b)}, not "
            + $"{Convert.ToHexString(other).Chunk(2).Select(pair => new string(pair)).Aggregate((a, b) => a + " " + b)} (Parameter 'source')",
            refused.Message);
        Assert.Throws<ArgumentException>("source", () => new Lstm3On4x2Masked.State().ReadFrom(new Lstm3On4x2.State().Bytes));
        Assert.Throws<ArgumentException>("source", () => new Lstm3On4x2.State().ReadFrom(new Lstm3On4x2Masked.State().Bytes));
        Assert.Throws<ArgumentException>("source", () => new Lstm3On4x2.BatchState(1).ReadFrom(new Lstm3On4x1.BatchState(1).Bytes));
    }

    /// <summary>Neither parameters nor arithmetic, nor the number of steps, the target or the form are part of what is saved.</summary>
    [Fact]
    public void A_state_of_the_same_network_is_taken()
    {
        float[] input = [0.5f, -1], output = new float[3];
        Lstm3On4x2.State state = default;
        new Lstm3On4x2([.. Enumerable.Range(0, Lstm3On4x2.ParameterCount).Select(i => (i % 7 - 3) * 0.25f)]).Step(input, output, ref state);
        byte[] bytes = state.Bytes;
        Assert.Equal(bytes, new Lstm3On4x2Separate.State { Bytes = bytes }.Bytes);
        Assert.Equal(bytes, new Memory.Gesture.State { Bytes = bytes }.Bytes);
        Assert.Equal(bytes, new Arrays.Gesture.State { Bytes = bytes }.Bytes);

        // A batch of one is a state, and a state a batch of one.
        Assert.Equal(bytes, new Lstm3On4x2.BatchState(1) { Bytes = bytes }.Bytes);
        Assert.Equal(bytes, new Arrays.Gesture.BatchState(1) { Bytes = bytes }.Bytes);
        Assert.Equal("source holds 2 states; Lstm3On4x2.State needs 1 (Parameter 'source')", Assert.Throws<ArgumentException>(() => state.ReadFrom(new Lstm3On4x2.BatchState(2).Bytes)).Message);
        Assert.Equal("source holds 1 state; Lstm3On4x2.BatchState needs 2 (Parameter 'source')", Assert.Throws<ArgumentException>(() => new Lstm3On4x2.BatchState(2).ReadFrom(bytes)).Message);

        // It can be continued with other parameters.
        new Lstm3On4x2(new float[Lstm3On4x2.ParameterCount]).Step(input, output, ref state);
        Assert.NotEqual(bytes, state.Bytes);
    }

    /// <summary>Every kind of float there is, and thousands of others.</summary>
    [Fact]
    public void Doubles_take_saved_floats_exactly()
    {
        for (int i = 0; i < 40_000; i++)
        {
            // Odd steps through all exponents and signs, and through mantissas.
            float value = BitConverter.Int32BitsToSingle(unchecked(i < 16 ? (int)_special[i] : (int)(2654435761u * (uint)i)));
            byte[] bytes = SavedBytes.OfFloats(Line, 1, [value, 1, value, value, value, 2]);
            var state = new Lstm3On4x2Double.State { Bytes = bytes };
            Assert.Equal(1, state.Hidden(0)[1]);
            Assert.Equal(2, state.Cell(0)[2]);
            AssertWidened(value, state.Hidden(0)[2]);
            AssertWidened(value, state.Cell(0)[0]);
            if (i < 2000)
            {
                double[] cell = new double[3];
                new Arrays.GestureInDouble.State { Bytes = bytes }.CopyCellTo(0, cell);
                AssertWidened(value, cell[1]);
                Assert.Equal(2, cell[2]);
            }
        }

        static void AssertWidened(float value, double widened)
        {
            Assert.Equal(float.IsNaN(value), double.IsNaN(widened));
            if (!float.IsNaN(value))
            {
                Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(widened));
            }
        }
    }

    private static readonly uint[] _special =
    [
        0, 0x80000000, 1, 0x80000001, 0x007FFFFF, 0x00800000, 0x807FFFFF, 0x80800000, 0x7F7FFFFF, 0xFF7FFFFF, 0x7F800000, 0xFF800000, 0x7F800001,
        0x7FC00000, 0xFFC12345, 0xFFFFFFFF,
    ];

    [Fact]
    public void Batches_of_doubles_take_saved_floats_and_floats_refuse_doubles()
    {
        var floats = new Lstm3On4x2.BatchState(2);
        Lstm3On4x2.State state = default;
        state.Cell(0)[1] = 0.1f;
        floats[1] = state;
        var doubles = new Lstm3On4x2Double.BatchState(2) { Bytes = floats.Bytes };
        Assert.Equal(0.1f, doubles[1].Cell(0)[1]);
        Assert.Equal(0, doubles[0].Cell(0)[1]);
        Assert.Equal([0, 0.1f], new Arrays.GestureInDouble.BatchState(2) { Bytes = floats.Bytes }.Bytes.Chunk(8).Skip(3).SkipLast(1).Select(chunk => BitConverter.ToDouble(chunk)).Chunk(6).Select(chunk => (float)chunk[4]));

        ISaved other = Saved.Create("doubles");
        Assert.StartsWith("source holds 51 bytes: it was cut off; Lstm3On4x2Double.State needs 52 ", Assert.Throws<ArgumentException>(() => other.ReadFrom(state.Bytes[..51])).Message);
        Assert.Equal(
            "source holds values of 8 bytes; Lstm3On4x2.State needs 4: rounding would alter the state (Parameter 'source')",
            Assert.Throws<ArgumentException>("source", () => state.ReadFrom(other.Bytes)).Message);
        Assert.Throws<ArgumentException>("source", () => new Arrays.Gesture.State().ReadFrom(other.Bytes));
        Assert.Equal(0.1f, state.Cell(0)[1]);
    }

    /// <summary>The table of messages in generator/docs/states.md.</summary>
    [Fact]
    public void The_page_has_the_messages()
    {
        string page = File.ReadAllText(Path.Combine(Here(), "..", "..", "..", "generator", "docs", "states.md"));
        byte[] bytes = new Arrays.Gesture.State().Bytes, altered = [.. bytes];
        altered[30] ^= 1;
        Shows("""{"time": 5}"""u8.ToArray());
        Shows(bytes[..^1]);
        Shows([.. bytes, 0]);
        Shows(altered);
        Shows(SavedBytes.With(bytes, 4, 2, 2));
        Shows(new Arrays.Line.State().Bytes);
        Shows(new Arrays.Gesture.BatchState(20).Bytes);
        Shows(new Arrays.GestureInDouble.State().Bytes);
        Assert.Contains($"`{{\"Bytes\":\"{Convert.ToBase64String(bytes)[..11]}…\"}}`", page);

        void Shows(byte[] source)
        {
            string message = Assert.Throws<ArgumentException>("source", () => new Arrays.Gesture.State().ReadFrom(source)).Message;
            message = Regex.Replace(message["source ".Length..message.LastIndexOf(" (Parameter", StringComparison.Ordinal)], "(hash is|not) [0-9A-F ]+", "$1 …");
            Assert.Contains($"`{message}`", page);
        }
    }

    private static string Here([CallerFilePath] string sourceFile = "") => Path.GetDirectoryName(sourceFile)!;

    [Fact]
    public void A_part_of_an_array_is_where_the_arguments_say()
    {
        var state = new Arrays.Gesture.State();
        state.SetHidden(0, [1, 2, 3]);
        byte[] bytes = state.Bytes, room = new byte[bytes.Length + 8];
        Assert.Equal(bytes.Length, state.WriteTo(room, 5, bytes.Length + 1));
        Assert.Equal([0, 0, 0, 0, 0, .. bytes, 0, 0, 0], room);
        var other = new Arrays.Gesture.State();
        other.ReadFrom(room, 5, bytes.Length);
        Assert.True(state.Equals(other));
        var batch = new Arrays.Gesture.BatchState(1);
        batch.ReadFrom(room, 5, bytes.Length);
        Assert.True(state.Equals(batch[0]));
        var doubles = new Arrays.GestureInDouble.State();
        doubles.ReadFrom(room, 5, bytes.Length);
        Assert.Equal(8 * 6 + SavedBytes.Overhead, doubles.Bytes.Length);
        Assert.Equal(3.0, BitConverter.ToDouble(doubles.Bytes, SavedBytes.Header + 16));

        Assert.Throws<ArgumentException>("destination", () => state.WriteTo(room, 5, bytes.Length + 4));
        Assert.Throws<ArgumentException>("destination", () => state.WriteTo(room, 9, bytes.Length - 1));
        Assert.Throws<ArgumentException>("source", () => state.ReadFrom(room, -1, bytes.Length));
        Assert.Throws<ArgumentException>("source", () => state.ReadFrom(room, 4, bytes.Length));
        Assert.Throws<ArgumentException>("source", () => state.ReadFrom(room, 5, bytes.Length - 1));
        Assert.Throws<ArgumentNullException>("destination", () => state.WriteTo(null));
        Assert.Throws<ArgumentNullException>("source", () => state.ReadFrom(null));
    }

    private static void AssertRefused(ISaved state, byte[] before, byte[] bytes, string message)
    {
        string found = Assert.Throws<ArgumentException>("source", () => state.ReadFrom(bytes)).Message;
        Assert.StartsWith("source" + message, found);
        Assert.Contains(state.Name + " needs ", found);
        Assert.Equal("value" + found["source".Length..].Replace("'source'", "'value'"), Assert.Throws<ArgumentException>("value", () => state.Bytes = bytes).Message);
        Assert.True(before.AsSpan().SequenceEqual(state.Bytes));
    }
}
