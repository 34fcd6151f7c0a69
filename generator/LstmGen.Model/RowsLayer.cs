using System;
using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>What a <see cref="RowsLayer"/> makes of rows.</summary>
internal enum RowsKind
{
    /// <summary>The mean of all rows, value by value.</summary>
    Mean,

    /// <summary>The largest value of all rows, value by value.</summary>
    Max,

    /// <summary>The last rows as they are.</summary>
    Last,

    /// <summary>All rows side by side in one.</summary>
    Flatten,

    /// <summary>One row, repeated.</summary>
    Repeat,
}

/// <summary>A layer without parameters that pools, takes, joins or repeats the rows that it reads.</summary>
/// <param name="Count">
/// The rows that <c>Last</c> takes, <c>Flatten</c> joins or <c>Repeat</c> makes; 0 for a pooling layer, which reads any number.
/// </param>
internal sealed record RowsLayer(string Name, int Input, RowsKind Kind, int Count = 0) : Layer(Name, Input)
{
    public override string TypeName => Kind switch
    {
        RowsKind.Mean => "GlobalAveragePooling1D",
        RowsKind.Max => "GlobalMaxPooling1D",
        RowsKind.Last => "Cropping1D",
        RowsKind.Flatten => "Flatten",
        _ => "RepeatVector",
    };

    /// <summary>Keras' name of the first such layer.</summary>
    public static string NameOf(RowsKind kind) => kind switch
    {
        RowsKind.Mean => "global_average_pooling1d",
        RowsKind.Max => "global_max_pooling1d",
        RowsKind.Last => "cropping1d",
        RowsKind.Flatten => "flatten",
        _ => "repeat_vector",
    };

    /// <summary>Whether there is a count.</summary>
    public static bool IsCounted(RowsKind kind) => kind is not (RowsKind.Mean or RowsKind.Max);

    /// <summary>Whether the layer pools all rows into one of as many values.</summary>
    public bool IsPooling => !IsCounted(Kind);

    /// <summary>Whether its output is read where the layer before it left its rows.</summary>
    public bool LeavesRowsInPlace => Kind is RowsKind.Last or RowsKind.Repeat;

    public override int Output => Kind == RowsKind.Flatten ? checked(Count * Input) : Input;

    public override bool HandsOnEveryStep => Kind is RowsKind.Last or RowsKind.Repeat;

    public override bool IsOverTime => true;

    public override bool ReadsSequence => Kind != RowsKind.Repeat;

    public override IEnumerable<WeightedLayer> Parts => [];

    public override int? RowsOf(int? read) => Kind is RowsKind.Last or RowsKind.Repeat ? Count : 1;

    /// <summary>What the layer does, for a reader.</summary>
    public string Meaning => Kind switch
    {
        RowsKind.Mean => "the mean of all rows that the layer before it outputs, value by value",
        RowsKind.Max => "the largest value of all rows that the layer before it outputs, value by value",
        RowsKind.Last => FormattableString.Invariant($"the last {Count} rows that the layer before it outputs"),
        RowsKind.Flatten => FormattableString.Invariant($"all {Count} rows that the layer before it outputs, side by side in one"),
        _ => FormattableString.Invariant($"the row that the layer before it outputs, {Count} times"),
    };

    /// <summary>What the count says, for a reader.</summary>
    public string CountMeaning => Kind switch
    {
        RowsKind.Last => "Rows that the layer takes.",
        RowsKind.Flatten => "Rows that the layer joins.",
        _ => "Rows that the layer makes.",
    };

    public override string Obstacle => Kind switch
    {
        RowsKind.Mean or RowsKind.Max => "pools all steps of a sequence",
        RowsKind.Last => "takes the last steps of a sequence",
        RowsKind.Flatten => "joins all steps of a sequence",
        _ => "starts when the whole sequence has been read",
    };
}
