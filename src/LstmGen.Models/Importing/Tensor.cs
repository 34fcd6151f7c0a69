using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing;

/// <summary>A tensor of a file.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its dimensions, as the file states them.</param>
/// <param name="Type">Its number type, as named in the file.</param>
/// <param name="Read">
/// Reads its values, row by row, as many as the shape has. It is called only if the tensor is used and its shape is as needed.
/// </param>
internal sealed record Tensor(string Name, IReadOnlyList<long> Shape, string Type, Func<float[]> Read);

/// <summary>The tensors of a file. Each must be used; otherwise the file has something that the network wouldn't compute.</summary>
internal sealed class TensorTable
{
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _uses = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>All tensors, and what became of each.</summary>
    public IReadOnlyList<TensorUse> Uses => _tensors.Values
        .Select(tensor => new TensorUse(tensor.Name, tensor.Shape, tensor.Type, _uses.GetValueOrDefault(tensor.Name, "not used")))
        .ToList();

    /// <exception cref="ModelException">The file has two tensors of one name.</exception>
    public void Add(Tensor tensor)
    {
        if (!_tensors.TryAdd(tensor.Name, tensor))
        {
            throw new ModelException($"tensor {Shown.Text(tensor.Name)} is in the file twice");
        }
    }

    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>How many dimensions a tensor has.</summary>
    /// <exception cref="ModelException">There is no such tensor.</exception>
    public int RankOf(string name) => Find(name).Shape.Count;

    /// <summary>The shape of a tensor, from which sizes are taken, before it is used.</summary>
    /// <exception cref="ModelException">There is no such tensor, or it has another number of dimensions.</exception>
    public IReadOnlyList<long> ShapeOf(string name, int dimensions)
    {
        IReadOnlyList<long> shape = Find(name).Shape;
        return shape.Count == dimensions
            ? shape
            : throw new ModelException($"tensor {Shown.Text(name)} has the shape {Shown.Shape(shape)}; it needs {dimensions} dimension{(dimensions == 1 ? "" : "s")}");
    }

    /// <summary>Takes a tensor's values.</summary>
    /// <param name="use">What they are for, such as <c>kernel of lstm</c>.</param>
    /// <exception cref="ModelException">There is no such tensor, or it has another shape.</exception>
    public float[] Take(string name, string use, params long[] shape)
    {
        Tensor tensor = Find(name);
        if (!tensor.Shape.SequenceEqual(shape))
        {
            throw new ModelException($"tensor {Shown.Text(name)} ({use}) has the shape {Shown.Shape(tensor.Shape)}, and {Shown.Shape(shape)} is needed");
        }

        // As a decimal, the product of a few dimensions can't overflow.
        if (shape.Aggregate(1m, (product, size) => product * Math.Min(size, int.MaxValue)) > Generator.Model.Limits.TrainedParameters)
        {
            throw new ModelException($"tensor {Shown.Text(name)} ({use}) has the shape {Shown.Shape(shape)}, which is more than the {Generator.Model.Limits.TrainedParameters} parameters that can be generated");
        }

        _uses[name] = use;
        return tensor.Read();
    }

    /// <summary>Marks a tensor as used if its values were read in another way.</summary>
    public void Use(string name, string use) => _uses[name] = use;

    /// <summary>Marks a tensor as one that changes nothing at inference, and says why.</summary>
    public void Ignore(string name, string why) => _uses[name] = "not needed: " + why;

    /// <exception cref="ModelException">A tensor was not used.</exception>
    public void RequireAllUsed()
    {
        List<string> left = _tensors.Keys.Where(name => !_uses.ContainsKey(name)).ToList();
        if (left.Count > 0)
        {
            throw new ModelException(left.Count == 1
                ? $"tensor {Shown.Text(left[0])} {Shown.Shape(_tensors[left[0]].Shape)} has no place in the network: it would be left out"
                : $"{left.Count} tensors have no place in the network and would be left out: {Shown.List(left)}");
        }
    }

    private Tensor Find(string name) => _tensors.TryGetValue(name, out Tensor? tensor)
        ? tensor
        : throw new ModelException($"tensor {Shown.Text(name)} is missing; the file has {Shown.List(_tensors.Keys)}");
}
