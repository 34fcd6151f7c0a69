using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The values of tensors in files beside the model's, as PyTorch's exporter writes them. Only the parts that tensors name are read, and no
/// byte twice, so that a small file can't ask for much memory.
/// </summary>
internal sealed class ExternalData(ModelInput input) : IDisposable
{
    /// <summary>The most bytes that are read: those of the largest network, stored as doubles, twice.</summary>
    private const long MostBytes = 16L * Limits.TrainedParameters;

    /// <summary>The most files: exporters write one, or one for each tensor.</summary>
    private const int MostFiles = 256;

    private static readonly string[] Keys = ["location", "offset", "length", "checksum"];

    private readonly Dictionary<string, Stream> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _checksums = new(StringComparer.Ordinal);
    private readonly List<(string File, long Start, long End, string What)> _taken = [];

    /// <summary>How many bytes were read.</summary>
    public long BytesRead { get; private set; }

    public void Dispose()
    {
        foreach (Stream file in _files.Values)
        {
            file.Dispose();
        }
    }

    /// <summary>Whether a tensor's values are in another file.</summary>
    /// <exception cref="ModelException">It says it has both.</exception>
    public static bool Has(TensorProto tensor, string what) => (tensor.DataLocation, tensor.ExternalData.Count) switch
    {
        (0, 0) => false,
        (1, > 0) => true,
        (0 or 1, _) => throw new ModelException(
            $"{what} has data_location "
                + $"{(tensor.DataLocation == 1 ? "EXTERNAL and no external_data" : "DEFAULT, which is in this file, and external_data")}"),
        (int other, _) => throw new ModelException(
            string.Create(CultureInfo.InvariantCulture, $"{what} has data_location {other}; DEFAULT (0) and EXTERNAL (1) are known")),
    };

    /// <param name="needed">How many bytes the tensor's shape and type need.</param>
    /// <exception cref="ModelException">There is no such file, or it doesn't have these bytes.</exception>
    public byte[] Read(TensorProto tensor, string what, long needed)
    {
        Dictionary<string, string> entries = Entries(tensor, what);
        string name = entries.GetValueOrDefault("location") ?? throw new ModelException(
            $"{what} has its data in another file, and no location says in which");
        long offset = Number(entries, "offset", what) ?? 0;
        long length = Number(entries, "length", what) ?? needed;
        if (length != needed)
        {
            throw Error(
                $"{what} has the shape {Shown.Shape(tensor.Dims)}, which is {needed} bytes of {TensorData.TypeName(tensor.DataType)}, and its data has the length {length}");
        }

        if (BytesRead + length > MostBytes)
        {
            throw Error(
                $"{what} has {length} bytes in {Shown.Text(name)}, which is more than the {Limits.TrainedParameters:N0} parameters that can be generated");
        }

        Stream file = Open(name, what);
        if (offset > file.Length - length)
        {
            throw Error($"{what} has the bytes {offset} to {(decimal)offset + length} of {Shown.Text(name)}, which has {file.Length}");
        }

        _taken.Add((name, offset, offset + length, what));
        BytesRead += length;
        if (entries.TryGetValue("checksum", out string? checksum))
        {
            RequireChecksum(name, checksum, what);
        }

        return Bytes(file, offset, length, name);
    }

    /// <summary>Checks that no two tensors have a byte in common.</summary>
    /// <exception cref="ModelException">Two have.</exception>
    public void RequireApart()
    {
        var taken = _taken.Where(range => range.End > range.Start).OrderBy(range => range.File, StringComparer.Ordinal).ThenBy(range => range.Start).ToList();
        for (int i = 1; i < taken.Count; i++)
        {
            if (taken[i].File == taken[i - 1].File && taken[i].Start < taken[i - 1].End)
            {
                throw Error(
                    $"{taken[i].What} has the bytes {taken[i].Start} to {taken[i].End} of {Shown.Text(taken[i].File)}, and {taken[i - 1].What} has some of them");
            }
        }
    }

    private static byte[] Bytes(Stream file, long offset, long length, string name)
    {
        var bytes = new byte[length];
        try
        {
            file.Position = offset;
            file.ReadExactly(bytes);
        }
        catch (IOException exception)
        {
            throw new ModelException($"the file {Shown.Text(name)} can't be read: {FileProblem.Of(exception)}", exception);
        }

        return bytes;
    }

    private static Dictionary<string, string> Entries(TensorProto tensor, string what)
    {
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (StringStringEntryProto entry in tensor.ExternalData)
        {
            if (!Keys.Contains(entry.Key))
            {
                throw new ModelException(
                    $"the external_data of {what} has the entry {Shown.Text(entry.Key)}; {string.Join(", ", Keys)} are known");
            }

            if (!entries.TryAdd(entry.Key, entry.Value))
            {
                throw new ModelException($"the external_data of {what} has the entry {Shown.Text(entry.Key)} twice");
            }
        }

        return entries;
    }

    private static long? Number(Dictionary<string, string> entries, string key, string what) => !entries.TryGetValue(key, out string? text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
        : throw new ModelException($"the external_data of {what} has the {key} {Shown.Text(text)}; it is a whole number of bytes");

    private Stream Open(string name, string what)
    {
        if (_files.TryGetValue(name, out Stream? open))
        {
            return open;
        }

        if (_files.Count == MostFiles)
        {
            throw Error($"{what} has its data in one file more than the {MostFiles} that are read");
        }

        Stream file = input.OpenSiblingStream(name, $"the external_data of {what}");
        _files.Add(name, file);
        return file;
    }

    private void RequireChecksum(string name, string stated, string what)
    {
        if (!_checksums.TryGetValue(name, out string? found))
        {
            Stream file = _files[name];
            if (file.Length > MostBytes)
            {
                throw new ModelException($"{what} states a checksum of {Shown.Text(name)}, which is too long to compute it");
            }

            file.Position = 0;
            found = _checksums[name] = Convert.ToHexString(SHA1.HashData(file));
        }

        if (!found.Equals(stated, StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelException(
                $"{what} states the checksum {Shown.Text(stated)} of {Shown.Text(name)}, which has {found.ToLowerInvariant()}: the file isn't the one that was written with the model");
        }
    }

    private static ModelException Error(FormattableString message) => new(FormattableString.Invariant(message));
}
