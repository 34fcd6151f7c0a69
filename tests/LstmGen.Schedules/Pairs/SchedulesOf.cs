using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Schedules.Pairs;

/// <summary>How a layer or a network is computed, as its plan says, by names for a table.</summary>
internal static class SchedulesOf
{
    public const string OneMethod = "written out, all layers in one method";
    public const string WholeSequence = "whole sequences written out";
    public const string SequenceOfSteps = "whole sequences of the method of a step";
    public const string Joined = "joined gates";
    public const string BackAndForth = "back and forth";
    public const string Ahead = "the input's sums ahead";
    public const string OutputLast = "the output gate last";
    public const string TwoWidths = "vectors of two widths";
    public const string NotFull = "a vector that isn't full";
    public const string InPlace = "parameters in place";
    public const string Copied = "parameters copied";
    public const string OfInstance = "parameters of the instance";
    public const string LayerByLayer = "layer by layer";
    public const string TurnsOfSteps = "turns of several steps";
    public const string TurnsOfStep = "turns of one step";
    public const string SideBySide = "batches side by side";
    public const string WrittenOut = "written out, a method each";
    public const string FewInTurn = "few sequences take turns at each step";
    public const string DirectionsInTurn = "directions take turns at each step";

    public static IReadOnlyList<(string Name, Func<BackEnd, LayerSchedule, bool> Has)> Layer { get; } =
    [
        ("loops", (_, layer) => layer is TiledSchedule),
        (WrittenOut, (backEnd, layer) => layer is StraightSchedule && !backEnd.InOneMethod),
        (OneMethod, (backEnd, layer) => backEnd.InOneMethod),
        (WholeSequence, (backEnd, _) => backEnd.StepsPerMethod > 0 && !backEnd.StepIsMethod),
        (SequenceOfSteps, (backEnd, _) => backEnd.StepsPerMethod > 0 && backEnd.StepIsMethod),
        (BackAndForth, (_, layer) => layer is TiledSchedule { GoesBackAndForth: true }),
        (Ahead, (_, layer) => layer is TiledSchedule { Hoisting: not null }),
        (OutputLast, (_, layer) => layer is TiledSchedule { AddsLastSumLate: true }),
        ("sums in several chains", (_, layer) => layer is not PositionwiseSchedule && Summation.Chains(layer.Layer) > 1),
        ("sums in blocks", (_, layer) => layer.Layer is var of and not PositionwiseLayer
            && (Summation.Order(of, of.Input).HasBlocks || (of.Recurrent > 0 && Summation.Order(of, of.Recurrent).HasBlocks))),
        (Joined, (_, layer) => layer.Groups.Any(group => group.Joined > 1)),
        (TwoWidths, (_, layer) => layer.Groups.Select(group => group.Lanes).Distinct().Count() > 1),
        (NotFull, (_, layer) => layer.Groups.Any(group => !group.IsFull)),
    ];

    public static IReadOnlyList<(string Name, Func<Plan, BackEnd, bool> Has)> Network { get; } =
    [
        (OfInstance, (plan, _) => plan.Storage == ParameterStorage.Instance),
        (InPlace, (plan, _) => plan.Storage == ParameterStorage.Constants),
        (Copied, (plan, _) => plan.Storage == ParameterStorage.Copy),
        (LayerByLayer, (plan, _) => !plan.Network.IsStreaming),
        (TurnsOfSteps, (plan, backEnd) => plan.Network.IsStreaming && !backEnd.InOneMethod && backEnd.StepsAtOnce > 1),
        (TurnsOfStep, (plan, backEnd) => plan.Network.IsStreaming && !backEnd.InOneMethod && backEnd.StepsAtOnce == 1),
        (SideBySide, (plan, backEnd) => plan.Batch.IsVectorised && backEnd.Width > 1),
        (FewInTurn, (plan, backEnd) => plan.Batch.SequencesOfTurn > 1 && backEnd.Width > 1),
        (DirectionsInTurn, (_, backEnd) => backEnd.Width > 1 && backEnd.Stages.Any(stage => stage.TakesTurns)),
        ("batches one by one", (plan, backEnd) => !plan.Batch.IsVectorised || backEnd.Width == 1),
    ];

    public static IEnumerable<string> All => [.. Layer.Select(one => one.Name), .. Network.Select(one => one.Name)];

    public static IEnumerable<string> Of(BackEnd backEnd, LayerSchedule layer) => Layer.Where(one => one.Has(backEnd, layer)).Select(one => one.Name);

    public static IEnumerable<string> Of(Plan plan, BackEnd backEnd) => Network.Where(one => one.Has(plan, backEnd)).Select(one => one.Name);
}
