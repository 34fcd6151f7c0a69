using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>A tensor whose values are known: from the file, or computed from such tensors. It has floats or whole numbers.</summary>
/// <param name="shape">Its dimensions, from the outermost.</param>
internal sealed class Constant(IReadOnlyList<long> shape, float[]? floats, long[]? numbers) : Value
{
    private readonly Axis?[]? _dynamic;
    private readonly IReadOnlyList<Constant> _from = [];
    private readonly bool _isSpread;

    public IReadOnlyList<long> Shape { get; } = shape;

    public float[]? Floats { get; } = floats;

    public long[]? Numbers { get; } = numbers;

    /// <summary>
    /// For each whole number that is an axis' size known only at run time, that axis; the number itself is then 1. Null if there are none.
    /// </summary>
    public Axis?[]? Dynamic
    {
        get => _dynamic;
        init => _dynamic = value is not null && Array.Exists(value, axis => axis is not null) ? value : null;
    }

    /// <summary>
    /// For each dimension the axis whose size it has at run time, if the tensor was just broadcast over some; its size here is 1.
    /// </summary>
    public Axis?[]? Spread { get; init; }

    /// <summary>Whether it was broadcast, or computed from one that was, so that its sizes here aren't those at run time.</summary>
    public bool IsSpread => !HasKnownSizes && (_isSpread || Spread is not null);

    /// <summary>Whether its sizes are those at run time, whatever it was computed from.</summary>
    public bool HasKnownSizes { get; init; }

    /// <summary>The file's name of the tensor, or null if it was computed.</summary>
    public string? Name { get; init; }

    /// <summary>What it was computed from.</summary>
    public IReadOnlyList<Constant> From
    {
        get => _from;
        init
        {
            _from = value;
            _isSpread = value.Any(constant => constant.IsSpread);
        }
    }

    /// <summary>Its places in the file, as a tensor and as the results of nodes.</summary>
    public List<string> Places { get; } = [];

    /// <summary>Whether it has a place in the network.</summary>
    public bool IsUsed { get; set; }

    public int Count => Floats?.Length ?? Numbers!.Length;

    /// <summary>The same values in another shape.</summary>
    public Constant Reshape(IReadOnlyList<long> shape) => new(shape, Floats, Numbers) { Dynamic = Dynamic, From = [this] };

    /// <summary>The same tensor, marked as also computed from another.</summary>
    /// <param name="spread">The axes over which it was broadcast; null if there are none.</param>
    public Constant With(Constant other, Axis?[]? spread = null) => new(Shape, Floats, Numbers)
    {
        Dynamic = Dynamic,
        Spread = spread is not null && Array.Exists(spread, axis => axis is not null) ? spread : null,
        From = [this, other],
    };

    /// <summary>The same tensor, marked as depending on the tensors that state what to take, such as the starts of a Slice.</summary>
    public Constant With(IEnumerable<Constant> others) => new(Shape, Floats, Numbers)
    {
        Dynamic = Dynamic,
        Spread = Spread,
        HasKnownSizes = HasKnownSizes,
        From = [this, .. others],
    };

    /// <summary>A tensor of some of the values, row by row.</summary>
    /// <param name="indices">The position of each of them.</param>
    public Constant Pick(IReadOnlyList<long> shape, int[] indices) =>
        new(shape, Select(Floats, indices), Select(Numbers, indices)) { Dynamic = Select(Dynamic, indices), From = [this] };

    private static T[]? Select<T>(T[]? values, int[] indices) => values is null ? null : Array.ConvertAll(indices, index => values[index]);
}
