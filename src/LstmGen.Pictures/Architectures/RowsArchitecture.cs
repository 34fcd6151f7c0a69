using System;
using System.Collections.Generic;
using System.Linq;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>
/// A layer without units and parameters that makes other rows of those that it reads: it pools, takes, joins or repeats them.
/// </summary>
public sealed class RowsArchitecture : LayerArchitecture
{
    internal RowsArchitecture(RowsOperation operation, int? rows, int inputSize, int outputSize)
        : base(inputSize) => (Operation, Rows, OutputSize) = (operation, rows, outputSize);

    /// <summary>What it makes of rows.</summary>
    public RowsOperation Operation { get; }

    /// <summary>The rows that it takes, joins or makes; null where it pools any number.</summary>
    public int? Rows { get; }

    /// <inheritdoc/>
    public override int OutputSize { get; }

    /// <inheritdoc/>
    public override long ParameterCount => 0;

    /// <inheritdoc/>
    public override long TraceSize => IsPooling ? OutputSize : 0;

    /// <inheritdoc/>
    public override IReadOnlyList<LstmArchitecture> Lstms => [];

    /// <summary>The words of the operations in an architecture, by their values.</summary>
    internal static IReadOnlyList<string> Words { get; } =
        [.. Enum.GetNames(typeof(RowsOperation)).Select(name => name.ToLowerInvariant())];

    /// <summary>Whether what it passes on is computed rather than unchanged values of the rows that it reads.</summary>
    internal bool IsPooling => Operation is RowsOperation.Mean or RowsOperation.Max;

    /// <summary>Whether it passes on one row.</summary>
    internal bool MakesOne => IsPooling || Operation == RowsOperation.Flatten || Rows == 1;

    /// <inheritdoc/>
    public override string ToString()
    {
        string word = Words[(int)Operation] + (Rows is { } rows ? Invariant($"({rows})") : "");
        return OutputSize == InputSize ? Invariant($"{word} {InputSize}") : Invariant($"{word} {InputSize}>{OutputSize}");
    }
}
