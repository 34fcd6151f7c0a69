using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace LstmGen.Tool.Importing.Safetensors;

/// <summary>A type of number that a safetensors file can have, little-endian.</summary>
/// <param name="Shown">What a user reads of it.</param>
/// <param name="Size">Bytes of one value.</param>
/// <param name="Read">Reads one value.</param>
internal sealed record SafetensorsType(string Shown, int Size, Func<byte[], int, float> Read)
{
    private static readonly Dictionary<string, SafetensorsType> Known = new(StringComparer.Ordinal)
    {
        ["F32"] = new("F32", 4, (bytes, at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at))),
        ["F64"] = new("F64, rounded to float", 8, (bytes, at) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at))),
        ["F16"] = new("F16", 2, (bytes, at) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(at))),
        ["BF16"] = new("BF16", 2, (bytes, at) => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)) << 16)),
    };

    /// <summary>All names, for a message that lists them.</summary>
    public static string List => string.Join(", ", Known.Keys);

    public static SafetensorsType? Find(string name) => Known.GetValueOrDefault(name);
}
