using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Finds the order of layers from their names and sizes. The counters in the names give the order within each class; across classes each
/// layer must read as many values as the previous one outputs.
/// </summary>
internal static class KerasWeightsOrder
{
    /// <exception cref="ModelException">There is no such order, or more than one.</exception>
    public static IReadOnlyList<KerasWeightsLayer> Find(IReadOnlyList<KerasWeightsLayer> layers)
    {
        KerasWeightsLayer[][] classes = layers
            .GroupBy(layer => layer.Base, StringComparer.Ordinal)
            .Select(group => group.OrderBy(layer => layer.Counter).ToArray())
            .ToArray();

        // How many orders complete one that already has a number of layers of each class and ends with a class; two means two or more.
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<KerasWeightsLayer>();
        var taken = new int[classes.Length];
        if (Count(taken, null) is int orders and not 1)
        {
            throw new ModelException(
                $"the order of the layers isn't in the file, and {(orders == 0 ? "no order fits their sizes" : "their sizes allow more than one")}; "
                + $"state it, with the names {Shown.List(layers.Select(layer => layer.Name).ToList())}");
        }

        while (order.Count < layers.Count)
        {
            for (int i = 0; i < classes.Length; i++)
            {
                if (Fits(i, order.LastOrDefault()))
                {
                    taken[i]++;
                    if (Count(taken, classes[i][taken[i] - 1]) == 1)
                    {
                        order.Add(classes[i][taken[i] - 1]);
                        break;
                    }

                    taken[i]--;
                }
            }
        }

        return order;

        bool Fits(int i, KerasWeightsLayer? last) => taken[i] < classes[i].Length && (last is null || classes[i][taken[i]].Input == last.Output);

        int Count(int[] soFar, KerasWeightsLayer? last)
        {
            if (soFar.Sum() == layers.Count)
            {
                return 1;
            }

            string key = string.Join(",", soFar) + "," + last?.Name;
            if (counts.TryGetValue(key, out int known))
            {
                return known;
            }

            int count = 0;
            for (int i = 0; i < classes.Length && count < 2; i++)
            {
                if (Fits(i, last))
                {
                    taken[i]++;
                    count += Count(taken, classes[i][taken[i] - 1]);
                    taken[i]--;
                }
            }

            return counts[key] = Math.Min(count, 2);
        }
    }
}
