using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes the merge of two directions, and the derivatives by each.</summary>
internal sealed class TrainedMergeWriter(TapeText tape)
{
    public void Forward(TrainedBidirectional part)
    {
        if (IsBoth(part))
        {
            foreach ((TrainedRecurrent half, string at) in Halves(part, part.Output.Region))
            {
                Copy(part, RowAt(half.Output), half.Recurrent.Output, at, part.Output.Region.Width, half.Recurrent.Output);
            }

            return;
        }

        var call = new EachCall(part.Both.Merge + "Forward", "What two directions are merged to.");
        Rows one = call.At("one", RowAt(part.Forward.Output));
        Rows other = call.At("other", RowAt(part.Backward.Output));
        Rows merged = call.At("merged", At(part.Output.Region));
        call.Read("a", one[0]);
        call.Read("b", other[0]);
        Definition function = Merging.Of(part.Both.Merge);
        call.Write(merged[0], function.Result);
        Line(call, part, function);
    }

    public void Backward(TrainedBidirectional part)
    {
        if (!part.Output.IsEveryStep)
        {
            foreach (TapeRegion region in new[] { part.Forward.OutputSlope, part.Backward.OutputSlope })
            {
                tape.Code.Line($"{tape.Names["Array"]}.Clear(_tape, {At(region)}, {Count(region)});");
            }
        }

        if (IsBoth(part))
        {
            foreach ((TrainedRecurrent half, string at) in Halves(part, part.OutputSlope))
            {
                string to = SlopeAt(half.Output, half.OutputSlope);
                Copy(part, at, part.OutputSlope.Width, to, half.Recurrent.Output, half.Recurrent.Output);
            }

            return;
        }

        var call = new EachCall(part.Both.Merge + "Backward", "The derivatives by each of two directions.");
        Rows one = call.At("one", RowAt(part.Forward.Output));
        Rows other = call.At("other", RowAt(part.Backward.Output));
        Rows slope = call.At("slope", At(part.OutputSlope));
        Rows oneSlope = call.At("oneSlope", SlopeAt(part.Forward.Output, part.Forward.OutputSlope));
        Rows otherSlope = call.At("otherSlope", SlopeAt(part.Backward.Output, part.Backward.OutputSlope));
        const string Slope = "d_y";
        Backwards both = Backwards.Of(Merging.Of(part.Both.Merge), tape.Plan.Element, Slope);
        call.Read(Slope, slope[0]);
        foreach (string needed in both.Needed.Where(needed => needed != Slope))
        {
            call.Read(needed, needed == "a" ? one[0] : other[0]);
        }

        call.Write(oneSlope[0], both.By("a"));
        call.Write(otherSlope[0], both.By("b"));
        Line(call, part, both.Derivative);
    }

    /// <summary>Whether both directions are output side by side.</summary>
    private static bool IsBoth(TrainedBidirectional part) => part.Both.Merge is Merge.Concat or Merge.None;

    /// <summary>Both directions, and where in rows of both the part of each starts.</summary>
    private (TrainedRecurrent Half, string At)[] Halves(TrainedBidirectional part, TapeRegion both) =>
        [(part.Forward, At(both)), (part.Backward, $"{At(both)} + {Width(part.Forward.Recurrent.Output)}")];

    private void Copy(TrainedBidirectional part, string from, int fromWidth, string to, int toWidth, int columns)
    {
        (string rows, string count) = tape.Each(StepsOf(part.Output), columns);
        tape.Code.Line($"{tape.Helpers.CopyRows()}(_tape, {from}, {Width(fromWidth)}, {to}, {Width(toWidth)}, {rows}, {count});");
    }

    /// <summary>The distance from one row to the next, or from one step to the next where all sequences are contiguous.</summary>
    private string Width(int values) => tape.Each(One, values).Units;

    private void Line(EachCall call, TrainedBidirectional part, Definition definition) => tape.Code.Line(call.Text(
        tape, definition.Statements, StepsOf(part.Output), part.Forward.Recurrent.Output));
}
