using System;
using System.Linq;
using Arrays = LstmGen.Tests.Arrays;
using Memory = LstmGen.Tests.Memory;

namespace LstmGen.Tests.SavedStates;

/// <summary>The states of one class for each form that a state has.</summary>
internal static class Saved
{
    /// <summary>Each with values in it.</summary>
    public static ISaved Create(string form) => form switch
    {
        "structure" => new OfStructure(),
        "doubles" => new OfDoubles(),
        "copied" => new OfCopied(),
        "arrays" => new OfArrays(),
        "arrays of doubles" => new OfArraysOfDoubles(),
        "object" => new OfObject(),
        "batch in blocks" => new OfBlocks(),
        "batch in turns" => new OfTurns(),
        "batch of objects" => new OfObjects(),
        "batch of doubles" => new OfDoublesInBlocks(),
        "batch of arrays" => new OfBatchOfArrays(),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
    };

    /// <summary>The forms with so few bytes that each of them can be altered.</summary>
    public static readonly string[] Small =
    [
        "structure", "doubles", "copied", "arrays", "arrays of doubles", "batch in blocks", "batch in turns", "batch of doubles", "batch of arrays",
    ];

    public static readonly string[] All = [.. Small, "object", "batch of objects"];

    /// <summary>Values with every kind of bits: signs of zero, payloads of a NaN, the smallest and the largest.</summary>
    public static float Value(int i) => (i % 9) switch
    {
        0 => -0f,
        1 => BitConverter.Int32BitsToSingle(0x7F812345),
        2 => BitConverter.Int32BitsToSingle(unchecked((int)0xFFC00001)),
        3 => float.NegativeInfinity,
        4 => float.Epsilon,
        5 => -float.MaxValue,
        _ => 0.1f * i,
    };

    private static double Double(int i) => i % 3 == 0 ? BitConverter.Int64BitsToDouble(0x7FF0123456789ABC) : Value(i) / 3.0;

    private static float[] Values(int start, int count) => [.. Enumerable.Range(start, count).Select(Value)];

    private static void Fill(Span<float> values, int start = 0)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(start + i);
        }
    }

    private sealed class OfStructure : ISaved
    {
        private Stack.State _state;

        public OfStructure()
        {
            Fill(_state.Hidden(0));
            Fill(_state.Cell(0), 6);
            Fill(_state.Hidden(1), 12);
            Fill(_state.Cell(1), 14);
        }

        public string Name => "Stack.State";

        public int ByteCount => Stack.State.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfDoubles : ISaved
    {
        private Lstm3On4x2Double.State _state;

        public OfDoubles()
        {
            for (int i = 0; i < 3; i++)
            {
                _state.Hidden(0)[i] = Double(i);
                _state.Cell(0)[i] = Double(3 + i);
            }
        }

        public string Name => "Lstm3On4x2Double.State";

        public int ByteCount => Lstm3On4x2Double.State.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfCopied : ISaved
    {
        private Memory.Projected.State _state;

        public OfCopied()
        {
            _state.SetHidden(0, Values(0, 3));
            _state.SetCell(0, Values(3, 6));
            _state.SetHidden(1, Values(9, 2));
            _state.SetCell(1, Values(11, 2));
        }

        public string Name => "Projected.State";

        public int ByteCount => Memory.Projected.State.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfArrays : ISaved
    {
        private readonly Arrays.Projected.State _state = new();

        public OfArrays()
        {
            _state.SetHidden(0, Values(0, 3));
            _state.SetCell(0, Values(3, 6));
            _state.SetHidden(1, Values(9, 2));
            _state.SetCell(1, Values(11, 2));
        }

        public string Name => "Projected.State";

        public int ByteCount => Arrays.Projected.State.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfArraysOfDoubles : ISaved
    {
        private readonly Arrays.GestureInDouble.State _state = new();

        public OfArraysOfDoubles()
        {
            _state.SetHidden(0, [Double(0), Double(1), Double(2)]);
            _state.SetCell(0, [Double(3), Double(4), Double(5)]);
        }

        public string Name => "GestureInDouble.State";

        public int ByteCount => Arrays.GestureInDouble.State.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfObject : ISaved
    {
        private readonly Tower.State _state = new();

        public OfObject()
        {
            for (int layer = 0; layer < 3; layer++)
            {
                Fill(_state.Hidden(layer), layer);
                Fill(_state.Cell(layer), layer + 4);
            }
        }

        public string Name => "Tower.State";

        public int ByteCount => Tower.State.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfBlocks : ISaved
    {
        private readonly Stack.BatchState _state = new(3);

        public OfBlocks()
        {
            for (int slot = 0; slot < 3; slot++)
            {
                Stack.State state = default;
                Fill(state.Hidden(0), slot);
                Fill(state.Cell(1), slot + 5);
                _state[slot] = state;
            }
        }

        public string Name => "Stack.BatchState";

        public int ByteCount => _state.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfTurns : ISaved
    {
        private readonly Memory.Projected.BatchState _state = new(2);

        public OfTurns()
        {
            Memory.Projected.State state = default;
            state.SetCell(0, Values(2, 6));
            _state[1] = state;
        }

        public string Name => "Projected.BatchState";

        public int ByteCount => _state.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfObjects : ISaved
    {
        private readonly Tower.BatchState _state = new(2);

        public OfObjects() => Fill(_state[1].Cell(2));

        public string Name => "Tower.BatchState";

        public int ByteCount => _state.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfDoublesInBlocks : ISaved
    {
        private readonly Lstm3On4x2Double.BatchState _state = new(2);

        public OfDoublesInBlocks()
        {
            Lstm3On4x2Double.State state = default;
            state.Cell(0)[1] = Double(0);
            state.Hidden(0)[2] = Double(1);
            _state[1] = state;
        }

        public string Name => "Lstm3On4x2Double.BatchState";

        public int ByteCount => _state.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }

    private sealed class OfBatchOfArrays : ISaved
    {
        private readonly Arrays.Projected.BatchState _state = new(2);

        public OfBatchOfArrays() => _state[1].SetCell(0, Values(2, 6));

        public string Name => "Projected.BatchState";

        public int ByteCount => _state.ByteCount;

        public byte[] Bytes { get => _state.Bytes; set => _state.Bytes = value; }

        public int WriteTo(byte[] destination) => _state.WriteTo(destination);

        public void ReadFrom(byte[] source) => _state.ReadFrom(source);
    }
}
