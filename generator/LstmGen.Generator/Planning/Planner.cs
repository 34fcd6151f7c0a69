using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning.Training;

namespace LstmGen.Generator.Planning;

/// <summary>Decides how a network is computed on a target.</summary>
internal static class Planner
{
    public static Plan Plan(LstmClass lstmClass, Target target)
    {
        Element element = Element.Of(lstmClass.Options.Precision);
        var rows = new RowPlaces(lstmClass.Network, element);
        List<LayerLayout> layouts = Lay(lstmClass.Network, element, rows, out int packed, out int state, out int batchRows);
        List<int> widths = Widths(lstmClass, element, target);
        BackEnd[] backEnds = [.. widths.Select(width => BackEnd(
            lstmClass.Network,
            element,
            layouts,
            width,
            MethodBudget(lstmClass, element, target, width),
            UnrollOf(lstmClass, width, widths),
            target))];
        BatchPlan batch = new BatchPlanner(lstmClass.Network, element, target, layouts, backEnds).Plan(batchRows);
        var memory = new MemoryPlan(lstmClass.Network, element, target, backEnds, batch, state, rows);
        return new Plan(
            lstmClass,
            target,
            target.Resolve(lstmClass.Options.Arithmetic),
            new EquatableArray<LayerLayout>(layouts),
            new EquatableArray<BackEnd>(backEnds),
            packed,
            state,
            memory,
            // A block is on the stack, with states that are structures.
            memory.IsObject ? batch with { BackEnds = default } : batch,
            TraceLayout.Of(lstmClass.Network, layouts),
            Storage(lstmClass.Network, target, packed))
        {
            Training = lstmClass.Training is { } training ? TrainingPlanner.Plan(lstmClass.Network, training, element) : null,
        };
    }

    /// <summary>Why the network can't be unrolled as its options ask, or null where it can. The analyzer warns about it.</summary>
    public static string? UnrollObstacle(LstmClass lstmClass, Target target)
    {
        Unroll asked = lstmClass.Options.Unroll;
        if (asked is not (Unroll.Full or Unroll.Step))
        {
            return null;
        }

        if (asked == Unroll.Full && lstmClass.Network.Steps is null)
        {
            return "Unroll = Full writes out every step of a sequence, and Steps is not given; one step is written out instead";
        }

        if (asked == Unroll.Full && !lstmClass.Network.IsStreaming)
        {
            RowsLayer? rows = lstmClass.Network.Layers.OfType<RowsLayer>().FirstOrDefault();
            return (rows is null ? "a layer reads the sequence backwards" : $"layer {rows.Name} {rows.Obstacle}")
                + ", so each layer reads all of it before the next layer's turn comes; one step of each layer is written out instead";
        }

        if (asked == Unroll.Full && lstmClass.Network.Layers.OfType<PositionwiseLayer>().FirstOrDefault() is { } row)
        {
            return $"layer {row.Name} ({row.TypeName}) is computed in loops; one step of each other layer is written out instead";
        }

        if (lstmClass.Network.Recurrent.FirstOrDefault(layer => layer.Projector is not null) is { } projected)
        {
            return $"layer {projected.Name} has a projection, which comes between its cells and their hidden state; "
                + "such layers are computed in loops instead";
        }

        // The choice concerns the widest vectors, which come first; the rest is for other processors.
        BackEnd backEnd = Plan(lstmClass, target).BackEnds[0];
        Budget step = Cost(backEnd);
        if (backEnd.Stages.Any(stage => stage.All.Any(layer => layer is TiledSchedule)))
        {
            Budget method = MethodBudget(lstmClass, Element.Of(lstmClass.Options.Precision), target, backEnd.Width);
            return $"a step would be {Text(step)} in straight-line code, and a method may have {Text(method)}; "
                + "the layers that are too big are computed in loops instead";
        }

        if (asked == Unroll.Full && backEnd.StepsPerMethod == 0)
        {
            Budget all = step * lstmClass.Network.Steps!.Value;
            return $"{lstmClass.Network.Steps} steps would be {Text(all)} in straight-line code, "
                + $"and a class may have {Text(Budget.OnDemand)}; one step is written out instead";
        }

        return null;
    }

    /// <summary>
    /// The cost of writing out a whole sequence as the options ask, or null where it is small. The analyzer warns about it.
    /// </summary>
    public static string? UnrollCost(LstmClass lstmClass, Target target)
    {
        if (lstmClass.Options.Unroll != Unroll.Full || lstmClass.Network.Steps is not int steps)
        {
            return null;
        }

        Budget all = Plan(lstmClass, target).BackEnds
            .Where(backEnd => backEnd.StepsPerMethod > 0)
            .Aggregate(default(Budget), (sum, backEnd) => sum + (Cost(backEnd) * steps));
        if (all.MultiplyAdds <= Budget.CheapMultiplyAdds)
        {
            return null;
        }

        string kilobytes = System.FormattableString.Invariant($"{all.MultiplyAdds * BytesOfLine / 1000:N0}");
        return $"{steps} steps are {Text(all)} in straight-line code for all widths of vectors together, "
            + $"about {kilobytes} KB of C#; Unroll = Auto gives the same bits with less";
    }

    /// <summary>A line that adds a product, with its comment.</summary>
    private const long BytesOfLine = 130;

    private static string Text(Budget budget) =>
        System.FormattableString.Invariant($"{budget.MultiplyAdds:N0} multiply-adds and {budget.Activations:N0} activations");

