namespace LstmGen.Pictures;

/// <summary>How the two halves of a bidirectional layer become one output.</summary>
public enum MergeOfHalves
{
    /// <summary>The second half's values come after those of the first.</summary>
    Concat,

    /// <summary>Added.</summary>
    Sum,

    /// <summary>Multiplied.</summary>
    Mul,

    /// <summary>Averaged.</summary>
    Ave,

    /// <summary>Two outputs: first that of the first half.</summary>
    None,
}
