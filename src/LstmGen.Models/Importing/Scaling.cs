using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing;

/// <summary>
/// What a file does to each feature between layers: factor·x + offset, in double precision from the numbers in the file. Several in a row
/// are combined, so that they are rounded once.
/// </summary>
internal sealed class Scaling
{
    /// <summary>
    /// How far from zero a scaled feature may be moved by its offset alone before the offset cancels too many digits of the scaled
    /// input. Up to here folding costs at most 8·2^-24, which is 5e-7 of a weight.
    /// </summary>
    private const double FarOffset = 8;

    private readonly double[] _factors;
    private readonly double[] _offsets;

    /// <param name="factors">One for each feature, or one for all.</param>
    /// <param name="offsets">One for each feature, or one for all.</param>
    /// <exception cref="ModelException">There are different numbers of them, or one isn't finite.</exception>
    public Scaling(IReadOnlyList<double> factors, IReadOnlyList<double> offsets)
    {
        int count = Math.Max(factors.Count, offsets.Count);
        if ((factors.Count != count && factors.Count != 1) || (offsets.Count != count && offsets.Count != 1))
        {
            throw new ModelException($"{factors.Count} features are scaled, and {offsets.Count} shifted");
        }

        Features = count == 1 ? null : count;
        _factors = [.. factors];
        _offsets = [.. offsets];
        double[] unusable = [.. _factors.Concat(_offsets).Where(value => !double.IsFinite(value)).Take(1)];
        if (unusable.Length > 0)
        {
            throw new ModelException(FormattableString.Invariant(
                $"a feature is scaled or shifted by {unusable[0]}, and a finite number is needed"));
        }
    }

    /// <summary>The number of features; null if every feature is scaled alike.</summary>
    public int? Features { get; }

    public bool IsIdentity => Array.TrueForAll(_factors, factor => factor == 1) && Array.TrueForAll(_offsets, offset => offset == 0);

    /// <summary>Whether some feature is shifted.</summary>
    public bool Shifts => Array.Exists(_offsets, offset => offset != 0);

    /// <summary>All of its numbers.</summary>
    public IEnumerable<double> Numbers => _factors.Concat(_offsets);

    public double Factor(int feature) => _factors[_factors.Length == 1 ? 0 : feature];

    public double Offset(int feature) => _offsets[_offsets.Length == 1 ? 0 : feature];

    /// <summary>The inverse scaling. No factor is 0.</summary>
    public Scaling Inverse() => new(
        [.. _factors.Select(factor => 1 / factor)],
        [.. Enumerable.Range(0, Math.Max(_factors.Length, _offsets.Length)).Select(i => -Offset(i) / Factor(i))]);

    /// <summary>This scaling followed by another, as one.</summary>
    public Scaling Then(Scaling next)
    {
        int count = Math.Max(Features ?? 1, next.Features ?? 1);
        bool fits = (Features ?? count) == count && (next.Features ?? count) == count;
        return fits
            ? new Scaling(
                [.. Enumerable.Range(0, count).Select(i => next.Factor(i) * Factor(i))],
                [.. Enumerable.Range(0, count).Select(i => (next.Factor(i) * Offset(i)) + next.Offset(i))])
            : throw new ModelException(FormattableString.Invariant($"{Features} features are scaled, and {next.Features} after that"));
    }

    /// <summary>
    /// What to subtract from the features first, rounded to floats, so that the rest can be folded into weights accurately enough; null if
    /// it can be folded as it is. With a mean far from zero relative to the deviation, the products of the mean and of the input would
    /// cancel each other.
    /// </summary>
    public float[]? Centre(int features)
    {
        float[] centre = [.. Enumerable.Range(0, features).Select(i => IsFar(i) ? (float)(-Offset(i) / Factor(i)) : 0)];
        return Array.Exists(centre, value => value != 0) && Array.TrueForAll(centre, float.IsFinite) ? centre : null;
    }

    /// <summary>The scaling of features from which a centre was subtracted.</summary>
    public Scaling Around(float[] centre) => new(
        [.. Enumerable.Range(0, centre.Length).Select(Factor)],
        [.. Enumerable.Range(0, centre.Length).Select(i => Offset(i) + (Factor(i) * centre[i]))]);

    /// <summary>The kernel and the bias of a layer that reads scaled features, for the unscaled features.</summary>
    /// <param name="kernel">[features, columns], row by row.</param>
    /// <param name="bias">[columns], or null.</param>
    public (float[] Kernel, float[]? Bias) IntoReader(float[] kernel, float[]? bias, int features)
    {
        int columns = kernel.Length / features;
        var scaled = new float[kernel.Length];
        var sums = new double[columns];
        for (int i = 0; i < features; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                double weight = kernel[(i * columns) + j];
                scaled[(i * columns) + j] = Rounded(Factor(i) * weight);
                sums[j] += Offset(i) * weight;
            }
        }

        return (scaled, bias is null && !Shifts ? null : [.. sums.Select((sum, j) => Rounded((bias?[j] ?? 0) + sum))]);
    }

    /// <summary>The kernel and the bias of a layer without an activation that computes scaled features.</summary>
    /// <param name="kernel">[input, features], row by row.</param>
    /// <param name="bias">[features], or null.</param>
    public (float[] Kernel, float[]? Bias) IntoWriter(float[] kernel, float[]? bias, int features) => (
        [.. kernel.Select((weight, at) => Rounded(Factor(at % features) * weight))],
        bias is null && !Shifts ? null : [.. Enumerable.Range(0, features).Select(i => Rounded((Factor(i) * (bias?[i] ?? 0)) + Offset(i)))]);

    /// <summary>The kernel and the bias of a layer that only scales.</summary>
    public (float[] Kernel, float[]? Bias) AsLayer(int features)
    {
        var identity = new float[features * features];
        for (int i = 0; i < features; i++)
        {
            identity[(i * features) + i] = 1;
        }

        return IntoWriter(identity, null, features);
    }

    private bool IsFar(int feature) => Factor(feature) != 0 && Math.Abs(Offset(feature)) > FarOffset;

    private static float Rounded(double value) => (float)value is var rounded && (float.IsFinite(rounded) || !double.IsFinite(value))
        ? rounded
        : throw new ModelException(FormattableString.Invariant(
            $"a weight becomes {value:g3} where features are scaled, which is too large for a float"));
}
