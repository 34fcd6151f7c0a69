using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using CsCheck;

namespace LstmGen.Tests.Networks;

/// <summary>Seeds, as CsCheck writes them.</summary>
public static class Seeds
{
    /// <summary>What a generator draws with a seed: always the same. CsCheck's <c>Sample</c> continues with its own seeds.</summary>
    public static T Draw<T>(this Gen<T> generator, string seed) => generator.Generate(PCG.Parse(seed), null, out _);

    /// <summary>A seed that nobody has tried.</summary>
    public static string New()
    {
        Span<byte> random = stackalloc byte[12];
        RandomNumberGenerator.Fill(random);
        return new PCG(BinaryPrimitives.ReadUInt32LittleEndian(random) % 64, BinaryPrimitives.ReadUInt64LittleEndian(random[4..])).ToString();
    }
}
