using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.IO.Hashing;

namespace LstmGen.Models.Importing;

/// <summary>The entries of a model's file that is a zip. Nothing is extracted to disk.</summary>
internal sealed class ModelZip
{
    /// <summary>A <c>.keras</c> file has three entries; PyTorch's has one for each tensor, and those of an optimizer.</summary>
    private const int MostEntries = 10_000;

    /// <summary>The largest ratio by which deflate shrinks anything is 1032.</summary>
    private const long MostCompression = 1032;

    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private ModelZip()
    {
    }

    public IReadOnlyCollection<string> Names => _entries.Keys;

    public static bool LooksLike(ModelInput input) => input.StartsWith("PK\u0003\u0004"u8);

    /// <exception cref="ModelException">It isn't a zip, or has too many entries, or one twice.</exception>
    public static ModelZip Open(byte[] bytes)
    {
        var zip = new ModelZip();
        try
        {
            var archive = new ZipArchive(new MemoryStream(bytes, writable: false), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries)
            {
                throw new ModelException($"the zip has {archive.Entries.Count} entries; at most {MostEntries} are read");
            }

            foreach (ZipArchiveEntry entry in archive.Entries)
            {
                if (!zip._entries.TryAdd(entry.FullName, entry))
                {
                    throw new ModelException($"the zip has the entry {Shown.Text(entry.FullName)} twice");
                }
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            throw new ModelException($"the zip is damaged: {exception.Message}", exception);
        }

        return zip;
    }

    /// <summary>The stated length of an entry in bytes, or null if there is no such entry.</summary>
    public long? LengthOf(string name) => _entries.TryGetValue(name, out ZipArchiveEntry? entry) ? entry.Length : null;

    /// <summary>Unpacks an entry and checks it.</summary>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="ModelException">There is no such entry, or it is damaged, or too large.</exception>
    public byte[] Read(string name, long most)
    {
        if (!_entries.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw new ModelException($"the zip has no entry {Shown.Text(name)}; it has {Shown.List(_entries.Keys)}");
        }

        if (entry.IsEncrypted)
        {
            throw new ModelException($"the entry {Shown.Text(name)} of the zip is encrypted");
        }

        try
        {
            if (entry.Length > most || entry.Length > MostCompression * (entry.CompressedLength + 1))
            {
                throw TooLarge(name, entry.Length, Math.Min(most, MostCompression * (entry.CompressedLength + 1)));
            }

            byte[] bytes = Unpack(entry, name, entry.Length);
            if (Crc32.HashToUInt32(bytes) != entry.Crc32)
            {
                throw new ModelException($"the entry {Shown.Text(name)} of the zip is damaged: its checksum is wrong");
            }

            return bytes;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or NotSupportedException)
        {
            throw new ModelException($"the entry {Shown.Text(name)} of the zip is damaged: {exception.Message}", exception);
        }
    }

    /// <summary>The buffer grows with the actual data, because the stated length may be a lie.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, string name, long length)
    {
        using Stream stream = entry.Open();
        var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            if (unpacked.Length + count > length)
            {
                throw TooLarge(name, unpacked.Length + count, length);
            }

            unpacked.Write(buffer, 0, count);
        }

        return unpacked.Length == length
            ? unpacked.ToArray()
            : throw new InvalidDataException(FormattableString.Invariant($"it has {unpacked.Length} bytes, and {length} are stated"));
    }

    private static ModelException TooLarge(string name, long length, long most) =>
        new(FormattableString.Invariant($"the entry {Shown.Text(name)} of the zip has {length:N0} bytes, and at most {most:N0} are read"));
}
