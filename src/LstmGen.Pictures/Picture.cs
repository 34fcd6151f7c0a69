using LstmGen.Pictures.Drawing;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures;

/// <summary>
/// Pictures of a network, as the text of an SVG file each. The same run gives the same bytes on every machine and in every culture. Every number
/// that is drawn has the attributes <c>data-value-of</c> and <c>data-value</c>, the text that is read back as the same value; where it belongs
/// is in <c>data-layer</c>, <c>data-half</c>, <c>data-step</c> and <c>data-unit</c> of it or of the groups around it, all from 0.
/// </summary>
public static class Picture
{
    /// <summary>
    /// A layer over time: a row for each unit, a column for each step, and what goes from one step to the next.
    /// </summary>
    /// <param name="run">What happened.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">There is no such layer.</exception>
    public static string LayerOverTime(NetworkRun run, int layer = 0) => SvgPrinter.Print(OverTime.Draw(run ?? throw new System.ArgumentNullException(nameof(run)), layer));

    /// <summary>
    /// What the gates, the cell state and the hidden state of each unit do over the sequence, as bars; of more than 64 units or steps, every
    /// second, third, … is drawn.
    /// </summary>
    /// <param name="run">What happened.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">There is no such layer.</exception>
    public static string Strips(NetworkRun run, int layer = 0) => SvgPrinter.Print(Drawing.Strips.Draw(run ?? throw new System.ArgumentNullException(nameof(run)), layer));
}
