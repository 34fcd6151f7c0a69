using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Keras;

namespace LstmGen.Models.Importing.Tfjs;

/// <summary>A tensor in a weights file, as little-endian numbers row by row.</summary>
internal sealed class TfjsTensor
{
    private readonly double _scale = 1;
    private readonly double _min;
    private readonly string _stored;

    /// <exception cref="ModelException">The tensor is of a type that isn't read.</exception>
    public TfjsTensor(JsonModel weight)
    {
        Name = weight["name"].Text;
        new KerasMembers(weight, $"tensor {Shown.Text(Name)}").Known("name", "shape", "dtype", "quantization").RequireAllKnown();
        if (weight["shape"].Count > 8)
        {
            throw new ModelException($"tensor {Shown.Text(Name)} has {weight["shape"].Count} dimensions");
        }

        Shape = weight["shape"].Items.Select(size => size.Int >= 0 ? (long)size.Int : throw size.Error("is negative")).ToArray();
        Type = weight["dtype"].Text;
        _stored = Type;
        if (weight.Find("quantization") is { } quantization)
        {
            _stored = quantization["dtype"].Text;
            KerasMembers members = new KerasMembers(quantization, $"the quantization of tensor {Shown.Text(Name)}").Known("dtype", "original_dtype");
            if (_stored is "uint8" or "uint16")
            {
                members.Known("scale", "min");
                _scale = quantization["scale"].Double;
                _min = quantization["min"].Double;
            }

            members.RequireAllKnown();
            if (quantization.FindOr("original_dtype", KerasHarmless.LeftOut) is { } original && original.Text != Type)
            {
                throw new ModelException($"tensor {Shown.Text(Name)} is of the type {Shown.Text(Type)}, and its quantization says that it was {Shown.Text(original.Text)}");
            }
        }

        if (Type != "float32" || _stored is not ("float32" or "float16" or "uint8" or "uint16"))
        {
            throw new ModelException($"tensor {Shown.Text(Name)} is of the type {Shown.Text(Type)}, kept as {Shown.Text(_stored)}; float32 is read, also kept as float16, uint16 or uint8");
        }
    }

    public string Name { get; }

    public IReadOnlyList<long> Shape { get; }

    public string Type { get; }

    /// <summary>How many bytes it needs. As a decimal, no product of readable size overflows.</summary>
    public decimal Bytes => Shape.Aggregate((decimal)Size, (product, size) => Math.Min(product, 1e12m) * size);

    private int Size => _stored switch { "float32" => 4, "uint8" => 1, _ => 2 };

    /// <summary>The values; quantized ones are multiples of a scale above a minimum.</summary>
    public float[] Values(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / Size];
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes[(i * Size)..];
            values[i] = _stored switch
            {
                "float32" => BinaryPrimitives.ReadSingleLittleEndian(at),
                "float16" => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                "uint16" => (float)((BinaryPrimitives.ReadUInt16LittleEndian(at) * _scale) + _min),
                _ => (float)((at[0] * _scale) + _min),
            };
        }

        return values;
    }
}
