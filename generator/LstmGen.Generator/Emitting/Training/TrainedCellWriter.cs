using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a step of a layer's cells, forward and backward.</summary>
internal sealed class TrainedCellWriter(TapeText tape)
{
    private const string Step = "step";
    private const string StepAfter = "(step + 1)";

    public void Forward(TrainedRecurrent part)
    {
        (RecurrentLayer layer, CellTape cell, Definition function) = (part.Recurrent, part.Tape, part.Tape.Both.Function);
        (string from, string to) = layer.ReadsBackwards ? (StepAfter, Step) : (Step, StepAfter);
        Definition used = Pruning.Of(new Definition(function.Parameters, function.Statements, [.. function.Results, .. cell.Both.Kept]));
        HashSet<string> read = [.. used.Expressions.SelectMany(expression => expression.Parts).OfType<Variable>().Select(variable => variable.Name)];
        var call = new EachCall(Name(part) + "Forward", "A step of a layer's units, forwards.");
        Rows gates = Gates(call, part);
        Rows shown = call.At("shown", part.Shown is { } projected ? Row(projected, Step) : Row(part.Hidden, to));
        Rows[] before = States(call, part, "Before", from);
        Rows[] after = States(call, part, "After", to);
        for (int i = 0; i < cell.Sums.Count; i++)
        {
            call.Read(CellTape.Of(cell.Sums[i]), gates[i]);
        }

        for (int i = 0; i < before.Length; i++)
        {
            if (read.Contains(layer.State[i + 1].Name))
            {
                call.Read(layer.State[i + 1].Name, before[i][0]);
            }
        }

        Weights(call, part, cell.Weighted);
        call.Write(shown[0], function.Results[0]);
        for (int i = 0; i < after.Length; i++)
        {
            call.Write(after[i][0], function.Results[i + 1]);
        }

        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (cell.Slots[i] is { } name && cell.Both.Kept.FirstOrDefault(kept => kept.Name == name) is { } kept)
            {
                call.Write(gates[i], kept);
            }
        }

        tape.Code.Comment("The gates, and the new state.");
        tape.Code.Line(call.Text(tape, used.Statements, One, layer.Units));
    }

    public void Backward(TrainedRecurrent part)
    {
        (RecurrentLayer layer, CellTape cell) = (part.Recurrent, part.Tape);
        var call = new EachCall(
            Name(part) + "Backward", "A step of a layer's units, backwards: the derivatives by their sums, and by the state before the step.");
        Rows gates = Gates(call, part);
        Rows slope = call.At("slope", part.ShownSlope is { } shown ? At(shown) : Row(part.Slope, Step));
        Rows? later = part.Shown is null ? call.At("later", At(part.Before)) : null;
        Rows[] before = States(call, part, "Before", layer.ReadsBackwards ? StepAfter : Step);
        Rows[] slopes = [.. layer.State.Skip(1).Select((slot, i) => call.At(slot.Word + "Slope", At(part.CellSlopes[i])))];
        for (int i = 0; i < cell.Slots.Count; i++)
        {
            if (cell.Slots[i] is { } name)
            {
                call.Read(name, gates[i]);
            }
        }

        Read(CellTape.DerivativeOf(layer.State[0]), later is null ? [slope[0]] : [slope[0], later[0]]);
        for (int i = 0; i < before.Length; i++)
        {
            Read(layer.State[i + 1].Name, before[i][0]);
            Read(CellTape.DerivativeOf(layer.State[i + 1]), slopes[i][0]);
        }

        Weights(call, part, cell.Weighted.Where(sum => cell.Both.Needed.Contains(CellTape.WeightOf(sum))));
        for (int i = 0; i < cell.Sums.Count; i++)
        {
            call.Write(gates[i], cell.Both.By(CellTape.Of(cell.Sums[i])));
        }

        CellSum[] weighted = [.. cell.Weighted];
        for (int i = 0; i < weighted.Length; i++)
        {
            call.Write(gates[cell.Slots.Count + i], cell.Both.By(CellTape.WeightOf(weighted[i])));
        }

        for (int i = 0; i < slopes.Length; i++)
        {
            call.Write(slopes[i][0], cell.Both.By(layer.State[i + 1].Name));
        }

        tape.Code.Comment("The derivatives by the sums of the gates, and by the cell state of the step before.");
        tape.Code.Line(call.Text(tape, cell.Both.Derivative.Statements, One, layer.Units));

        void Read(string variable, params Place[] places)
        {
            if (cell.Both.Needed.Contains(variable))
            {
                call.Read(variable, places);
            }
        }
    }

    /// <summary>The place of each sum's own weights among the parameters' peepholes.</summary>
    public static int WeightIndex(WeightedLayer layer, CellSum sum) =>
        layer.Tensors.Single(tensor => tensor.Name == sum.Weights).Blocks.ToList().IndexOf(sum.Letter);

    private static Rows Gates(EachCall call, TrainedRecurrent part) =>
        call.At("gates", Row(part.Gates, Step), part.Gates.Width / part.Recurrent.Units);

    /// <summary>The state at a step, except the hidden state.</summary>
    private static Rows[] States(EachCall call, TrainedRecurrent part, string suffix, string step) =>
        [.. part.Recurrent.State.Skip(1).Select((slot, i) => call.At(slot.Word + suffix, Row(part.Cells[i], step)))];

    /// <summary>Reads the sums' own weights.</summary>
    private void Weights(EachCall call, TrainedRecurrent part, IEnumerable<CellSum> sums)
    {
        if (part.Tape.Weighted.FirstOrDefault()?.Weights is not { } tensor)
        {
            return;
        }

        Rows weights = call.At("weights", Literal.Of(tape.StartOf(part.Recurrent, tensor)), 0, "parameters");
        foreach (CellSum sum in sums)
        {
            call.Read(CellTape.WeightOf(sum), weights[WeightIndex(part.Recurrent, sum)]);
        }
    }

    private static string Name(TrainedRecurrent part) => CodeNames.Of(part.Recurrent) + (part.Shown is null ? "" : "Projected");
}
