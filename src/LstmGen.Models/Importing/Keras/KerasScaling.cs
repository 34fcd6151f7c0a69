using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Reads the layers that scale and shift features by numbers that don't change at inference: BatchNormalization, Normalization
/// and Rescaling.
/// </summary>
internal sealed class KerasScaling(KerasTensors tensors)
{
    /// <summary>The least value by which Keras divides, where the variance is 0 (<c>keras.config.epsilon()</c>).</summary>
    private const double LeastDeviation = 1e-7;

    /// <summary>The most features for which the configuration may have numbers.</summary>
    private const int MostNumbers = 1 << 16;

    public static bool Is(string className) => className is "BatchNormalization" or "Normalization" or "Rescaling";

    /// <summary>The tensors that a layer has, in the order of Keras' <c>get_weights()</c>.</summary>
    public static IReadOnlyList<KerasTensor> TensorsOf(KerasLayer layer) => layer.ClassName switch
    {
        KerasEmbedding.ClassName => [KerasTensor.Embeddings],
        KerasNormalization.ClassName =>
        [
            .. Has(layer, "scale") ? [KerasTensor.Gamma] : Array.Empty<KerasTensor>(),
            .. Has(layer, "center") ? [KerasTensor.Beta] : Array.Empty<KerasTensor>(),
        ],
        "BatchNormalization" =>
        [
            .. Has(layer, "scale") ? [KerasTensor.Gamma] : Array.Empty<KerasTensor>(),
            .. Has(layer, "center") ? [KerasTensor.Beta] : Array.Empty<KerasTensor>(),
            KerasTensor.MovingMean, KerasTensor.MovingVariance,
        ],
        "Normalization" when layer.Config.FindOr("mean", KerasHarmless.LeftOut) is null => [KerasTensor.Mean, KerasTensor.Variance, KerasTensor.Count],
        _ => [],
    };

    /// <param name="features">How many features it reads, where that is known.</param>
    /// <param name="rank">The number of axes of its input; the features are the last.</param>
    public Scaling Read(KerasLayer layer, int? features, int rank)
    {
        try
        {
            return layer.ClassName switch
            {
                "BatchNormalization" => Batch(layer, features, rank),
                "Normalization" => Normalization(layer, features, rank),
                _ => Rescaling(layer),
            };
        }
        catch (ModelException exception) when (!exception.Message.Contains(layer.Shown, StringComparison.Ordinal))
        {
            throw new ModelException($"{layer.Shown}: {exception.Message}", exception);
        }
    }

    private Scaling Batch(KerasLayer layer, int? known, int rank)
    {
        layer.Members()
            .Known("axis", "epsilon", "center", "scale")
            .PassOver(KerasHarmless.BatchTraining)
            .Off("renorm", "virtual_batch_size")
            .Float32().RequireAllKnown();
        if (!IsOfFeatures(layer, rank))
        {
            throw new ModelException($"{layer.Shown} normalizes over all features and steps at once, which isn't supported");
        }

        layer.Config.PassOver("axis", KerasHarmless.LastAxis, "each");
        var part = new KerasPart(layer, KerasHalf.Only, layer);
        int features = known ?? Count(part, KerasTensor.MovingMean);
        double epsilon = layer.Config.FindOr("epsilon", KerasHarmless.LeftOut)?.Double ?? 1e-3;
        double[] mean = Take(part, KerasTensor.MovingMean, features);
        double[] variance = Take(part, KerasTensor.MovingVariance, features);
        double[] gamma = Has(layer, "scale") ? Take(part, KerasTensor.Gamma, features) : [.. mean.Select(_ => 1.0)];
        double[] beta = Has(layer, "center") ? Take(part, KerasTensor.Beta, features) : new double[features];
        RequireVariance(layer, variance, epsilon, needsMore: true);
        double[] factors = [.. gamma.Select((value, i) => value / Math.Sqrt(variance[i] + epsilon))];
        return new Scaling(factors, [.. beta.Select((value, i) => value - (mean[i] * factors[i]))]);
    }

    private Scaling Normalization(KerasLayer layer, int? known, int rank)
    {
        layer.Members().Known("axis", "mean", "variance", "invert").Float32().RequireAllKnown();
        bool isEach = IsOfFeatures(layer, rank);
        (double[] mean, double[] variance) = Statistics(layer, isEach, known);
        layer.Config.PassOver("axis", KerasHarmless.LastAxis, mean.Length == 1 ? "one" : "each");
        RequireVariance(layer, variance, 0, needsMore: false);
        double[] deviation = [.. variance.Select(value => Math.Max(Math.Sqrt(value), LeastDeviation))];
        return layer.Config.BoolOr("invert", false, KerasHarmless.LeftOut)
            ? new Scaling(deviation, mean)
            : new Scaling([.. deviation.Select(value => 1 / value)], [.. mean.Select((value, i) => -value / deviation[i])]);
    }