    private static List<LayerLayout> Lay(Network network, Element element, RowPlaces rows, out int packed, out int state, out int batchRows)
    {
        var layouts = new List<LayerLayout>();
        int parameters = packed = state = batchRows = 0;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            foreach (WeightedLayer part in network.Layers[i].Parts)
            {
                bool hasState = part is RecurrentLayer;
                (int start, int batchStart) = hasState ? (state, batchRows) : (-1, -1);
                var layout = new LayerLayout(part, parameters, packed, start, batchStart, rows.Of(i), element);
                layouts.Add(layout);
                parameters += (int)part.Tensors.Sum(tensor => tensor.Count);
                packed += Packing.Align(layout.PackedCount, element);
                state += layout.State.Sum(slot => Packing.Pad(slot.Count, element));
                batchRows += layout.State.Sum(slot => slot.Count);
            }
        }

        return layouts;
    }

    private static ParameterStorage Storage(Network network, Target target, int packed) =>
        network.Parameters is null ? ParameterStorage.Instance
        : target.ConstantSpans && packed <= Crossovers.MostParametersInPlace ? ParameterStorage.Constants
        : ParameterStorage.Copy;

    private static List<int> Widths(LstmClass lstmClass, Element element, Target target)
    {
        VectorWidth widest = lstmClass.Options.VectorWidth;
        var widths = new List<int>();
        if (target.Vectors && widest != VectorWidth.Scalar)
        {
            int most = widest == VectorWidth.Auto ? element.Widest : element.Lanes((int)widest);
            for (int width = target.Vector512 ? most : System.Math.Min(most, element.Lanes(256)); width >= element.Narrowest; width /= 2)
            {
                widths.Add(width);
            }
        }

        widths.Add(1);
        return widths;
    }

    private static BackEnd BackEnd(
        Network network, Element element, List<LayerLayout> layouts, int width, Budget method, Unroll unroll, Target target)
    {
        int stepsAtOnce = width > 1 && layouts.All(layout => layout.PaddedUnits * element.Bytes <= MostBytesForTurns) ? StepsOfATurn : 1;
        var planner = new LayerPlanner(element, width, method, unroll, stepsAtOnce);
        int next = 0;
        var stages = new List<Stage>();
        foreach (Layer layer in network.Layers)
        {
            int halves = layer is RowsLayer ? 0 : layer is BidirectionalLayer ? 2 : 1;
            var schedules = new EquatableArray<LayerSchedule>([.. Enumerable.Range(0, halves).Select(_ => Schedule())]);
            stages.Add(new Stage(layer, Stride(layer), schedules));
        }

        Budget step = stages.Where(stage => stage.Halves.Count > 0)
            .Aggregate(default(Budget), (sum, stage) => sum + Budget.Of(stage.First.Layer, stage.First.Groups, element));

        // A positionwise layer has no straight-line form: beside one, a step is calls, with rows between them in memory, and never the
        // single method of a step, which needs no memory of its own.
        bool inOneMethod = network.IsStreaming && method.Covers(step) && stages.All(stage => stage.First is StraightSchedule);
        int perMethod = inOneMethod && network.Steps is int steps ? StepsPerMethod(step, steps, method) : 0;
        bool isMethod = perMethod > 0 && unroll == Unroll.Auto && Crossovers.WritesOutSequence(network, target, stages, perMethod);
        int writtenOut = unroll == Unroll.Full || isMethod ? perMethod : 0;
        return new BackEnd(width, new EquatableArray<Stage>(stages), inOneMethod, stepsAtOnce, writtenOut) { StepIsMethod = isMethod };

        // Repeated rows and the last rows are read where they are.
        int Stride(Layer layer) => stages.Count == 0 ? layer.Input
            : stages[stages.Count - 1].Layer is not RowsLayer { Kind: var before } ? Packing.Pad(layer.Input, element)
            : before == RowsKind.Repeat ? 0
            : before == RowsKind.Last ? stages[stages.Count - 1].InputStride
            : Packing.Pad(layer.Input, element);

        // Of a layer, followed by its projection.
        LayerSchedule Schedule()
        {
            LayerLayout layout = layouts[next++];
            return planner.Plan(layout, layout.Layer is RecurrentLayer { Projector: not null } ? Schedule() : null);
        }
    }

    /// <summary>
    /// How much is written out for a width. Where a class has vectors, its scalar code is for the rare processor without them, and the
    /// short form suffices.
    /// </summary>
    private static Unroll UnrollOf(LstmClass lstmClass, int width, List<int> widths)
    {
        Unroll asked = lstmClass.Options.Unroll;
        return asked == Unroll.Auto && width == 1 && widths.Count > 1 ? Unroll.Tiled : asked;
    }

    /// <summary>
    /// Before .NET 9 a vector of 128 bits has no fused multiply-add that is the same on every processor, so a helper chooses one.
    /// </summary>
    private static Budget MethodBudget(LstmClass lstmClass, Element element, Target target, int width) =>
        width == 1 ? Budget.ScalarMethod
        : width == element.Narrowest && !target.VectorFusedMultiplyAdd && target.Resolve(lstmClass.Options.Arithmetic) == Arithmetic.Fused
            ? Budget.MethodOfCalls
            : Budget.Method;

    /// <summary>A layer computes several steps at once, so that shared work is done once.</summary>
    private const int StepsOfATurn = 4;

    /// <summary>
    /// The most bytes of a layer's units for that. With more, the layers' rows for several steps would be too much for a small stack.
    /// </summary>
    private const int MostBytesForTurns = 2048;

    private static int StepsPerMethod(Budget step, int steps, Budget method)
    {
        if (!Budget.OnDemand.Covers(step * steps))
        {
            return 0;
        }

        int most = steps;
        while (most > 1 && !method.Covers(step * most))
        {
            most = (most + 1) / 2;
        }

        return most;
    }

    private static Budget Cost(BackEnd backEnd) =>
        backEnd.All.Aggregate(default(Budget), (sum, layer) => sum + Budget.Of(layer.Layer, layer.Groups, layer.Layout.Element));
}
