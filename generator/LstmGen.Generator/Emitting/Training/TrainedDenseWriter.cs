using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a layer that computes row by row, forward and backward.</summary>
internal sealed class TrainedDenseWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly Names _names = tape.Names;

    public void Forward(TrainedDense part)
    {
        DenseLayer layer = part.Dense;
        TapeRegion sums = part.Sums ?? part.Output.Region;
        string steps = StepsOf(part.Input);
        tape.Bias(layer, At(sums), layer.Units, steps);
        tape.Product(
            (RowAt(part.Input), layer.Input), $"_parameters, {tape.StartOf(layer, TensorShape.Kernel)}", (At(sums), layer.Units), steps, layer.Units,
            layer.Input, tape.Order(layer, layer.Input), "b + x·K");
        if (!part.AppliesActivation)
        {
            return;
        }

        if (layer.Activation.IsOfLayer)
        {
            using (_code.Block($"for (int row = 0; row < {tape.Each(steps, layer.Units).Rows}; row++)"))
            {
                string at = $"{At(part.Output.Region)} + row * {layer.Units}";
                string values = tape.Plan.Target.Spans ? $"new {_names["Span"]}<{tape.Plan.Element.Type}>(_tape, {at}, {layer.Units})" : $"_tape, {at}";
                _code.Line(SoftmaxHelpers.Call(layer.Activation, new LaneSet(_names, tape.Plan.Arithmetic, 1), values, layer.Units));
            }

            return;
        }

        GateActivations activation = GateActivations.Of(layer.Activation);
        if (activation.IsNothing)
        {
            return;
        }

        Definition function = ActivationTape.Of(activation, tape.Plan.Element).Function;
        var call = new EachCall(activation.Name + "Forward", "An activation, forwards.");
        call.Read(ActivationTape.Sum, call.At("sums", At(sums))[0]);
        call.Write(call.At("outputs", At(part.Output.Region))[0], function.Result);
        _code.Line(call.Text(tape, function.Statements, steps, layer.Units));
    }

    public void Backward(TrainedDense part)
    {
        DenseLayer layer = part.Dense;
        string steps = StepsOf(part.Input);
        int units = layer.Units;
        GateActivations activation = GateActivations.Of(layer.Activation);
        if (part.AppliesActivation && layer.Activation.IsOfLayer)
        {
            _code.Line($"{tape.Helpers.SoftmaxSlopes(layer.Activation)}(_tape, {tape.Each(steps, units).Rows}, {units}, {At(part.Output.Region)}, {At(part.OutputSlope)});");
        }
        else if (part.AppliesActivation && !activation.IsNothing)
        {
            ActivationBackward(part, activation);
        }

        tape.InputSlope(layer, part.Input, part.InputSlope, (At(part.OutputSlope), units), steps);
        if (!part.IsTrained)
        {
            return;
        }

        TapeText.Factors slopes = tape.InColumns(At(part.OutputSlope), units, units, steps);
        tape.Gradient(layer, TensorShape.Kernel, (RowAt(part.Input), layer.Input), slopes, steps);
        if (layer.UseBias)
        {
            tape.Gradient(layer, TensorShape.Bias, null, slopes, steps);
        }
    }

    /// <summary>Writes an activation's derivatives by its sums, in place of those by its values.</summary>
    private void ActivationBackward(TrainedDense part, GateActivations activation)
    {
        Backwards both = ActivationTape.Of(activation, tape.Plan.Element);
        var call = new EachCall(activation.Name + "Backward", "An activation, backwards: the derivatives by its sums, in place of those by its values.");
        Rows kept = call.At("kept", At(part.Sums ?? part.Output.Region));
        Rows slope = call.At("slope", At(part.OutputSlope));
        foreach (string name in part.Sums is null ? both.Needed.Where(name => name != ActivationTape.Slope) : [ActivationTape.Sum])
        {
            call.Read(name, kept[0]);
        }

        call.Read(ActivationTape.Slope, slope[0]);
        call.Write(slope[0], both.By(ActivationTape.Sum));

        // The forward pass's values that the derivative reads are computed again, so that only the sums are kept.
        IReadOnlyList<Statement> again = part.Sums is null ? []
            : Pruning.Of(new Definition(both.Function.Parameters, both.Function.Statements, both.Kept)).Statements;
        IEnumerable<Statement> rest = both.Derivative.Statements.Where(statement => again.All(known => known.Variable.Name != statement.Variable.Name));
        _code.Line(call.Text(tape, [.. again, .. rest], StepsOf(part.Input), part.Dense.Units));
    }
}
