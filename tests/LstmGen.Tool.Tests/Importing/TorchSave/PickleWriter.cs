using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace LstmGen.Tool.Tests.Importing.TorchSave;

/// <summary>Writes pickles opcode by opcode, good ones and others.</summary>
internal sealed class PickleWriter
{
    private readonly List<byte> _bytes = [0x80, 2];

    /// <summary>The position of the next opcode.</summary>
    public int At => _bytes.Count;

    public byte[] Done() => [.. _bytes, (byte)'.'];

    /// <summary>Opcodes without arguments, or their arguments.</summary>
    public PickleWriter Op(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    /// <summary>Opcodes by their characters.</summary>
    public PickleWriter Op(string opcodes) => Op([.. opcodes.Select(opcode => (byte)opcode)]);

    public PickleWriter Repeat(int count, string opcodes)
    {
        byte[] one = [.. opcodes.Select(opcode => (byte)opcode)];
        for (int i = 0; i < count; i++)
        {
            _bytes.AddRange(one);
        }

        return this;
    }

    public PickleWriter Global(string module, string name) => Op("c" + module + "\n" + name + "\n");

    public PickleWriter Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        return Op("X").Op(length).Op(bytes);
    }

    /// <summary>A whole number of any size.</summary>
    public PickleWriter Number(Int128 value)
    {
        byte[] bytes = new System.Numerics.BigInteger((decimal)value).ToByteArray();
        return Op(0x8a, (byte)bytes.Length).Op(bytes);
    }

    public PickleWriter Tuple(params Int128[] values)
    {
        Op("(");
        foreach (Int128 value in values)
        {
            Number(value);
        }

        return Op("t");
    }

    public PickleWriter Storage(string type, string key, Int128 count) =>
        Op("(").Text("storage").Global("torch", type).Text(key).Text("cpu").Number(count).Op("tQ");

    /// <summary>A tensor of a storage of floats.</summary>
    public PickleWriter Tensor(string key, Int128 count, Int128 offset, Int128[] sizes, Int128[] strides, string type = "FloatStorage") =>
        Global("torch._utils", "_rebuild_tensor_v2").Op("(").Storage(type, key, count).Number(offset).Tuple(sizes).Tuple(strides)
            .Op(0x89).Global("collections", "OrderedDict").Op(")RtR");
}
