using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>
/// Where a layer over time has its units, its lines and its inputs, for a page that points at them. The fields from Node to Shown are
/// relative to the left of a column or the top of a row; the parts are relative to a unit.
/// </summary>
internal sealed record OverTimeGrid(
    OverTimeLines Columns,
    OverTimeLines Rows,
    double PanelTop,
    double PanelBottom,
    double Node,
    double NodeWidth,
    double Spine,
    double Collector,
    double Cell,
    double Shown,
    double Lane,
    double Sees,
    double SeesHeight,
    double Edge,
    double Input,
    double InputHeight,
    double Start,
    double StartWidth,
    double? StartCollector,
    Box CellPart,
    Box ShownPart);

/// <summary>Columns or rows of one size.</summary>
/// <param name="First">Where the first begins.</param>
/// <param name="Pitch">The distance from the beginning of one to that of the next.</param>
/// <param name="Size">How large each is.</param>
internal readonly record struct OverTimeLines(double First, double Pitch, double Size);
