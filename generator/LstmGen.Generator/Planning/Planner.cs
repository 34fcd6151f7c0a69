using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Decides how a network is computed on a target.</summary>
internal static class Planner
{
    public static Plan Plan(LstmClass lstmClass, Target target)
    {
        List<LayerLayout> layouts = Lay(lstmClass.Network, out int packed, out int state, out int scratch);
        List<int> widths = Widths(lstmClass, target);
        IEnumerable<BackEnd> backEnds = widths.Select(width => BackEnd(
            lstmClass.Network,
            layouts,
            width,
            MethodBudget(lstmClass, target, width),
            // Behind vectors the scalar code is for the rare processor without them: there the short form will do.
            width == 1 && widths.Count > 1 && lstmClass.Options.Unroll == Unroll.Auto ? Unroll.Tiled : lstmClass.Options.Unroll));
        return new Plan(
            lstmClass,
            target,
            target.Resolve(lstmClass.Options.Arithmetic),
            new EquatableArray<LayerLayout>(layouts),
            new EquatableArray<BackEnd>(backEnds),
            packed,
            state,
            scratch);
    }

    /// <summary>Why the network can't be unrolled as its options ask, or null where it can. The analyzer warns of it.</summary>
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

        // The widest vectors are what the choice is about; behind them stands what other processors need.
        BackEnd backEnd = Plan(lstmClass, target).BackEnds[0];
        Budget step = Cost(backEnd);
        if (backEnd.Layers.Any(layer => layer.Tiled))
        {
            return $"a step would be {Text(step)} in straight-line code, and a method may have {Text(MethodBudget(lstmClass, target, backEnd.Width))}; the layers that are too big are computed in loops instead";
        }

        if (asked == Unroll.Full && backEnd.StepsPerMethod == 0)
        {
            Budget all = step * lstmClass.Network.Steps!.Value;
            return $"{lstmClass.Network.Steps} steps would be {Text(all)} in straight-line code, and a class may have {Text(Budget.OnDemand)}; one step is written out instead";
        }

        return null;

        static string Text(Budget budget) =>
            System.FormattableString.Invariant($"{budget.MultiplyAdds:N0} multiply-adds and {budget.Activations:N0} activations");
    }

    private static List<LayerLayout> Lay(Network network, out int packed, out int state, out int scratch)
    {
        var layouts = new List<LayerLayout>();
        int parameters = packed = state = scratch = 0;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            bool lstm = layer is LstmLayer;
            bool keepsOutput = !lstm && i < network.Layers.Count - 1;
            var layout = new LayerLayout(layer, parameters, packed, lstm ? state : -1, keepsOutput ? scratch : -1);
            layouts.Add(layout);
            parameters += (int)layer.ParameterCount;
            packed += Packing.Align(layer.Gates * layout.Rows * layout.PaddedUnits);
            state += lstm ? 2 * layout.PaddedUnits : 0;
            scratch += keepsOutput ? layout.PaddedUnits : 0;
        }

        return layouts;
    }

    private static List<int> Widths(LstmClass lstmClass, Target target)
    {
        VectorWidth widest = lstmClass.Options.VectorWidth;
        var widths = new List<int>();
        if (target.Vectors && widest != VectorWidth.Scalar)
        {
            bool fills256 = lstmClass.Network.Layers.Any(layer => Packing.Pad(layer.Units) >= 8);
            if (fills256 && widest != VectorWidth.Vector128)
            {
                widths.Add(8);
            }

            widths.Add(4);
        }

        widths.Add(1);
        return widths;
    }

    private static BackEnd BackEnd(Network network, List<LayerLayout> layouts, int width, Budget method, Unroll unroll)
    {
        var groups = layouts.Select(layout => Packing.Groups(layout.Layer.Units, width)).ToList();
        var costs = layouts.Select((layout, i) => Budget.Of(layout.Layer, groups[i])).ToList();
        Budget step = costs.Aggregate(default(Budget), (sum, cost) => sum + cost);
        bool inOneMethod = unroll != Unroll.Tiled && method.Covers(step);
        var layers = layouts.Select((layout, i) => new LayerSchedule(
            layout, groups[i], Tiled: unroll == Unroll.Tiled || !method.Covers(costs[i])));
        return new BackEnd(
            width,
            new EquatableArray<LayerSchedule>(layers),
            inOneMethod,
            inOneMethod && network.Steps is int steps ? StepsPerMethod(step, steps, method, unroll) : 0);
    }

    /// <summary>Before .NET 9 a vector of 128 bits has no fused multiply-add that is the same on every processor, so a helper chooses one.</summary>
    private static Budget MethodBudget(LstmClass lstmClass, Target target, int width) =>
        width == 4 && !target.VectorFusedMultiplyAdd && target.Resolve(lstmClass.Options.Arithmetic) == Arithmetic.Fused
            ? Budget.MethodOfCalls
            : Budget.Method;

    private static int StepsPerMethod(Budget step, int steps, Budget method, Unroll unroll)
    {
        if (unroll == Unroll.Full)
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

        return unroll == Unroll.Auto && Budget.WholeSequence.Covers(step * steps) && method.Covers(step * steps) ? steps : 0;
    }

    private static Budget Cost(BackEnd backEnd) =>
        backEnd.Layers.Aggregate(default(Budget), (sum, layer) => sum + Budget.Of(layer.Layout.Layer, layer.Groups));
}
