using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.PyTorch;

namespace LstmGen.Models.Importing.Safetensors;

/// <summary>The container: the header's length as a 64-bit number, the header as JSON, then the tensors' values without a gap.</summary>
internal static class SafetensorsFile
{
    /// <summary>The limit of the format's own library.</summary>
    private const ulong MostHeaderBytes = 100_000_000;

    private const int LengthBytes = 8;

    /// <summary>Where a tensor's values are in the data.</summary>
    private sealed record Extent(string Name, long Begin, long End);

    /// <summary>Whether bytes start like the container.</summary>
    public static bool LooksLike(byte[] bytes) =>
        bytes.Length > LengthBytes && bytes[LengthBytes] == (byte)'{'
        && BinaryPrimitives.ReadUInt64LittleEndian(bytes) is > 1 and ulong length && length <= (ulong)(bytes.Length - LengthBytes);

    /// <summary>The tensors, and their names in the order of the header.</summary>
    /// <exception cref="ModelException">The container is damaged, or a tensor's type isn't supported.</exception>
    public static TensorTable Read(ModelInput input, out IReadOnlyList<string> names)
    {
        byte[] bytes = input.Bytes;
        JsonModel header = Header(input, out int start);
        var tensors = new TensorTable();
        var extents = new List<Extent>();
        foreach ((string name, JsonModel value) in header.Members)
        {
            if (name == "__metadata__")
            {
                header.PassOver(name, SafetensorsHarmless.NoFormat);
                CheckMetadata(value);
                continue;
            }

            tensors.Add(Tensor(name, value, bytes, start, out Extent extent));
            extents.Add(extent);
        }

        if (extents.Count == 0)
        {
            throw new ModelException("the safetensors file has no tensors");
        }

        names = extents.Select(extent => extent.Name).ToList();
        CheckTiling(extents, bytes.Length - start);
        return tensors;
    }

    private static JsonModel Header(ModelInput input, out int start)
    {
        byte[] bytes = input.Bytes;
        if (bytes.Length < LengthBytes)
        {
            throw new ModelException(FormattableString.Invariant($"the safetensors file has {bytes.Length} bytes, and its first {LengthBytes} are the header's length"));
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > MostHeaderBytes)
        {
            throw new ModelException(FormattableString.Invariant($"the safetensors header has {length:N0} bytes by its length, and at most {MostHeaderBytes:N0} are allowed"));
        }

        if ((long)length > bytes.Length - LengthBytes)
        {
            throw new ModelException(FormattableString.Invariant($"the safetensors header has {length:N0} bytes by its length, and the file has {bytes.Length - LengthBytes:N0} after it: it is cut off"));
        }

        start = LengthBytes + (int)length;
        JsonModel header = JsonModel.Parse(bytes.AsMemory(LengthBytes, (int)length), "the safetensors header", input.PassedOver);
        return header.IsObject ? header : throw new ModelException("the safetensors header is not a JSON object");
    }

    /// <summary>It is text for readers, in which only <c>format</c> has a meaning: frameworks differ in their tensor layouts.</summary>
    private static void CheckMetadata(JsonModel metadata)
    {
        foreach ((string name, JsonModel value) in metadata.Members)
        {
            if (!value.IsString)
            {
                throw new ModelException($"the safetensors header's '__metadata__' has {Shown.Text(name)}, which is not a string");
            }

            if (name != "format")
            {
                metadata.PassOver(name, SafetensorsHarmless.Metadata);
            }
            else if (value.Text == "pt")
            {
                metadata.PassOver(name, SafetensorsHarmless.NoFormat);
            }
            else
            {
                throw new ModelException($"the safetensors header's '__metadata__' has the format {Shown.Text(value.Text)}; tensors as PyTorch lays them out are read, whose format is 'pt' or not stated");
            }
        }
    }

    private static Tensor Tensor(string name, JsonModel entry, byte[] bytes, int start, out Extent extent)
    {
        string tensor = "tensor " + Shown.Text(name);
        KnownMembers.Require(entry, "dtype", "shape", "data_offsets");
        NumberType type = NumberType.Find(entry["dtype"].Text, name);
        List<long> shape = entry["shape"].Items.Select(size => size.Long).ToList();
        JsonModel offsets = entry["data_offsets"];
        if (offsets.Count != 2)
        {
            throw new ModelException($"{tensor} has {offsets.Count} data_offsets, and begin and end are needed");
        }

        extent = new Extent(name, offsets[0].Long, offsets[1].Long);
        long length = bytes.Length - start;
        if (extent.Begin < 0 || extent.End < extent.Begin || extent.End > length)
        {
            throw new ModelException(FormattableString.Invariant($"{tensor} has the data_offsets [{extent.Begin}, {extent.End}], and the file has {length} bytes of data"));
        }

        if (shape.Any(size => size < 0) || Bytes(shape, type.Size) is not long needed || needed != extent.End - extent.Begin)
        {
            throw new ModelException(FormattableString.Invariant(
                $"{tensor} has the shape {Shown.Shape(shape)} of {Shown.Text(entry["dtype"].Text)}, which doesn't take the {extent.End - extent.Begin} bytes of its data_offsets [{extent.Begin}, {extent.End}]"));
        }

        int at = start + (int)extent.Begin;
        int count = (int)(needed / type.Size);
        return new Tensor(name, shape, type.Shown, () => type.Values(name, bytes, at, Enumerable.Range(0, count)));
    }

    /// <summary>How many bytes a shape takes, or null if that is more than any file has.</summary>
    private static long? Bytes(IReadOnlyList<long> shape, int size)
    {
        long product = size;
        foreach (long dimension in shape)
        {
            if (dimension != 0 && product > ModelInput.MostBytes / dimension)
            {
                return null;
            }

            product *= dimension;
        }

        return product;
    }

    private static void CheckTiling(List<Extent> extents, long length)
    {
        long end = 0;
        string last = "the start";
        foreach (Extent extent in extents.OrderBy(extent => extent.Begin).ThenBy(extent => extent.End))
        {
            if (extent.Begin != end)
            {
                throw new ModelException(FormattableString.Invariant(
                    $"the data of tensor {Shown.Text(extent.Name)} begins at byte {extent.Begin}, and {last} ends at {end}: there must be no {(extent.Begin > end ? "gap" : "overlap")}"));
            }

            end = extent.End;
            last = "tensor " + Shown.Text(extent.Name);
        }

        if (end != length)
        {
            throw new ModelException(FormattableString.Invariant($"{last} ends at byte {end} of the data, and the file has {length}: {length - end} are left over"));
        }
    }
}
