using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using Activation = LstmGen.Generator.Model.Activation;

/// <summary>
/// An LSTM that adds a number to the sum of its forget gate alone: gates that share a vector differ in what happens before their activations.
/// </summary>
internal sealed record OffsetLayer(int Input, int Units) : RecurrentLayer("lstm", Input, Units, Activation.Tanh, true, false), IHasCell
{
    public const float Offset = 1.5f;

    private LstmLayer Plain => new("lstm", Input, Units, Activation.Tanh, Activation.Sigmoid, true, false);

    public override string TypeName => "LSTM";

    public override string Architecture => "offset " + Plain.Architecture;

    public override IReadOnlyList<StateSlot> State => Plain.State;

    public override IReadOnlyList<string> Columns => Plain.Columns;

    public override int MostJoined => Plain.MostJoined;

    public Cell Cell(Element element)
    {
        Cell plain = LstmCell.Of(Plain, element);
        Phase phase = plain.Phases.Single();
        CellSum[] sums = [.. phase.Sums.Select(sum => sum.Letter == "f" ? sum with { Before = Added() } : sum)];
        return new Cell([phase with { Sums = sums }], plain.Text) { ShowsByLastSum = plain.ShowsByLastSum, Shown = plain.Shown };
    }

    private static Definition Added()
    {
        var formula = new Formula();
        return formula.Return(formula.Let(CellSum.Sum, formula.Parameter(CellSum.Sum) + Offset));
    }
}
