namespace LstmGen.Pictures;

/// <summary>How an axis of a <see cref="Chart"/> is divided.</summary>
public enum ChartScale
{
    /// <summary>Equal differences are equally far apart.</summary>
    Linear,

    /// <summary>Equal ratios are equally far apart, with marks at 1, 2 and 5 times the powers of ten. All values must be above zero.</summary>
    Logarithmic,

    /// <summary>Equal ratios are equally far apart, with marks at powers of two. All values must be above zero.</summary>
    PowersOfTwo,
}
