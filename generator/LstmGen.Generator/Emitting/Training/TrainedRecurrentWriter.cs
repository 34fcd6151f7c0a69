using System;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a recurrent layer in one direction, forward and backward.</summary>
internal sealed class TrainedRecurrentWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly Names _names = tape.Names;
    private readonly TrainedCellWriter _cell = new(tape);

    public void Forward(TrainedRecurrent part)
    {
        RecurrentLayer layer = part.Recurrent;
        int units = layer.Units, columns = layer.Gates * units, stride = part.Gates.Width, outputs = layer.Output;
        bool back = layer.ReadsBackwards;
        string steps = part.Gates.Steps;
        _code.Comment("b + x·K of all steps.");
        tape.Bias(layer, At(part.Gates), stride, steps);
        tape.Product(
            (RowAt(part.Input), layer.Input), $"_parameters, {tape.StartOf(layer, TensorShape.Kernel)}", (At(part.Gates), stride), steps, columns,
            layer.Input, tape.Order(layer, layer.Input), "x·K");
        using (Loop(steps, back))
        {
            string before = Row(part.Hidden, back ? "(step + 1)" : "step");
            tape.Product(
                (before, outputs), $"_parameters, {tape.StartOf(layer, TensorShape.RecurrentKernel)}", (Row(part.Gates, "step"), stride), One, columns,
                outputs, tape.Order(layer, outputs), "h·R");
            _cell.Forward(part);
            if (layer.Projector is { } projector)
            {
                string after = Row(part.Hidden, back ? "step" : "(step + 1)");
                _code.Line($"{_names["Array"]}.Clear(_tape, {after}, sequences * {outputs});");
                tape.Product(
                    (Row(part.Shown!, "step"), units), $"_parameters, {tape.StartOf(projector, TensorShape.Projection)}", (after, outputs), One, outputs,
                    units, tape.Order(projector, units), "h = m·P");
            }
        }

        if (part.IsTurned)
        {
            _code.Comment("The rows from the last step to the first.");
            Turn(Sum(At(part.Hidden), back ? "" : $"sequences * {outputs}"), part.Output.Region, outputs);
        }
    }

    public void Backward(TrainedRecurrent part)
    {
        RecurrentLayer layer = part.Recurrent;
        int units = layer.Units, columns = layer.Gates * units, stride = part.Gates.Width, outputs = layer.Output;
        bool back = layer.ReadsBackwards;
        string steps = part.Gates.Steps;
        if (part.IsTurned)
        {
            Turn(At(part.OutputSlope), part.Slope, outputs);
        }

        foreach (TapeRegion region in part.CellSlopes.Prepend(part.Before))
        {
            _code.Line($"{_names["Array"]}.Clear(_tape, {At(region)}, sequences * {region.Width});");
        }

        using (Loop(steps, !back))
        {
            if (layer.Projector is { } projector)
            {
                string slope = Row(part.Slope, "step");
                _code.Line($"{tape.Helpers.AddRows()}(_tape, {slope}, {At(part.Before)}, sequences * {outputs});");
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.ShownSlope!)}, sequences * {units});");
                tape.Product(
                    (slope, outputs), $"_transposed, {tape.TransposedAt(projector, TensorShape.Projection)}", (At(part.ShownSlope!), units), One, units,
                    outputs, BackOrder(units, outputs), "The derivatives by what is projected.");
            }

            _cell.Backward(part);
            _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.Before)}, sequences * {outputs});");
            tape.Product(
                (Row(part.Gates, "step"), stride), $"_transposed, {tape.TransposedAt(layer, TensorShape.RecurrentKernel)}", (At(part.Before), outputs), One,
                outputs, columns, BackOrder(outputs, columns), "The derivatives by the hidden state of the step before.");
        }

        tape.InputSlope(layer, part.Input, part.InputSlope, (At(part.Gates), stride), steps);
        if (part.IsTrained)
        {
            Gradient(part);
        }
    }

    private void Gradient(TrainedRecurrent part)
    {
        RecurrentLayer layer = part.Recurrent;
        string steps = part.Gates.Steps;
        string hidden = Sum(At(part.Hidden), layer.ReadsBackwards ? $"sequences * {layer.Output}" : "");
        _code.Comment("The gradient: all steps of a sequence, one sequence after the other.");
        TapeText.Factors sums = tape.InColumns(At(part.Gates), part.Gates.Width, layer.Gates * layer.Units, steps);
        tape.Gradient(layer, TensorShape.Kernel, (RowAt(part.Input), layer.Input), sums, steps);
        tape.Gradient(layer, TensorShape.RecurrentKernel, (hidden, layer.Output), sums, steps);
        if (layer.UseBias)
        {
            tape.Gradient(layer, TensorShape.Bias, null, sums, steps);
        }

        CellSum[] weighted = [.. part.Tape.Weighted];
        for (int i = 0; i < weighted.Length; i++)
        {
            string slot = $"{At(part.Gates)} + {(part.Tape.Slots.Count + i) * layer.Units}";
            TapeText.Factors own = tape.InColumns(slot, part.Gates.Width, layer.Units, steps);
            int at = tape.StartOf(layer, weighted[i].Weights!) + (TrainedCellWriter.WeightIndex(layer, weighted[i]) * layer.Units);
            tape.Gradient(at, layer.Units, own, $"by p_{weighted[i].Letter}", steps);
        }

        if (layer.Projector is { } projector)
        {
            tape.Gradient(projector, TensorShape.Projection, (At(part.Shown!), layer.Units),
                tape.InColumns(At(part.Slope), layer.Output, layer.Output, steps), steps);
        }
    }

    /// <summary>Writes code that copies the rows of all steps, the last step's first.</summary>
    private void Turn(string from, TapeRegion to, int width)
    {
        string row = $"sequences * {width}";
        string first = Sum(from, $"{to.LastStep} * {row}");
        _code.Line($"{tape.Helpers.CopyRows()}(_tape, {first}, -{row}, {At(to)}, {row}, {to.Steps}, {row});");
    }

    private IDisposable Loop(string steps, bool isBackwards) => _code.Block(isBackwards
        ? $"for (int step = {steps} - 1; step >= 0; step--)"
        : $"for (int step = 0; step < {steps}; step++)");
}
