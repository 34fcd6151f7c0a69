using System.Collections.Generic;
using System.Globalization;

namespace LstmGen.Tests.Networks;

/// <summary>The numbers of an activation that takes some; null means the activation's default.</summary>
public readonly record struct Numbers(float? Alpha, float? Beta)
{
    /// <summary>Their values for an activation: its defaults if none are given, zero if it takes none.</summary>
    public (double Alpha, double Beta) For(Activation activation)
    {
        (double? alpha, double? beta) = Taken(activation);
        return (alpha ?? 0, beta ?? 0);
    }

    /// <summary>The same, with null where it takes none.</summary>
    public (double? Alpha, double? Beta) Taken(Activation activation)
    {
        (double? alpha, double? beta) = Own(activation);
        return (alpha is null ? null : Alpha ?? alpha, beta is null ? null : Beta ?? beta);
    }

    public IEnumerable<string> Options(string name, Activation activation)
    {
        (double? alpha, double? beta) = Own(activation);
        if (Alpha is float a && alpha is not null)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{name}Alpha = {a:R}f");
        }

        if (Beta is float b && beta is not null)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{name}Beta = {b:R}f");
        }
    }

    private static (double? Alpha, double? Beta) Own(Activation activation) => activation switch
    {
        Activation.HardSigmoid => (1f / 6f, 0.5),
        Activation.HardSigmoid02 => (0.2f, 0.5),
        Activation.LeakyRelu => (0.2f, null),
        Activation.ThresholdedRelu or Activation.Elu => (1, null),
        Activation.Affine => (1, 0),
        Activation.ScaledTanh => (1, 1),
        _ => (null, null),
    };
}
