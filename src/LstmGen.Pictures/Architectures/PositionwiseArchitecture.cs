using System;
using System.Collections.Generic;

namespace LstmGen.Pictures;

/// <summary>
/// A layer that makes a row of each row that it reads without weighted sums, such as a residual sum: it has no units that could be opened.
/// </summary>
public sealed class PositionwiseArchitecture : LayerArchitecture
{
    private readonly string _text;

    internal PositionwiseArchitecture(string text, string kind, string meaning, int inputSize, int outputSize, long parameterCount)
        : base(inputSize)
    {
        _text = text;
        Kind = kind;
        Meaning = meaning;
        OutputSize = outputSize;
        ParameterCount = parameterCount;
    }

    /// <summary>Keras' name for what it is: <c>Add</c>.</summary>
    public string Kind { get; }

    /// <inheritdoc/>
    public override int OutputSize { get; }

    /// <inheritdoc/>
    public override long ParameterCount { get; }

    /// <inheritdoc/>
    public override long TraceSize => OutputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<LstmArchitecture> Lstms => [];

    /// <summary>What it computes, as the end of a sentence about it.</summary>
    internal string Meaning { get; }

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>Requires a layer that has units.</summary>
    internal static void Refuse(LayerArchitecture layer, string name)
    {
        if (layer is PositionwiseArchitecture row)
        {
            throw new ArgumentException($"The layer is '{row}', which {row.Meaning}: it has no weighted sums that could be drawn.", name);
        }
    }
}
