using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace LstmGen.Fuzz;

/// <summary>
/// Damages files: blindly, and in sensitive places: in numbers, in lengths and inside archives whose checksums are then corrected.
/// </summary>
internal sealed class Mutator(Random random)
{
    private static readonly string[] Numbers =
    [
        "0", "-1", "1", "2147483647", "-2147483648", "4294967296", "9223372036854775807", "18446744073709551616", "1e999", "-1e999", "1e-400", "0.5", "NaN", "null",
        "\"\"", "[]", "{}", "true", "1073741824", "65536",
    ];

    private static readonly string[] Words = ["\\u0000", "\\u001b[31m", "*/ evil(); /*", "\\n#error", "../../etc/passwd", "\\u2028", "\\ud800", new string('a', 5000)];

    public byte[] Mutate(Seed seed, IReadOnlyList<Seed> all)
    {
        byte[] bytes = seed.Bytes;
        if (seed.Kind == "onnx beside" && random.Next(2) == 0)
        {
            return Digits(bytes);
        }

        if (seed.Kind is "keras" or "pt" && random.Next(4) > 0)
        {
            return Archive(bytes, entry => Several(entry, all));
        }

        return Several(bytes, all);
    }

    private byte[] Several(byte[] bytes, IReadOnlyList<Seed> all)
    {
        byte[] damaged = bytes;
        for (int i = random.Next(1, 4); i > 0 && damaged.Length > 0; i--)
        {
            damaged = Once(damaged, all);
        }

        return damaged;
    }

    private byte[] Once(byte[] bytes, IReadOnlyList<Seed> all) => random.Next(10) switch
    {
        0 => bytes[..random.Next(bytes.Length)],
        1 => Splice(bytes, all[random.Next(all.Count)].Bytes),
        2 => Repeat(bytes),
        3 or 4 or 5 when IsText(bytes) => Token(bytes),
        3 or 4 => Length(bytes),
        _ => Bytes(bytes),
    };

    private byte[] Bytes(byte[] bytes)
    {
        byte[] damaged = [.. bytes];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            // Headers are mostly at the start.
            int at = random.Next(2) == 0 ? random.Next(Math.Min(bytes.Length, 512)) : random.Next(bytes.Length);
            damaged[at] = random.Next(3) switch { 0 => (byte)random.Next(256), 1 => (byte)(damaged[at] ^ (1 << random.Next(8))), _ => bytes[random.Next(bytes.Length)] };
        }

        return damaged;
    }

    /// <summary>A whole number of 2, 4 or 8 bytes becomes an impossible length.</summary>
    private byte[] Length(byte[] bytes)
    {
        byte[] damaged = [.. bytes];
        int size = 2 << random.Next(3);
        if (damaged.Length < size)
        {
            return damaged;
        }

        int at = random.Next(damaged.Length - size + 1);
        ulong value = random.Next(5) switch { 0 => ulong.MaxValue, 1 => 0, 2 => 0x7fff_ffff, 3 => 1UL << random.Next(64), _ => (ulong)damaged.Length };
        for (int i = 0; i < size; i++)
        {
            damaged[at + i] = (byte)(value >> (8 * i));
        }

        return damaged;
    }

    /// <summary>A number that is text, such as the offset of a tensor's data, becomes another with the same number of digits.</summary>
    private byte[] Digits(byte[] bytes)
    {
        bool IsDigit(int at) => bytes[at] is >= (byte)'0' and <= (byte)'9';
        int[] places = [.. Enumerable.Range(1, bytes.Length - 1).Where(at => IsDigit(at) && !IsDigit(at - 1))];
        int start = places[random.Next(places.Length)];
        int end = start;
        while (end < bytes.Length && IsDigit(end))
        {
            end++;
        }

        byte[] damaged = [.. bytes];
        for (int i = start; i < end; i++)
        {
            damaged[i] = random.Next(8) == 0 ? (byte)"-./e"[random.Next(4)] : (byte)('0' + random.Next(10));
        }

        return damaged;
    }

    private byte[] Splice(byte[] bytes, byte[] other)
    {
        int from = random.Next(other.Length);
        return [.. bytes[..random.Next(bytes.Length)], .. other[from..]];
    }

    private byte[] Repeat(byte[] bytes)
    {
        int start = random.Next(bytes.Length);
        int end = start + random.Next(Math.Min(bytes.Length - start, 200)) + 1;
        return [.. bytes[..end], .. bytes[start..end], .. bytes[end..]];
    }

    /// <summary>A number or a string of a text becomes another one.</summary>
    private byte[] Token(byte[] bytes)
    {
        int at = random.Next(bytes.Length);
        bool IsPart(byte value) => value is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'.' or (byte)'e' or (byte)'+';
        while (at < bytes.Length && !IsPart(bytes[at]) && bytes[at] != '"')
        {
            at++;
        }

        if (at == bytes.Length)
        {
            return Bytes(bytes);
        }

        int end = at + 1;
        bool isWord = bytes[at] == '"';
        while (end < bytes.Length && (isWord ? bytes[end] != '"' : IsPart(bytes[end])))
        {
            end++;
        }

        string token = isWord ? "\"" + Words[random.Next(Words.Length)] : Numbers[random.Next(Numbers.Length)];
        return [.. bytes[..at], .. Encoding.UTF8.GetBytes(token), .. bytes[end..]];
    }

    private byte[] Archive(byte[] bytes, Func<byte[], byte[]> damage)
    {
        using var read = new ZipArchive(new MemoryStream(bytes));
        int chosen = random.Next(read.Entries.Count);
        var stream = new MemoryStream();
        using (var written = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (int i = 0; i < read.Entries.Count; i++)
            {
                using var content = new MemoryStream();
                using (Stream entry = read.Entries[i].Open())
                {
                    entry.CopyTo(content);
                }

                string name = i == chosen && random.Next(10) == 0 ? "../" + read.Entries[i].FullName : read.Entries[i].FullName;
                ZipArchiveEntry copy = written.CreateEntry(name, random.Next(2) == 0 ? CompressionLevel.NoCompression : CompressionLevel.Fastest);
                copy.LastWriteTime = read.Entries[i].LastWriteTime;
                using Stream to = copy.Open();
                to.Write(i == chosen ? damage(content.ToArray()) : content.ToArray());
            }
        }

        return stream.ToArray();
    }

    private static bool IsText(byte[] bytes) => bytes.Take(64).All(value => value is >= 32 and < 127 or (byte)'\n' or (byte)'\r' or (byte)'\t');
}
