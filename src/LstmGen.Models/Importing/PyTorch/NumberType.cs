using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>A type of number that a tensor of PyTorch can have, little-endian, by the name that a safetensors file gives it.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Size">Bytes of one value.</param>
/// <param name="Read">Reads one value; null for whole numbers, which are counters rather than parameters.</param>
internal sealed record NumberType(string Name, int Size, Func<byte[], int, float>? Read)
{
    private static readonly Dictionary<string, NumberType> Known = new NumberType[]
    {
        new("F32", 4, (bytes, at) => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(at))),
        new("F64", 8, (bytes, at) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at))),
        new("F16", 2, (bytes, at) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes.AsSpan(at))),
        new("BF16", 2, (bytes, at) => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)) << 16)),
        new("I64", 8, null), new("I32", 4, null), new("I16", 2, null), new("I8", 1, null), new("U8", 1, null), new("BOOL", 1, null),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The names of those that parameters can have, for a message that lists them.</summary>
    private static string List => string.Join(", ", Known.Values.Where(type => type.Read is not null).Select(type => type.Name));

    /// <summary>Its name for a user.</summary>
    public string Shown => Name == "F64" ? "F64, rounded to float" : Name;

    /// <param name="name">The name that the file states for a tensor.</param>
    /// <param name="tensor">The tensor, for the message.</param>
    /// <exception cref="ModelException">There is no such type.</exception>
    public static NumberType Find(string name, string tensor) => Known.GetValueOrDefault(name) ?? throw NotSupported(name, tensor);

    /// <summary>Reads a tensor's values, which is called only for parameters.</summary>
    /// <param name="places">The position of each value in the bytes, counted in values.</param>
    /// <exception cref="ModelException">They are whole numbers.</exception>
    public float[] Values(string tensor, byte[] bytes, int start, IEnumerable<int> places)
    {
        Func<byte[], int, float> read = Read ?? throw NotSupported(Name, tensor);
        return [.. places.Select(place => read(bytes, start + (place * Size)))];
    }

    private static ModelException NotSupported(string name, string tensor) =>
        new($"tensor {Importing.Shown.Text(tensor)} has the dtype {Importing.Shown.Text(name)}, which isn't supported; there are {List}");
}