    /// <summary>The mean and the variance, which are options, or tensors if <c>adapt</c> computed them.</summary>
    private (double[] Mean, double[] Variance) Statistics(KerasLayer layer, bool isEach, int? known)
    {
        JsonModel? mean = layer.Config.FindOr("mean", KerasHarmless.LeftOut);
        JsonModel? variance = layer.Config.FindOr("variance", KerasHarmless.LeftOut);
        if (mean is not null && variance is not null)
        {
            (double[] Mean, double[] Variance) stated = (Numbers(mean), Numbers(variance));
            return stated.Mean.Length == stated.Variance.Length && (isEach || stated.Mean.Length == 1)
                ? stated
                : throw new ModelException(
                    $"{layer.Shown} has {stated.Mean.Length} means and {stated.Variance.Length} variances, and one of each for each feature is needed");
        }

        if (mean is not null || variance is not null)
        {
            throw new ModelException(
                $"{layer.Shown} has a {(mean is null ? "variance" : "mean")} and no {(mean is null ? "mean" : "variance")}");
        }

        var part = new KerasPart(layer, KerasHalf.Only, layer);
        long[] shape = isEach ? [known ?? Count(part, KerasTensor.Mean)] : [];
        return (Take(part, KerasTensor.Mean, shape), Take(part, KerasTensor.Variance, shape));
    }

    private static Scaling Rescaling(KerasLayer layer)
    {
        layer.Members().Known("scale", "offset").Float32().RequireAllKnown();
        return new Scaling(Numbers(layer.Config["scale"]), layer.Config.FindOr("offset", KerasHarmless.LeftOut) is { } offset ? Numbers(offset) : [0]);
    }

    /// <summary>
    /// Whether a layer has numbers for each feature; they may also apply to all features and steps (axis null). Other axes are errors.
    /// </summary>
    public static bool IsOfFeatures(KerasLayer layer, int rank)
    {
        if (layer.Has("axis") && layer.Config.Find("axis") is null)
        {
            return false;
        }

        JsonModel? stated = layer.Config.FindOr("axis", KerasHarmless.LeftOut);

        // Keras 2 has a list, and Keras 3 writes a tuple as an object.
        JsonModel? list = stated is { IsObject: true } ? Items(stated, "__tuple__", "items") : stated is { IsArray: true } ? stated : null;
        if (list is { Count: 0 })
        {
            return false;
        }

        int axis = list is not null ? (list.Count == 1 ? list[0].Int : throw layer.Config["axis"].Error(
            "names several axes, which isn't supported")) : stated?.Int ?? -1;
        return axis == -1 || axis == rank - 1
            ? true
            : throw new ModelException(FormattableString.Invariant(
                $"{layer.Shown} has the axis {axis} of {rank}; it has to be the last one, that of the features"));
    }

    /// <summary>A number, or numbers along the features. NumPy arrays are objects in files of Keras 3.</summary>
    private static double[] Numbers(JsonModel value)
    {
        JsonModel inner = value.IsObject ? Items(Items(value, "__numpy__", "config"), null, "value") : value;

        // Axes of size 1 may come before the features.
        for (int i = 0; i < 8 && inner is { IsArray: true, Count: 1 }; i++)
        {
            inner = inner[0];
        }

        return inner.IsArray
            ? inner.Count <= MostNumbers ? [.. inner.Items.Select(item => item.Double)] : throw inner.Error(
                "has more numbers than can be generated")
            : [inner.Double];
    }

    private static JsonModel Items(JsonModel value, string? className, string member)
    {
        var members = new KerasMembers(value, Shown.Text(value.Path));
        if (className is null)
        {
            members.Known(member).PassOver(KerasHarmless.NumberType).RequireAllKnown();
            return value[member];
        }

        members.Known("class_name", member).RequireAllKnown();
        return value["class_name"].Text == className ? value[member] : throw value.Error(
            $"is the class {Shown.Text(value["class_name"].Text)}, and {className} is known there");
    }

    public static bool Has(KerasLayer layer, string option) => layer.Config.BoolOr(option, true, KerasHarmless.LeftOut);

    private int Count(KerasPart part, KerasTensor tensor) => (int)Math.Min(tensors.ShapeOf(part, tensor, 1)[0], int.MaxValue);

    private double[] Take(KerasPart part, KerasTensor tensor, params long[] shape)
    {
        double[] values = Array.ConvertAll(tensors.Take(part, tensor, shape), value => (double)value);
        int at = Array.FindIndex(values, value => !double.IsFinite(value));
        return at < 0 ? values : throw new ModelException(FormattableString.Invariant(
            $"{part.Shown} has {values[at]} as value {at} of its {KerasTensorNames.Of(tensor)}, and finite numbers are needed"));
    }

    private static void RequireVariance(KerasLayer layer, double[] variance, double epsilon, bool needsMore)
    {
        int at = Array.FindIndex(variance, value => value < 0 || (needsMore && !(value + epsilon > 0)));
        if (at >= 0)
        {
            throw new ModelException(FormattableString.Invariant(
                $"{layer.Shown} has the variance {variance[at]} and the epsilon {epsilon}, and {(needsMore ? "their sum has to be more than 0" : "a variance isn't negative")}"));
        }
    }
}
