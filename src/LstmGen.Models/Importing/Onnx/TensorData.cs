using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Reads the values of a tensor in the file.</summary>
internal static class TensorData
{
    private const int Float = 1;
    private const int Int32 = 6;
    private const int Int64 = 7;
    private const int Bool = 9;
    private const int Float16 = 10;
    private const int Double = 11;

    private static readonly string[] Names =
    [
        "UNDEFINED", "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "STRING", "BOOL", "FLOAT16", "DOUBLE", "UINT32", "UINT64", "COMPLEX64", "COMPLEX128", "BFLOAT16",
    ];

    /// <summary>ONNX' name of a type of element.</summary>
    public static string TypeName(long type) =>
        type >= 0 && type < Names.Length ? Names[type] : string.Create(CultureInfo.InvariantCulture, $"the type {type}");

    /// <summary>Whether values of a type are computed as floats: a double is rounded to one.</summary>
    public static bool IsFloat(long type) => type is Float or Double;

    /// <summary>Whether values of a type are whole numbers.</summary>
    public static bool IsWhole(long type) => type is Int32 or Int64 or Bool;

    /// <param name="what">The tensor, for messages.</param>
    /// <param name="name">Its name in the file if it is an initializer.</param>
    /// <param name="external">The files beside the model's.</param>
    /// <exception cref="ModelException">The tensor is of another type, or its size doesn't match its shape.</exception>
    public static Constant Read(TensorProto tensor, string what, string? name, ExternalData external)
    {
        if (tensor.HasSegment)
        {
            throw new ModelException($"{what} is a segment of a larger tensor, which isn't supported");
        }

        long count = CountOf(tensor.Dims, what);
        int fields = Convert.ToInt32(tensor.FloatData.Count > 0) + Convert.ToInt32(tensor.DoubleData.Count > 0) + Convert.ToInt32(tensor.Int32Data.Count > 0)
            + Convert.ToInt32(tensor.Int64Data.Count > 0) + Convert.ToInt32(tensor.Uint64Data.Count > 0) + Convert.ToInt32(tensor.StringData.Count > 0)
            + Convert.ToInt32(tensor.RawData.Length > 0);
        if (fields > 1)
        {
            throw new ModelException($"{what} has its data in {fields} fields at once");
        }

        int size = tensor.DataType switch { Float or Int32 => 4, Int64 or Double => 8, Bool => 1, Float16 => 2, _ => 0 };
        bool isExternal = ExternalData.Has(tensor, what);
        if (isExternal && fields > 0)
        {
            throw new ModelException($"{what} has its data both in this file and in another one (external_data)");
        }

        ReadOnlySpan<byte> raw = isExternal && size > 0 ? external.Read(tensor, what, count * size) : tensor.RawData.Span;
        bool isRaw = raw.Length > 0;
        int found = tensor.DataType switch
        {
            _ when isRaw && size > 0 => raw.Length % size == 0 ? raw.Length / size : throw new ModelException(
                string.Create(CultureInfo.InvariantCulture, $"{what} has {raw.Length} bytes of raw_data, which isn't a multiple of the {size} bytes of a {TypeName(tensor.DataType)}")),
            Float => tensor.FloatData.Count,
            Double => tensor.DoubleData.Count,
            Int64 => tensor.Int64Data.Count,
            Int32 or Bool or Float16 => tensor.Int32Data.Count,
            _ => throw new ModelException($"{what} is of {TypeName(tensor.DataType)}, which isn't supported: FLOAT, DOUBLE, FLOAT16, INT32, INT64 and BOOL are"),
        };
        if (found != count)
        {
            throw new ModelException(string.Create(
                CultureInfo.InvariantCulture, $"{what} has the shape {Shown.Shape(tensor.Dims)}, which is {count} values, and its data has {found} of {TypeName(tensor.DataType)}"));
        }

        List<long> shape = tensor.Dims.ToList();
        return IsWhole(tensor.DataType)
            ? new Constant(shape, null, isRaw ? RawNumbers(raw, tensor.DataType, found) : tensor.DataType == Int64 ? tensor.Int64Data.ToArray() : tensor.Int32Data.Select(value => (long)value).ToArray()) { Name = name }
            : new Constant(shape, isRaw ? RawFloats(raw, tensor.DataType, found) : Floats(tensor, found), null) { Name = name };
    }

    private static long CountOf(IReadOnlyList<long> shape, string what)
    {
        if (shape.Count > ConstantFolder.MostAxes)
        {
            throw new ModelException($"{what} has {shape.Count} dimensions, and at most {ConstantFolder.MostAxes} are read");
        }

        long count = 1;
        foreach (long dimension in shape)
        {
            if (dimension is < 0 or > int.MaxValue || (dimension > 0 && count > int.MaxValue / dimension))
            {
                throw new ModelException($"{what} has the shape {Shown.Shape(shape)}, which {(dimension < 0 ? "is not a valid shape" : "is more than a file can hold")}");
            }

            count *= dimension;
        }

        return count;
    }

    private static float[] RawFloats(ReadOnlySpan<byte> raw, int type, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = type switch
            {
                Float => BinaryPrimitives.ReadSingleLittleEndian(raw[(4 * i)..]),
                Double => (float)BinaryPrimitives.ReadDoubleLittleEndian(raw[(8 * i)..]),
                _ => (float)BinaryPrimitives.ReadHalfLittleEndian(raw[(2 * i)..]),
            };
        }

        return values;
    }

    private static long[] RawNumbers(ReadOnlySpan<byte> raw, int type, int count)
    {
        var values = new long[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = type switch
            {
                Int64 => BinaryPrimitives.ReadInt64LittleEndian(raw[(8 * i)..]),
                Int32 => BinaryPrimitives.ReadInt32LittleEndian(raw[(4 * i)..]),
                _ => raw[i],
            };
        }

        return values;
    }

    private static float[] Floats(TensorProto tensor, int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = tensor.DataType switch
            {
                Float => tensor.FloatData[i],
                Double => (float)tensor.DoubleData[i],
                _ => (float)BitConverter.UInt16BitsToHalf((ushort)tensor.Int32Data[i]),
            };
        }

        return values;
    }
}
