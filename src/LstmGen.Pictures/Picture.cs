using System;
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
    /// <summary>All layers over time, each a block at each step: how a stack of layers differs from the units of one.</summary>
    /// <param name="run">What happened.</param>
    public static string Network(NetworkRun run) => SvgPrinter.Print(WholeNetwork.Draw(run ?? throw new ArgumentNullException(nameof(run))));

    /// <summary>
    /// A layer over time: a row for each unit, a column for each step, and what goes from one step to the next.
    /// </summary>
    /// <param name="run">What happened.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static string LayerOverTime(NetworkRun run, int layer = 0) => SvgPrinter.Print(OverTime.Draw(run ?? throw new ArgumentNullException(nameof(run)), layer));

    /// <summary>
    /// What the gates, the cell state and the hidden state of each unit do over the sequence, as bars; of more than 64 units or steps, every
    /// second, third, … is drawn.
    /// </summary>
    /// <param name="run">What happened.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public static string Strips(NetworkRun run, int layer = 0) => SvgPrinter.Print(Drawing.Strips.Draw(run ?? throw new ArgumentNullException(nameof(run)), layer));

    /// <summary>The parameters of all layers as blocks, to scale: where 4 · units · (inputs + units + 1) comes from.</summary>
    /// <param name="architecture">What the network computes.</param>
    public static string Parameters(NetworkArchitecture architecture) =>
        SvgPrinter.Print(ParameterBlocks.Draw(architecture ?? throw new ArgumentNullException(nameof(architecture)), null));

    /// <summary>The same with the weights themselves, where there is room for them.</summary>
    /// <param name="run">What happened.</param>
    public static string Parameters(NetworkRun run) => SvgPrinter.Print(ParameterBlocks.Draw((run ?? throw new ArgumentNullException(nameof(run))).Architecture, run));

    /// <summary>One unit opened at one step: its sums term by term, its gates, its new c and h, and where these go.</summary>
    /// <param name="run">What happened.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="unit">The unit, from 0.</param>
    /// <param name="step">The row of the layer's input, from 0.</param>
    /// <param name="half">0, or 1 for the second half of a bidirectional layer.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, unit, step or half.</exception>
    public static string UnitAtStep(NetworkRun run, int layer, int unit, int step, int half = 0) =>
        SvgPrinter.Print(OpenedUnit.Draw(run ?? throw new ArgumentNullException(nameof(run)), layer, half, unit, step));

    /// <summary>The same layer twice: as the cell of the textbooks, where each line carries a whole vector, and as its units.</summary>
    /// <param name="architecture">What the network computes.</param>
    /// <param name="layer">The layer, from 0: an LSTM or a bidirectional layer, whose first half is drawn.</param>
    /// <exception cref="ArgumentException">There is no such layer, or it is a Dense layer.</exception>
    public static string CellAndUnits(NetworkArchitecture architecture, int layer = 0) =>
        SvgPrinter.Print(Drawing.CellAndUnits.Draw(architecture ?? throw new ArgumentNullException(nameof(architecture)), null, layer));

    /// <summary>A layer over time in characters, for a terminal or for documentation, with lines that end with a line feed.</summary>
    /// <param name="run">What happened.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="width">The characters of a line, at least 60; steps that don't fit are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, or the width is below 60.</exception>
    public static string Text(NetworkRun run, int layer = 0, int width = 100) => width >= 60
        ? TextDrawing.Draw(run ?? throw new ArgumentNullException(nameof(run)), layer, width)
        : throw new ArgumentOutOfRangeException(nameof(width), width, "A drawing in characters needs a width of at least 60.");

    /// <summary>
    /// All pictures of a run as one HTML page: a slider walks through the steps, pointing at a unit shows what it sees, a click opens it. The page
    /// is complete in itself, needs no network, and has at most 2,000,000 bytes of UTF-8. Layers of more than 64 units or steps aren't drawn over
    /// time; where the page would become too large, its largest pictures are left out.
    /// </summary>
    /// <param name="run">What happened.</param>
    /// <param name="title">The heading of the page; left out, it is the run's title, or the names of the layers.</param>
    public static string Page(NetworkRun run, string? title = null) => Pages.Page.Draw(run ?? throw new ArgumentNullException(nameof(run)), title);
}
