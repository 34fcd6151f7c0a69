using System;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Reads LayerNormalization over the features.</summary>
internal static class KerasNormalization
{
    public const string ClassName = "LayerNormalization";

    /// <param name="features">How many features it reads, where that is known.</param>
    /// <param name="rank">The number of axes of its input; the features are the last.</param>
    public static (float Epsilon, float[]? Gamma, float[]? Beta) Read(KerasLayer layer, KerasTensors tensors, int? features, int rank)
    {
        layer.Members()
            .Known("axis", "epsilon", "center", "scale")
            .PassOver(KerasHarmless.NormalizationTraining)
            .Off("rms_scaling").Float32().RequireAllKnown();
        if (!KerasScaling.IsOfFeatures(layer, rank))
        {
            throw new ModelException($"{layer.Shown} normalizes over all features and steps at once, which isn't supported");
        }

        layer.Config.PassOver("axis", KerasHarmless.LastAxis, "each");
        double epsilon = layer.Config.FindOr("epsilon", KerasHarmless.LeftOut)?.Double ?? 1e-3;
        if (!(epsilon >= 0) || !float.IsFinite((float)epsilon))
        {
            throw new ModelException(FormattableString.Invariant($"{layer.Shown} has the epsilon {epsilon}; it is a finite number of at least 0"));
        }

        var part = new KerasPart(layer, KerasHalf.Only, layer);
        float[]? gamma = KerasScaling.Has(layer, "scale") ? Take(KerasTensor.Gamma) : null;
        return ((float)epsilon, gamma, KerasScaling.Has(layer, "center") ? Take(KerasTensor.Beta) : null);

        float[] Take(KerasTensor tensor) => tensors.Take(part, tensor, features ?? tensors.ShapeOf(part, tensor, 1)[0]);
    }
}
