using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a layer that pools, takes, joins or repeats the rows that it reads.</summary>
internal sealed class TrainedRowsWriter(TapeText tape)
{
    private readonly CodeWriter _code = tape.Code;
    private readonly RowSlopes _slopes = new(tape.Names, tape.Plan.Arithmetic);

    public void Forward(TrainedRows part)
    {
        RowsLayer layer = part.Rows;
        (string from, string to) = (RowAt(part.Input), At(part.Output.Region));
        string row = $"sequences * {layer.Input}";
        string steps = part.Input.Region.Steps;
        switch (layer.Kind)
        {
            case RowsKind.Mean or RowsKind.Max:
                _code.Comment(PoolingWriter.Meaning(layer.Kind));
                using (_code.Block("for (int s = 0; s < sequences; s++)"))
                {
                    PoolingWriter.Pool(
                        _code, tape.Plan.Element, layer,
                        (step, k) => $"_tape[{from} + ({step} * sequences + s) * {layer.Input} + {k}]", steps,
                        k => $"_tape[{to} + s * {layer.Input} + {k}]");
                }

                break;
            case RowsKind.Last:
                string first = $"{from} + ({steps} - {layer.Count}) * {row}";
                _code.Line($"{tape.Names["Array"]}.Copy(_tape, {first}, _tape, {to}, {layer.Count} * {row});");
                break;
            case RowsKind.Flatten:
                using (_code.Block("for (int s = 0; s < sequences; s++)"))
                {
                    string joined = $"{to} + s * {layer.Output}, {layer.Input}";
                    _code.Line($"{tape.Helpers.CopyRows()}(_tape, {from} + s * {layer.Input}, {row}, {joined}, {layer.Count}, {layer.Input});");
                }

                break;
            default:
                _code.Line($"{tape.Helpers.CopyRows()}(_tape, {from}, 0, {to}, {row}, {layer.Count}, {row});");
                break;
        }
    }

    /// <summary>Writes code that adds the derivatives by its rows to those by the rows from which each was computed.</summary>
    public void Backward(TrainedRows part)
    {
        if (part.InputSlope is not { } region)
        {
            return;
        }

        RowsLayer layer = part.Rows;
        (string from, string to) = (At(part.OutputSlope), SlopeAt(part.Input, region));
        string row = $"sequences * {layer.Input}";
        string steps = part.Input.Region.Steps;
        switch (layer.Kind)
        {
            case RowsKind.Mean:
                _code.Line($"{_slopes.OfMean()}(_tape, sequences, {steps}, {layer.Input}, {from}, {to});");
                break;
            case RowsKind.Max:
                _code.Line($"{_slopes.OfMax()}(_tape, sequences, {steps}, {layer.Input}, {RowAt(part.Input)}, {from}, {to});");
                break;
            case RowsKind.Last:
                _code.Line($"{tape.Helpers.AddRows()}(_tape, {to} + ({steps} - {layer.Count}) * {row}, {from}, {layer.Count} * {row});");
                break;
            case RowsKind.Flatten:
                using (_code.Block("for (int s = 0; s < sequences; s++)"))
                {
                    string joined = $"{from} + s * {layer.Output}, {layer.Input}";
                    _code.Line($"{_slopes.OfEach()}(_tape, {joined}, {to} + s * {layer.Input}, {row}, {layer.Count}, {layer.Input});");
                }

                break;
            default:
                _code.Line($"{_slopes.OfEach()}(_tape, {from}, {row}, {to}, 0, {layer.Count}, {row});");
                break;
        }
    }
}
