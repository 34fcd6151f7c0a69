using System;
using System.Collections.Generic;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>A tensor whose values are known: one of the file, or one that was computed from those. It has floats or whole numbers.</summary>
/// <param name="shape">Its dimensions, from the outermost.</param>
internal sealed class Constant(IReadOnlyList<long> shape, float[]? floats, long[]? numbers) : Value
{
    public IReadOnlyList<long> Shape { get; } = shape;

    public float[]? Floats { get; } = floats;

    public long[]? Numbers { get; } = numbers;

    /// <summary>For each whole number the axis whose size it is where that is known at run time only; null where no number is one. The number itself is 1 then.</summary>
    public Axis?[]? Dynamic { get; init; }

    /// <summary>The file's name of the tensor, or null where it was computed.</summary>
    public string? Name { get; init; }

    /// <summary>What it was computed from.</summary>
    public IReadOnlyList<Constant> From { get; init; } = [];

    /// <summary>Whether it has a place in the network.</summary>
    public bool IsUsed { get; set; }

    public int Count => Floats?.Length ?? Numbers!.Length;

    /// <summary>The same values in another shape.</summary>
    public Constant Reshape(IReadOnlyList<long> shape) => new(shape, Floats, Numbers) { Dynamic = Dynamic, From = [this] };

    /// <summary>The same tensor, which was computed from another one too.</summary>
    public Constant With(Constant other) => new(Shape, Floats, Numbers) { Dynamic = Dynamic, From = [this, other] };

    /// <summary>A tensor of some of the values, row by row.</summary>
    /// <param name="indices">Where each of them stands.</param>
    public Constant Pick(IReadOnlyList<long> shape, int[] indices) =>
        new(shape, Select(Floats, indices), Select(Numbers, indices)) { Dynamic = Select(Dynamic, indices), From = [this] };

    private static T[]? Select<T>(T[]? values, int[] indices) => values is null ? null : Array.ConvertAll(indices, index => values[index]);
}
