namespace LstmGen.Pictures;

/// <summary>What a <see cref="RowsArchitecture"/> makes of rows.</summary>
public enum RowsOperation
{
    /// <summary>The mean of all rows, value by value.</summary>
    Mean,

    /// <summary>The largest value of all rows, value by value.</summary>
    Max,

    /// <summary>The last rows as they are.</summary>
    Last,

    /// <summary>All rows side by side in one.</summary>
    Flatten,

    /// <summary>One row some times.</summary>
    Repeat,
}
