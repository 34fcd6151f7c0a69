using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Finds which axis each position of a new shape is.</summary>
internal static class Reshaping
{
    /// <summary>
    /// The axes of the new shape, or null if it does more than insert and remove axes of size 1, merge some (the directions and their
    /// features first), or split those again.
    /// </summary>
    public static List<Axis>? Fit(IReadOnlyList<Axis> axes, IReadOnlyList<Place> places)
    {
        List<Axis> apart = Axis.Apart(axes);
        List<Axis>? joined = Axis.JoinDirections(apart);
        return (joined is null ? null : FitOneToOne(joined, places) ?? FitMerged(joined, places)) ?? FitOneToOne(apart, places) ?? FitMerged(apart, places)
            ?? (JoinSteps(joined ?? apart) is { } steps ? FitOneToOne(steps, places) : null);
    }

    /// <summary>The axes with that of the steps and the following features as one, or null if they aren't adjacent.</summary>
    private static List<Axis>? JoinSteps(List<Axis> axes)
    {
        int time = axes.FindIndex(axis => axis.Kind == AxisKind.Time);
        int features = time < 0 ? -1 : axes.FindIndex(time + 1, axis => axis.Size != 1);
        return features >= 0 && axes[features].Kind == AxisKind.Feature
            ? [.. axes.Take(time), Axis.Merge([axes[time], axes[features]]), .. axes.Skip(features + 1)]
            : null;
    }

    /// <summary>
    /// The axes of a shape in which one position is several adjacent axes; every other position is one axis, whose size it states.
    /// </summary>
    private static List<Axis>? FitMerged(List<Axis> axes, IReadOnlyList<Place> places)
    {
        List<Axis> wide = axes.FindAll(axis => axis.Size != 1);
        int merged = wide.Count - places.Count + 1;
        if (merged < 2 || places.Any(place => place.IsOne))
        {
            return null;
        }

        int front = 0;
        while (front < places.Count && places[front].IsSizeOf(wide[front]))
        {
            front++;
        }

        for (int i = front + 1; i < places.Count; i++)
        {
            if (!places[i].IsSizeOf(wide[i + merged - 1]))
            {
                return null;
            }
        }

        // The shape and the axes have the same number of values, so the one remaining position is the product of the remaining axes.
        Axis? merge = front < places.Count ? Axis.Merge(wide.GetRange(front, merged)) : null;
        return merge is null || (places[front].Size is not null && places[front].Size != merge.Size)
            ? null
            : [.. wide.Take(front), merge, .. wide.Skip(front + merged)];
    }

    private static List<Axis>? FitOneToOne(List<Axis> axes, IReadOnlyList<Place> places)
    {
        int wide = axes.Count(axis => axis.Size != 1);
        int asked = places.Count(place => !place.IsOne);
        bool hasRest = places.Any(place => place.IsRest);
        bool isRestOne = hasRest && asked == wide + 1;
        if ((asked != wide && !isRestOne) || places.Count(place => place.IsRest) > 1 || places.Count > ConstantFolder.MostAxes)
        {
            return null;
        }

        var fitted = new List<Axis>();
        int next = 0;
        var narrow = new List<Place>();
        int unknown = 0;
        foreach (Place place in places)
        {
            if (place.IsOne || (place.IsRest && isRestOne))
            {
                narrow.Add(place);
                continue;
            }

            AddNarrow();
            Axis axis = axes[next++];
            if (!place.IsSizeOf(axis))
            {
                // The size of one axis follows from all others; that of two would not.
                unknown++;
                bool isOnly = unknown == 1 && (place.IsRest || (!hasRest && (place.Size is null || axis.Size is null)));
                if (!isOnly)
                {
                    return null;
                }
            }

            fitted.Add(axis);
        }

        AddNarrow();
        return fitted;

        // The axes of size 1 up to the next wider one, as many as requested, preferring those with a meaning to inserted ones.
        void AddNarrow()
        {
            var given = new List<Axis>();
            while (next < axes.Count && axes[next].Size == 1)
            {
                given.Add(axes[next++]);
            }

            while (given.Count > narrow.Count)
            {
                int surplus = given.FindIndex(axis => axis.Kind == AxisKind.One);
                given.RemoveAt(surplus < 0 ? 0 : surplus);
            }

            while (given.Count < narrow.Count)
            {
                given.Add(new Axis(1, AxisKind.One));
            }

            fitted.AddRange(given);
            narrow.Clear();
        }
    }
}
