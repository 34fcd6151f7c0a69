using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Schedules.Pairs;

/// <summary>The pairs that no network can have, each kind with its reason.</summary>
internal static class Impossible
{
    private static readonly string[] OfVectors =
    [
        SchedulesOf.BackAndForth, SchedulesOf.Ahead, SchedulesOf.OutputLast, SchedulesOf.Joined, SchedulesOf.TwoWidths, SchedulesOf.NotFull,
        SchedulesOf.TurnsOfSteps, SchedulesOf.SideBySide, SchedulesOf.FewInTurn, SchedulesOf.DirectionsInTurn,
    ];

    private static readonly string[] OfLstms = [SchedulesOf.BackAndForth, SchedulesOf.Ahead, SchedulesOf.OutputLast, SchedulesOf.Joined];

    private static readonly string[] WrittenOut = [SchedulesOf.WrittenOut, SchedulesOf.OneMethod, SchedulesOf.WholeSequence, SchedulesOf.SequenceOfSteps];

    private static readonly string[] StepByStep =
        [SchedulesOf.OneMethod, SchedulesOf.WholeSequence, SchedulesOf.SequenceOfSteps, SchedulesOf.TurnsOfSteps, SchedulesOf.TurnsOfStep, SchedulesOf.SideBySide, SchedulesOf.FewInTurn];

    private static readonly string[] Dense = [.. OptionsOf.Dense.Select(one => one.Name)];

    private static readonly string[] Positionwise = [.. OptionsOf.Positionwise.Select(one => one.Name)];

    private static readonly string[] OfSums = [.. SchedulesOf.Layer.Select(one => one.Name)];

    private static readonly string[] Backwards =
        [OptionsOf.Backward, OptionsOf.GoBackwards, OptionsOf.Turned, .. OptionsOf.All.Where(option => option.StartsWith(OptionsOf.Bidirectional, System.StringComparison.Ordinal))];

    private static readonly string[] Rows = [.. OptionsOf.All.Where(option => option.StartsWith(OptionsOf.Rows, System.StringComparison.Ordinal))];

    /// <summary>Why no network has a pair, or null if one can.</summary>
    public static string? Reason(Pair pair) => Reasons.FirstOrDefault(one => one.Is(pair)).Why;

    private static IReadOnlyList<(string Why, System.Func<Pair, bool> Is)> Reasons { get; } =
    [
        ("scalar code has no vectors", pair => pair.Bits == 0 && OfVectors.Contains(pair.Schedule)),
        ("the narrowest vectors hold one gate, and what is left of a layer has vectors of the same width", pair => pair.Bits == 128 && pair.Schedule is SchedulesOf.Joined or SchedulesOf.TwoWidths),
        ("only an LSTM has gates, a recurrent kernel and sums that wait for h", pair => Dense.Contains(pair.Option) && OfLstms.Contains(pair.Schedule)),
        ("a layer without weighted sums is written in one way", pair => Positionwise.Contains(pair.Option) && OfSums.Contains(pair.Schedule)),
        ("beside a layer without weighted sums every other one has a method of its own", pair => pair.Schedule is SchedulesOf.OneMethod or SchedulesOf.WholeSequence or SchedulesOf.SequenceOfSteps
            && (pair.Option.StartsWith("a residual sum", System.StringComparison.Ordinal) || Positionwise.Contains(pair.Option))),
        ("layers of one vector each stand with the method of a step, and the narrowest vector has 4 lanes: a layer that is wider by more than 3 needs two", pair => pair is
            { Option: "Dense behind, wider than what it reads through another", Schedule: SchedulesOf.SequenceOfSteps, Bits: 128 }),
        ("a layer with a projection is computed in loops", pair => pair.Option == "a projection" && WrittenOut.Contains(pair.Schedule)),
        ("three gates, or one that waits for the new cell state, aren't joined", pair => pair is { Option: "coupled gates" or "peepholes", Schedule: SchedulesOf.Joined }),
        ("a layer that reads backwards needs its whole sequence", pair => Backwards.Contains(pair.Option) && StepByStep.Contains(pair.Schedule)),
        ("a layer that makes rows of others needs its whole sequence", pair => Rows.Contains(pair.Option) && StepByStep.Contains(pair.Schedule)),
        ("without Steps there is no whole sequence", pair => pair is { Option: "no Steps", Schedule: SchedulesOf.LayerByLayer or SchedulesOf.WholeSequence or SchedulesOf.SequenceOfSteps }),
        ("sequences that are masked by their values skip different steps", pair => pair is { Option: "masked by value", Schedule: SchedulesOf.SideBySide or SchedulesOf.FewInTurn or SchedulesOf.SequenceOfSteps }),
        ("without Steps no layer reads backwards", pair => pair is { Option: "no Steps", Schedule: SchedulesOf.DirectionsInTurn }),
        ("trained parameters, and the initial state that comes with them, are in the assembly", pair => pair is { Option: "trained" or "an initial state", Schedule: SchedulesOf.OfInstance }),
        ("parameters that come at run time are the instance's", pair => pair is { Option: "parameters at run time", Schedule: SchedulesOf.InPlace or SchedulesOf.Copied }),
    ];
}
