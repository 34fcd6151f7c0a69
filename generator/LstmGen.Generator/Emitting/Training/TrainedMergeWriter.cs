using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;
using static LstmGen.Generator.Emitting.Training.TapeText;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Writes what is made of two directions, and the derivatives by each.</summary>
internal sealed class TrainedMergeWriter(TapeText tape)
{
    public void Forward(TrainedBidirectional part)
    {
        var call = new EachCall(part.Both.Merge + "Forward", "What two directions are merged to.");
        Rows one = call.At("one", RowAt(part.Forward.Output));
        Rows other = call.At("other", RowAt(part.Backward.Output));
        Rows merged = call.At("merged", At(part.Output.Region), Halves(part));
        call.Read("a", one[0]);
        call.Read("b", other[0]);
        if (IsBoth(part))
        {
            call.Write(merged[0], new Variable("a"));
            call.Write(merged[1], new Variable("b"));
            Line(call, part, new Definition([], [], []));
            return;
        }

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

        var call = new EachCall(part.Both.Merge + "Backward", "The derivatives by each of two directions.");
        Rows one = call.At("one", RowAt(part.Forward.Output));
        Rows other = call.At("other", RowAt(part.Backward.Output));
        Rows slope = call.At("slope", At(part.OutputSlope), Halves(part));
        Rows oneSlope = call.At("oneSlope", SlopeAt(part.Forward.Output, part.Forward.OutputSlope));
        Rows otherSlope = call.At("otherSlope", SlopeAt(part.Backward.Output, part.Backward.OutputSlope));
        if (IsBoth(part))
        {
            call.Read("a", slope[0]);
            call.Read("b", slope[1]);
            call.Write(oneSlope[0], new Variable("a"));
            call.Write(otherSlope[0], new Variable("b"));
            Line(call, part, new Definition([], [], []));
            return;
        }

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

    /// <summary>Whether both directions are handed on, side by side.</summary>
    private static bool IsBoth(TrainedBidirectional part) => part.Both.Merge is Merge.Concat or Merge.None;

    private static int Halves(TrainedBidirectional part) => IsBoth(part) ? 2 : 1;

    private void Line(EachCall call, TrainedBidirectional part, Definition definition) => tape.Code.Line(call.Text(
        tape, definition.Statements, StepsOf(part.Output), part.Forward.Recurrent.Output));
}
