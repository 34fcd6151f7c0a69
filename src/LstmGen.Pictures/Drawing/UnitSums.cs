using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Svg;

namespace LstmGen.Pictures.Drawing;

/// <summary>The terms that a unit adds at a step.</summary>
internal sealed class UnitSums
{
    private readonly NetworkRun _run;

    public UnitSums(NetworkRun run, int layer, int half, int unit, int step)
    {
        _run = run;
        var places = new Places(run.Architecture, layer, half);
        LayerArchitecture what = run.Layer(layer);
        int sums = what is DenseArchitecture ? 1 : 4;
        LstmArchitecture? lstm = what is DenseArchitecture ? null : what.Lstms[half];
        bool Has(int sum) => !(lstm?.IsCoupled ?? false) || sum != 1;
        int[] Weights(Func<int, int> place) => [.. Enumerable.Range(0, sums).Select(sum => Has(sum) ? place(sum) : -1)];

        List<UnitTerm> terms = [.. Enumerable.Range(0, what.InputSize).Select(row => new UnitTerm(
            run.FeatureName(layer, row), run.Input(layer, step, row), ("x", Scene.Data("index", row)), Weights(sum => places.Kernel(row, sum, unit))))];
        if (lstm is not null)
        {
            terms.AddRange(Enumerable.Range(0, lstm.HiddenSize).Select(row => new UnitTerm(
                Shown(lstm, row, unit), run.Before(layer, half, step, CellValue.Hidden, row), ("h-before", Scene.Data("index", row)), Weights(sum => places.Recurrent(row, sum, unit)))));
            if (lstm.HasPeepholes)
            {
                terms.Add(new UnitTerm("its own c before", run.Before(layer, half, step, CellValue.Cell, unit), ("c-before", Scene.Data("unit", unit)), Weights(sum => sum < 2 ? places.Peephole(sum, unit) : -1)));
                terms.Add(new UnitTerm("its own new c", run[layer, half, step, CellValue.Cell, unit], ("c", Scene.Data("unit", unit)), Weights(sum => sum == 3 ? places.Peephole(sum, unit) : -1)));
            }
        }

        if (lstm?.HasBias ?? ((DenseArchitecture)what).HasBias)
        {
            terms.Add(new UnitTerm("bias", null, null, Weights(sum => places.Bias(sum, unit))));
        }

        Terms = terms;
        Count = sums;
    }

    public IReadOnlyList<UnitTerm> Terms { get; }

    /// <summary>How many sums there are.</summary>
    public int Count { get; }

    public double Product(UnitTerm term, int sum) => term.Weights[sum] < 0 ? 0 : _run.Parameter(term.Weights[sum]) * (term.Value ?? 1);

    public double Sum(int sum) => Terms.Sum(term => Product(term, sum));

    /// <summary>The terms that are drawn: all, or the largest in their order, with the others combined.</summary>
    public (IReadOnlyList<UnitTerm> Drawn, IReadOnlyList<UnitTerm> Smaller) Largest(int most)
    {
        if (Terms.Count <= most)
        {
            return (Terms, []);
        }

        HashSet<UnitTerm> largest = [.. Terms.Where(term => term.Value is not null).OrderByDescending(term => Enumerable.Range(0, Count).Max(sum => Math.Abs(Product(term, sum)))).Take(most - 2), .. Terms.Where(term => term.Value is null)];
        return ([.. Terms.Where(largest.Contains)], [.. Terms.Where(term => !largest.Contains(term))]);
    }

    private static string Shown(LstmArchitecture lstm, int row, int unit) => lstm.Projection is not null ? $"h, value {row}"
        : lstm.Units == 1 ? "h of the unit itself"
        : row == unit ? $"h of {Words.Unit(row)}, itself" : $"h of {Words.Unit(row)}";
}
