using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes a residual sum, and the derivatives by both of its rows.</summary>
internal sealed class TrainedSumWriter(TapeText tape)
{
    public void Forward(TrainedSum part)
    {
        var call = new EachCall("AddedForward", "The sums of two rows.");
        call.Read("sum", call.At("one", RowAt(part.Input))[0], call.At("other", RowAt(part.Added))[0]);
        call.Write(call.At("sums", At(part.Output.Region))[0], new Variable("sum"));
        tape.Code.Line(call.Text(tape, [], StepsOf(part.Input), part.Sum.Units));
    }

    /// <summary>Writes code that passes the derivatives on to both rows, which already have those of other layers.</summary>
    public void Backward(TrainedSum part)
    {
        foreach ((TapePlace rows, TapeRegion? slope) in new[] { (part.Input, part.InputSlope), (part.Added, part.AddedSlope) })
        {
            if (slope is not null)
            {
                string count = $"{tape.Each(StepsOf(part.Input), part.Sum.Units).Rows} * {part.Sum.Units}";
                tape.Code.Line($"{tape.Helpers.AddRows()}(_tape, {SlopeAt(rows, slope)}, {At(part.OutputSlope)}, {count});");
            }
        }
    }
}
