using System;
using System.Collections.Generic;

namespace LstmGen.Pictures;

/// <summary>An axis of a <see cref="ChartPanel"/>. It reaches as far as the values do; where all are equal, a little further.</summary>
public sealed class ChartAxis
{
    /// <summary>An axis with a title.</summary>
    /// <param name="title">What is measured, such as <c>time</c>; empty for none.</param>
    /// <param name="unit">The unit, such as <c>s</c>, which follows the title in parentheses; empty for none.</param>
    public ChartAxis(string title = "", string unit = "")
    {
        Title = title ?? throw new ArgumentNullException(nameof(title));
        Unit = unit ?? throw new ArgumentNullException(nameof(unit));
    }

    /// <summary>What is measured.</summary>
    public string Title { get; }

    /// <summary>The unit it is measured in.</summary>
    public string Unit { get; }

    /// <summary>How the axis is divided.</summary>
    public ChartScale Scale { get; init; }

    /// <summary>Values that the axis reaches at least, such as 0, or the largest value of another panel.</summary>
    public IReadOnlyList<double> Includes { get; init; } = [];

    internal string Text => Title.Length == 0 ? Unit : Unit.Length == 0 ? Title : $"{Title} ({Unit})";
}
