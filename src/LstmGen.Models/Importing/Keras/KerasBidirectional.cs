using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Reads the options of Bidirectional layers, which wrap an LSTM and a copy for the other direction.</summary>
internal static class KerasBidirectional
{
    public const string ClassName = "Bidirectional";

    /// <summary>How the two outputs become one: null keeps them separate, and the default is side by side.</summary>
    public static Merge MergeOf(KerasLayer layer) => layer.Config.FindOr("merge_mode", KerasHarmless.LeftOut)?.Text switch
    {
        null => layer.Has("merge_mode") ? Merge.None : Merge.Concat,
        "concat" => Merge.Concat,
        "sum" => Merge.Sum,
        "mul" => Merge.Mul,
        "ave" => Merge.Average,
        string other => throw new ModelException($"{layer.Shown} has the merge_mode {Shown.Text(other)}; there are concat, sum, mul, ave and none"),
    };

    /// <summary>
    /// The two halves with their directions. The rows of the second half are reversed before they are merged, whichever way it reads, and
    /// if the file has no options for it, it is the first half in the other direction.
    /// </summary>
    public static (KerasPart Forward, Direction ForwardDirection, KerasPart Backward, Direction BackwardDirection) Halves(KerasLayer layer)
    {
        // A file of Keras 3 says for both halves that the rows of masked steps are zero, which they also are in Keras 2.
        layer.Members().Known("layer", "backward_layer", "merge_mode").PassOver(KerasHarmless.ZeroOutputForMask).Float32().RequireAllKnown();
        bool hasBackward = layer.Config.FindOr("backward_layer", KerasHarmless.LeftOut) is not null;
        KerasLayer forward = Wrapped("layer");
        KerasLayer backward = hasBackward ? Wrapped("backward_layer") : forward;
        bool forwardTurns = KerasRecurrent.GoesBackwards(forward);
        bool backwardTurns = hasBackward ? KerasRecurrent.GoesBackwards(backward) : !forwardTurns;
        return forwardTurns != backwardTurns
            ? (new KerasPart(layer, KerasHalf.Forward, forward), forwardTurns ? Direction.GoBackwards : Direction.Forward,
                new KerasPart(layer, KerasHalf.Backward, backward), backwardTurns ? Direction.Backward : Direction.Turned)
            : throw new ModelException($"{layer.Shown} has go_backwards {(forwardTurns ? "true" : "false")} in its layer and in its backward_layer; they have to read in opposite directions");

        KerasLayer Wrapped(string member)
        {
            KerasLayer inner = layer.Wrapped(member);
            if (!KerasRecurrent.Is(inner.ClassName))
            {
                throw new ModelException($"{layer.Shown} wraps {inner.Shown}; an LSTM in it is supported");
            }

            inner.Config.PassOver("zero_output_for_mask", KerasHarmless.ZeroOutputForMask);
            return inner;
        }
    }
}
