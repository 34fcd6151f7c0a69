using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a layer that normalizes each row, forward and backward.</summary>
internal sealed class TrainedNormalizationWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly NormalizationSlopes _helpers = new(tape.Names, tape.Plan.Arithmetic);

    public void Forward(TrainedNormalization part)
    {
        NormalizationLayer layer = part.Normalization;
        using (_code.Block($"for (int row = 0; row < {Rows(part)}; row++)"))
        {
            string row = $"row * {layer.Units}";
            string rows = $"{RowAt(part.Input)} + {row}, {At(part.Output.Region)} + {row}, {At(part.Moments)} + row * 2";
            string epsilon = tape.Plan.Element.Literal(tape.Plan.Element.Meant(layer.Epsilon));
            _code.Line($"{_helpers.Forward(layer)}(_tape, _parameters, {rows}, {tape.FirstOf(layer)}, {Sizes(layer)}, {epsilon});");
        }
    }

    public void Backward(TrainedNormalization part)
    {
        NormalizationLayer layer = part.Normalization;
        string rows = $"{RowAt(part.Input)}, {At(part.Moments)}, {At(part.OutputSlope)}";
        if (part.IsTrained)
        {
            _code.Comment("The gradient: all steps of a sequence, one sequence after the other.");
            using (_code.Block("for (int s = 0; s < sequences; s++)"))
            {
                string sizes = $"{tape.FirstOf(layer)}, {layer.Units}";
                _code.Line($"{_helpers.Gradient(layer)}(_tape, _gradient, s, sequences, {StepsOf(part.Input)}, {rows}, {sizes});");
            }
        }

        if (part.InputSlope is { } slope)
        {
            _code.Comment("The derivatives by the input.");
            string to = SlopeAt(part.Input, slope);
            string sizes = $"{tape.FirstOf(layer)}, {Sizes(layer)}";
            _code.Line($"{_helpers.InputSlopes(layer)}(_tape, _parameters, {Rows(part)}, {rows}, {to}, {sizes});");
        }
    }

    private string Rows(TrainedNormalization part) => tape.Each(StepsOf(part.Input), part.Normalization.Units).Rows;

    private string Sizes(NormalizationLayer layer) => $"{layer.Units}, {tape.Plan.Element.Literal(layer.Units)}";
}
