using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>Where a layer over time has its units, its lines and what is seen, for a page that points at them. What counts from the left of a column or the top of a row: the fields from Node to Shown; from those of a unit: the parts.</summary>
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
/// <param name="Pitch">From the beginning of one to that of the next.</param>
/// <param name="Size">How large each is.</param>
internal readonly record struct OverTimeLines(double First, double Pitch, double Size);
