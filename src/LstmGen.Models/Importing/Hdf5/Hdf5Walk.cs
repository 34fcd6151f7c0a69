using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Reflection;
using PureHDF;
using PureHDF.VOL.Native;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>
/// Walks through an HDF5 file and reports what is in it. The library that reads it wasn't made for hostile files: it may never return,
/// overflow its stack or allocate any amount of memory. So the caller must limit it from outside.
/// </summary>
[RequiresUnreferencedCode(Hdf5Support.Why)]
[RequiresDynamicCode(Hdf5Support.Why)]
internal sealed class Hdf5Walk
{
    private readonly long _fileLength;
    private readonly HashSet<string> _withoutValues;
    private readonly IHdf5Findings _findings;
    private long _storedBytes;
    private long _compressedValues;
    private int _objects;

    private Hdf5Walk(long fileLength, IEnumerable<string> withoutValues, IHdf5Findings findings)
    {
        _fileLength = fileLength;
        _withoutValues = new HashSet<string>(withoutValues, StringComparer.Ordinal);
        _findings = findings;
    }

    /// <param name="stream">The file, as a seekable stream.</param>
    /// <param name="withoutValues">Groups at the root whose datasets are listed without their values.</param>
    /// <param name="findings">Receives each group, attribute and dataset.</param>
    /// <exception cref="Hdf5Refused">The file has something that isn't read.</exception>
    public static void Run(Stream stream, IEnumerable<string> withoutValues, IHdf5Findings findings)
    {
        using NativeFile file = H5File.Open(stream);
        new Hdf5Walk(stream.Length, withoutValues, findings).Group(file, "", 0);
    }

    /// <summary>The original exception, which reflection may have wrapped.</summary>
    public static Exception CauseOf(Exception exception) =>
        exception is TargetInvocationException { InnerException: { } inner } ? CauseOf(inner) : exception;

    private void Group(NativeGroup group, string path, int depth)
    {
        if (depth > Hdf5Limits.Depth)
        {
            throw new InvalidDataException($"its groups are nested more than {Hdf5Limits.Depth} deep");
        }

        Attributes(group, path);
        Hdf5Internals.RequireHardLinks(group, path);
        foreach (IH5Object child in group.Children())
        {
            Count();
            if (child.Name.Length == 0 || child.Name.Contains('/'))
            {
                throw new InvalidDataException($"an object has the name {Shown.Text(child.Name)}");
            }

            string childPath = path.Length == 0 ? child.Name : path + "/" + child.Name;
            switch (child)
            {
                case NativeGroup inner:
                    _findings.AddGroup(childPath);
                    Group(inner, childPath, depth + 1);
                    break;
                case NativeDataset dataset:
                    _findings.Add(Dataset(dataset, childPath));
                    break;
                default:
                    throw new Hdf5Refused($"the HDF5 file has {Shown.Text(childPath)}, which is neither a group nor a dataset");
            }
        }
    }

    private void Attributes(NativeGroup owner, string path)
    {
        foreach (IH5Attribute attribute in owner.Attributes())
        {
            Count();
            if (Texts(attribute) is { } texts)
            {
                _findings.AddAttribute(path, attribute.Name, texts);
            }
        }
    }

    /// <summary>The texts of an attribute, or null if it is of another kind. An empty list has no kind of its own.</summary>
    private string[]? Texts(IH5Attribute attribute)
    {
        if (attribute.Space.Type == H5DataspaceType.Null || attribute.Space.Dimensions.Contains(0UL))
        {
            return [];
        }

        bool isText = attribute.Type.Class == H5DataTypeClass.String
            || (attribute.Type.Class == H5DataTypeClass.VariableLength && attribute.Type.Size == 16);
        decimal count = Product(attribute.Space.Dimensions);
        if (!isText || count > _fileLength)
        {
            return isText ? throw new InvalidDataException($"the attribute {Shown.Text(attribute.Name)} has more texts than the file has bytes") : null;
        }

        return attribute.Space.Dimensions.Length == 0 ? [Plain(attribute.Read<string>())] : attribute.Read<string[]>().Select(Plain).ToArray();
    }

    private Hdf5Dataset Dataset(NativeDataset dataset, string path)
    {
        if (Hdf5Internals.IsExternal(dataset) || dataset.Layout.Class is not (H5DataLayoutClass.Compact or H5DataLayoutClass.Contiguous or H5DataLayoutClass.Chunked))
        {
            throw new Hdf5Refused($"the HDF5 file keeps the values of {Shown.Text(path)} in another file, which isn't read");
        }

        IH5DataType type = dataset.Type;
        ulong[] dimensions = dataset.Space.Type == H5DataspaceType.Null ? [0] : dataset.Space.Dimensions;
        long[] shape = dimensions.Select(size => (long)Math.Min(size, long.MaxValue)).ToArray();
        bool isFloat = type.Class == H5DataTypeClass.FloatingPoint && Hdf5Internals.IsIeee(dataset, type.Size);
        string name = isFloat ? FormattableString.Invariant($"F{8 * type.Size}") : FormattableString.Invariant($"{type.Class} of {type.Size} bytes");
        bool isNeeded = isFloat && shape.Length > 0 && !_withoutValues.Contains(path.Split('/')[0]);
        return new Hdf5Dataset(path, shape, name, isNeeded ? Values(dataset, type.Size, shape, Product(dimensions), path) : null);
    }

    private float[] Values(NativeDataset dataset, int size, long[] shape, decimal count, string path)
    {
        if (count == 0)
        {
            return [];
        }

        bool isFiltered = Hdf5Internals.IsFiltered(dataset);
        bool isTooMuch = isFiltered
            ? count > Hdf5Limits.CompressedValues(_fileLength) - _compressedValues
            : count * size > _fileLength - _storedBytes;
        if (isTooMuch)
        {
            throw new InvalidDataException(FormattableString.Invariant($"the dataset {Shown.Text(path)} has the shape {Shown.Shape(shape)} of values of {size} bytes, which is more than the file of {_fileLength} bytes can hold"));
        }

        _compressedValues += isFiltered ? (long)count : 0;
        _storedBytes += isFiltered ? 0 : (long)count * size;
        float[] values = size switch
        {
            2 => Array.ConvertAll(dataset.Read<Half[]>(), value => (float)value),
            4 => dataset.Read<float[]>(),
            _ => Array.ConvertAll(dataset.Read<double[]>(), value => (float)value),
        };
        return values.Length == count ? values : throw new InvalidDataException($"the dataset {Shown.Text(path)} has fewer values than its shape");
    }

    private void Count()
    {
        if (++_objects > Hdf5Limits.Objects)
        {
            throw new InvalidDataException($"it has more than {Hdf5Limits.Objects} groups, datasets and attributes");
        }
    }

    /// <summary>As a decimal no product overflows: it stops once it is too large anyway.</summary>
    private static decimal Product(ulong[] dimensions)
    {
        decimal product = 1;
        foreach (ulong size in dimensions)
        {
            product = Math.Min(product, 1e14m) * Math.Min(size, 100_000_000_000_000);
        }

        return product;
    }

    /// <summary>A fixed-length text may be padded with NULs.</summary>
    private static string Plain(string? text) => (text ?? "").TrimEnd('\0');
}
