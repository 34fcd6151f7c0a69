using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using LstmGen.Models;
using LstmGen.Models.Importing;
using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>
/// Reads numpy's <c>.npy</c>: versions 1 to 3, real numbers and booleans of every size that numpy has on all machines, in both byte orders
/// and both orders of the dimensions, with one to three dimensions.
/// </summary>
internal static partial class NpyFile
{
    /// <summary>The most that numpy itself accepts from an untrusted file.</summary>
    private const int MostHeader = 10_000;

    private const int MostDimensions = 3;

    /// <summary>The first bytes of such a file.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <exception cref="ModelException">The file is damaged, or contains something other than such numbers.</exception>
    public static NumberTable Read(string path, byte[] bytes)
    {
        string header = Header(path, bytes, out int start);
        (char order, char kind, int size) = Type(path, header);
        int[] shape = Shape(path, header);
        Int128 count = shape.Aggregate(Int128.One, (product, dimension) => product * dimension);
        long has = bytes.Length - start;
        if (count == 0)
        {
            throw new ModelException($"{path} has no numbers: its shape is {Shown.Shape(shape.Select(dimension => (long)dimension))}");
        }

        if (count * size != has)
        {
            throw new ModelException(Invariant($"{path} has the shape {Shown.Shape(shape.Select(dimension => (long)dimension))} of {size} bytes each, which are {count * size:N0} bytes, and {has:N0} follow its header"));
        }

        if (count > NumberFile.MostNumbers)
        {
            throw new ModelException(Invariant($"{path} has {count:N0} numbers, and at most {NumberFile.MostNumbers:N0} are read"));
        }

        bool isFortran = IsFortran(path, header);
        var values = new float[(int)count];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> bits = bytes.AsSpan(start + (i * size), size);
            float value = Value(bits, kind, size, order == '>', out bool isTooLarge);
            values[isFortran ? Place(i, shape) : i] = isTooLarge ? throw new ModelException(Invariant($"{path}: number {i + 1} {NumberWord.TooLarge}")) : value;
        }

        return new NumberTable(path, values, shape);
    }

    private static string Header(string path, ReadOnlySpan<byte> bytes, out int start)
    {
        // The version decides how long the header's length is.
        int major = bytes.Length > 6 ? bytes[6] : 0;
        if (major is not (1 or 2 or 3))
        {
            throw new ModelException(Invariant($"{path} is of version {major} of .npy; there are 1, 2 and 3"));
        }

        int prefix = major == 1 ? 10 : 12;
        long length = bytes.Length < prefix ? long.MaxValue
            : major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (length > bytes.Length - prefix)
        {
            throw new ModelException($"{path} ends in its header");
        }

        if (length > MostHeader)
        {
            throw new ModelException(Invariant($"{path} has a header of {length:N0} bytes, and at most {MostHeader:N0} are read"));
        }

        start = prefix + (int)length;
        return Encoding.UTF8.GetString(bytes[prefix..start]);
    }

    private static (char Order, char Kind, int Size) Type(string path, string header)
    {
        Match match = TypePattern().Match(header);
        if (!match.Success)
        {
            throw new ModelException($"{path} has no 'descr' of one type in its header {Shown.Text(header.Trim())}; arrays with named fields aren't read");
        }

        string type = match.Groups[1].Value;
        return type is ['<' or '>' or '|' or '=', _, _, ..] && type[1..] is "f2" or "f4" or "f8" or "i1" or "i2" or "i4" or "i8" or "u1" or "u2" or "u4" or "u8" or "b1"
            ? (type[0], type[1], type[2] - '0')
            : throw new ModelException($"{path} has numbers of the type {Shown.Text(type)}; f2, f4, f8, i1 to i8, u1 to u8 and b1 are read (numpy: array.astype('f4'))");
    }

    private static bool IsFortran(string path, string header) => OrderPattern().Match(header) is { Success: true } match
        ? match.Groups[1].Value == "True"
        : throw new ModelException($"{path} has no 'fortran_order' in its header {Shown.Text(header.Trim())}");

    private static int[] Shape(string path, string header)
    {
        Match match = ShapePattern().Match(header);
        var shape = new List<int>();
        foreach (string word in match.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // Python 2 wrote 3L.
            shape.Add(int.TryParse(word.TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out int dimension) && dimension <= NumberFile.MostBytes
                ? dimension
                : throw new ModelException($"{path} has a shape with the dimension {Shown.Text(word)}"));
        }

        return !match.Success ? throw new ModelException($"{path} has no 'shape' in its header {Shown.Text(header.Trim())}")
            : shape.Count is >= 1 and <= MostDimensions ? [.. shape]
            : throw new ModelException(Invariant($"{path} has {shape.Count} dimensions; there are 1 to {MostDimensions}: sequences, steps and features"));
    }

    /// <summary>The place of a number by rows, in a file whose first dimension varies fastest.</summary>
    private static int Place(int index, int[] shape)
    {
        int place = 0;
        int stride = 1;
        int rest = index;
        Span<int> strides = stackalloc int[MostDimensions];
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= shape[i];
        }

        for (int i = 0; i < shape.Length; i++)
        {
            place += rest % shape[i] * strides[i];
            rest /= shape[i];
        }

        return place;
    }

    private static float Value(ReadOnlySpan<byte> bits, char kind, int size, bool isBigEndian, out bool isTooLarge)
    {
        Span<byte> little = stackalloc byte[8];
        bits.CopyTo(little);
        if (isBigEndian)
        {
            little[..size].Reverse();
        }

        isTooLarge = false;
        long whole = BinaryPrimitives.ReadInt64LittleEndian(little);
        switch (kind)
        {
            case 'b':
                return whole == 0 ? 0 : 1;
            case 'u':
                return (ulong)whole;
            case 'i':
                return whole << (64 - (8 * size)) >> (64 - (8 * size));
            default:
                double value = size switch
                {
                    2 => (double)BinaryPrimitives.ReadHalfLittleEndian(little),
                    4 => BinaryPrimitives.ReadSingleLittleEndian(little),
                    _ => BinaryPrimitives.ReadDoubleLittleEndian(little),
                };
                isTooLarge = double.IsFinite(value) && !float.IsFinite((float)value);
                return (float)value;
        }
    }

    // A Python dictionary with exactly these three members.
    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]{1,40})['"]""", RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""", RegexOptions.CultureInvariant)]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^()]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex ShapePattern();
}
