using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>How the code of a block of sequences is written: for vectors of one width, or once for those of every width.</summary>
/// <param name="Lanes">The vectors.</param>
/// <param name="Vector">Sequences of a vector.</param>
/// <param name="Row">Sequences of a block, and so the distance from one row of its memory to the next.</param>
internal sealed record BatchForm(LaneSet Lanes, Stride Vector, Stride Row)
{
    public static BatchForm Of(Names names, Plan plan, BatchBackEnd backEnd) =>
        new(new LaneSet(names, plan.Arithmetic, backEnd.Width), new Stride(backEnd.Width), new Stride(backEnd.RowSize));

    public static BatchForm OfEveryWidth(Names names, Plan plan) =>
        new(LaneSet.OfEveryWidth(names, plan.Arithmetic), new Stride(LaneHelpers.Count), new Stride("row"));

    /// <summary>Declares the constant for the distance between rows.</summary>
    public void Declare(CodeWriter code, int vectorsOfRow)
    {
        if (Lanes.IsEveryWidth)
        {
            code.Line($"int {Row.Text} = {Literal.Scaled(vectorsOfRow, LaneHelpers.Count)};", "from one row to the next");
        }
    }
}
