using System;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a recurrent layer in one direction, forwards and backwards.</summary>
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
        _code.Comment("b + x·K of all steps.");
        tape.Bias(layer, At(part.Gates), stride, "_steps * sequences");
        tape.Product(
            $"_tape, {RowAt(part.Input)}, {layer.Input}, 1", $"_parameters, {tape.StartOf(layer, TensorShape.Kernel)}, {columns}",
            $"_tape, {At(part.Gates)}, {stride}", "_steps * sequences", Literal.Of(columns), Literal.Of(layer.Input), tape.Order(layer, layer.Input), "x·K");
        using (Loop(back))
        {
            string before = Row(part.Hidden, back ? "(step + 1)" : "step");
            tape.Product(
                $"_tape, {before}, {outputs}, 1", $"_parameters, {tape.StartOf(layer, TensorShape.RecurrentKernel)}, {columns}",
                $"_tape, {Row(part.Gates, "step")}, {stride}", "sequences", Literal.Of(columns), Literal.Of(outputs), tape.Order(layer, outputs), "h·R");
            _cell.Forward(part);
            if (layer.Projector is { } projector)
            {
                string after = Row(part.Hidden, back ? "step" : "(step + 1)");
                _code.Line($"{_names["Array"]}.Clear(_tape, {after}, sequences * {outputs});");
                tape.Product(
                    $"_tape, {Row(part.Shown!, "step")}, {units}, 1", $"_parameters, {tape.StartOf(projector, TensorShape.Projection)}, {outputs}",
                    $"_tape, {after}, {outputs}", "sequences", Literal.Of(outputs), Literal.Of(units), tape.Order(projector, units), "h = m·P");
            }
        }

        if (part.IsTurned)
        {
            _code.Comment("The rows from the last step to the first.");
            Turn(Sum(At(part.Hidden), back ? "" : $"sequences * {outputs}"), At(part.Output.Region), outputs);
        }
    }

    public void Backward(TrainedRecurrent part)
    {
        RecurrentLayer layer = part.Recurrent;
        int units = layer.Units, columns = layer.Gates * units, stride = part.Gates.Width, outputs = layer.Output;
        bool back = layer.ReadsBackwards;
        if (part.IsTurned)
        {
            Turn(At(part.OutputSlope), At(part.Slope), outputs);
        }

        foreach (TapeRegion region in part.CellSlopes.Prepend(part.Before))
        {
            _code.Line($"{_names["Array"]}.Clear(_tape, {At(region)}, sequences * {region.Width});");
        }

        using (Loop(!back))
        {
            if (layer.Projector is { } projector)
            {
                string slope = Row(part.Slope, "step");
                _code.Line($"{tape.Helpers.AddRows()}(_tape, {slope}, {At(part.Before)}, sequences * {outputs});");
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.ShownSlope!)}, sequences * {units});");
                tape.Product(
                    $"_tape, {slope}, {outputs}, 1", $"_transposed, {tape.TransposedAt(projector, TensorShape.Projection)}, {units}",
                    $"_tape, {At(part.ShownSlope!)}, {units}", "sequences", Literal.Of(units), Literal.Of(outputs), BackOrder(units, outputs),
                    "The derivatives by what is projected.");
            }

            _cell.Backward(part);
            if (tape.Training.Counts is null)
            {
                _code.Line($"{_names["Array"]}.Clear(_tape, {At(part.Before)}, sequences * {outputs});");
            }

            tape.Product(
                $"_tape, {Row(part.Gates, "step")}, {stride}, 1", $"_transposed, {tape.TransposedAt(layer, TensorShape.RecurrentKernel)}, {outputs}",
                $"_tape, {At(part.Before)}, {outputs}", "sequences", Literal.Of(outputs), Literal.Of(columns), BackOrder(outputs, columns),
                "The derivatives by the hidden state of the step before.");
        }

        tape.InputSlope(layer, part.Input, part.InputSlope, At(part.Gates), stride, "_steps * sequences");
        if (!part.IsTrained)
        {
            return;
        }

        _code.Comment("The gradient: all steps of a sequence, one sequence after the other.");
        using (_code.Block("for (int s = 0; s < sequences; s++)"))
        {
            string sums = $"_tape, {At(part.Gates)} + s * {stride}, sequences * {stride}";
            tape.Gradient(layer, TensorShape.Kernel, $"_tape, {Sum(RowAt(part.Input), $"s * {layer.Input}")}, 1, sequences * {layer.Input}", sums, layer.Input, columns);
            string hidden = Sum(At(part.Hidden), back ? $"(sequences + s) * {outputs}" : $"s * {outputs}");
            tape.Gradient(layer, TensorShape.RecurrentKernel, $"_tape, {hidden}, 1, sequences * {outputs}", sums, outputs, columns);
            if (layer.UseBias)
            {
                tape.Gradient(layer, TensorShape.Bias, $"_tape, {At(tape.Training.One)}, 0, 0", sums, 1, columns);
            }

            CellSum[] weighted = [.. part.Tape.Weighted];
            for (int i = 0; i < weighted.Length; i++)
            {
                string own = $"_tape, {At(part.Gates)} + s * {stride} + {(part.Tape.Slots.Count + i) * units}, sequences * {stride}";
                int at = tape.StartOf(layer, weighted[i].Weights!) + (TrainedCellWriter.WeightIndex(layer, weighted[i]) * units);
                tape.Product(
                    $"_tape, {At(tape.Training.One)}, 0, 0", own, $"_gradient, {at}, {units}", "1", Literal.Of(units), "_steps", InTurn, $"by p_{weighted[i].Letter}");
            }

            if (layer.Projector is { } projector)
            {
                string slope = $"_tape, {At(part.Slope)} + s * {outputs}, sequences * {outputs}";
                tape.Gradient(projector, TensorShape.Projection, $"_tape, {At(part.Shown!)} + s * {units}, 1, sequences * {units}", slope, units, outputs);
            }
        }
    }

    /// <summary>Writes what copies the rows of all steps, those of the last one first.</summary>
    private void Turn(string from, string to, int width)
    {
        string first = Sum(from, $"(_steps - 1) * sequences * {width}");
        _code.Line($"{tape.Helpers.CopyRows()}(_tape, {first}, -sequences * {width}, {to}, sequences * {width}, _steps, sequences * {width});");
    }

    private IDisposable Loop(bool isBackwards) => _code.Block(isBackwards
        ? "for (int step = _steps - 1; step >= 0; step--)"
        : "for (int step = 0; step < _steps; step++)");
}
