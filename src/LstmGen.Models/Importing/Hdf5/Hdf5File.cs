using System;
using System.Collections.Generic;
using System.Globalization;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>What an HDF5 file holds, as plain values: groups, attributes of text, and datasets of floats, each by its path from the root.</summary>
internal sealed class Hdf5File : IHdf5Findings
{
    private static readonly byte[] Signature = [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    private readonly Dictionary<string, Hdf5Dataset> _datasets = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Name), string[]> _attributes = [];
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);

    public IReadOnlyCollection<Hdf5Dataset> Datasets => _datasets.Values;

    /// <summary>The paths of all groups but the root.</summary>
    public IReadOnlyCollection<string> Groups => _groups;

    /// <summary>The attributes of text; the path of the root is empty.</summary>
    public IReadOnlyDictionary<(string Path, string Name), string[]> Attributes => _attributes;

    public static bool LooksLike(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Signature);

    public bool HasGroup(string path) => _groups.Contains(path);

    public Hdf5Dataset? Dataset(string path) => _datasets.GetValueOrDefault(path);

    /// <summary>The texts of an attribute, one for a scalar, or null if there is no such attribute of text.</summary>
    /// <param name="path">The object that has the attribute; empty for the root.</param>
    public string[]? Texts(string path, string name) => _attributes.GetValueOrDefault((path, name));

    /// <summary>The text of an attribute, or null if it doesn't have exactly one.</summary>
    public string? Text(string path, string name) => Texts(path, name) is [string text] ? text : null;

    /// <summary>
    /// The texts of an attribute, which Keras splits into <c>name0</c>, <c>name1</c>, … if it is too long for one, or null if there is
    /// neither.
    /// </summary>
    public IReadOnlyList<string>? ChunkedTexts(string path, string name)
    {
        if (Texts(path, name) is { } whole)
        {
            return whole;
        }

        var texts = new List<string>();
        int chunk = 0;
        while (Texts(path, name + chunk.ToString(CultureInfo.InvariantCulture)) is { } part)
        {
            texts.AddRange(part);
            chunk++;
        }

        return chunk > 0 ? texts : null;
    }

    /// <summary>Adds the datasets as tensors. Using one without values is an error.</summary>
    public void AddTo(TensorTable tensors)
    {
        foreach (Hdf5Dataset dataset in _datasets.Values)
        {
            tensors.Add(new Tensor(dataset.Path, dataset.Shape, dataset.Type, () => dataset.Values
                ?? throw new ModelException($"tensor {Shown.Text(dataset.Path)} is of the type {dataset.Type}, and only 16, 32 and 64 bit floats are read")));
        }
    }

    public void Add(Hdf5Dataset dataset)
    {
        if (_groups.Contains(dataset.Path) || !_datasets.TryAdd(dataset.Path, dataset))
        {
            throw Twice(dataset.Path);
        }
    }

    public void AddGroup(string path)
    {
        if (_datasets.ContainsKey(path) || !_groups.Add(path))
        {
            throw Twice(path);
        }
    }

    public void AddAttribute(string path, string name, string[] texts)
    {
        if (!_attributes.TryAdd((path, name), texts))
        {
            throw Twice(path + "@" + name);
        }
    }

    private static ModelException Twice(string path) => new($"the HDF5 file has {Shown.Text(path)} twice");
}
