using System;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Reads Reshape layers, and Flatten layers of one row, which are supported if they leave each step's features as they are.
/// </summary>
internal static class KerasReshaping
{
    private const int MostAxes = 8;

    /// <summary>Whether a layer splits the features into several axes, in the same order; otherwise it changes nothing.</summary>
    /// <param name="shape">What it reads.</param>
    /// <exception cref="ModelException">It makes steps, or other features.</exception>
    public static bool Splits(KerasLayer layer, KerasShape shape)
    {
        layer.Source?.PassOver(KerasHarmless.ShapeAlone);
        if (layer.ClassName == "Flatten")
        {
            layer.Members().PassOver(KerasHarmless.DataFormat).Float32().RequireAllKnown();
            return false;
        }

        layer.Members().Known("target_shape").Float32().RequireAllKnown();
        JsonModel target = layer.Config["target_shape"];
        int[] sizes = [.. target.Items.Take(MostAxes + 1).Select(size => size.Int)];
        int features = shape.Features ?? throw new ModelException($"{layer.Shown} reads features whose number isn't known");
        bool isSame = shape.HasSteps
            ? sizes.Length == 2 && (sizes[0] == shape.Steps || sizes[0] == -1) && (sizes[1] == features || (sizes[1] == -1 && sizes[0] == shape.Steps))
            : Fits(sizes, features);
        return isSame
            ? !shape.HasSteps && sizes.Length > 1
            : throw new ModelException(FormattableString.Invariant(
                $"{layer.Shown} makes [{string.Join(", ", sizes)}] of {features} features{(shape.HasSteps ? " at each step" : "")}; only their own shape is supported, or several axes of them at the end of the model"));
    }

    /// <summary>Whether sizes, one of which may be -1 for the rest, have the same number of values.</summary>
    private static bool Fits(int[] sizes, int features)
    {
        // As decimals, no product of a few sizes overflows.
        decimal known = sizes.Where(size => size != -1).Aggregate(1m, (product, size) => product * size);
        return sizes.Length is > 0 and <= MostAxes && sizes.All(size => size is -1 or > 0)
            && (sizes.Count(size => size == -1) switch { 0 => known == features, 1 => features % known == 0, _ => false });
    }
}
