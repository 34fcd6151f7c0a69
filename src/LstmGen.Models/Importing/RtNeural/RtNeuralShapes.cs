using System;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>
/// Reads the shapes of an RTNeural file: batch, steps and features, without the steps after a layer that output only its last one in the
/// original framework. Batch and steps mean nothing where one step is computed at a time, but two that differ show that the file mixes
/// parts of different models.
/// </summary>
internal sealed class RtNeuralShapes
{
    private JsonModel? _batch;
    private JsonModel? _steps;

    /// <summary>The features of the next shape, its last number.</summary>
    /// <exception cref="ModelException">It isn't a shape, or contradicts one that was read before.</exception>
    public int Features(JsonModel shape)
    {
        if (shape.Count is < 1 or > 3)
        {
            throw shape.Error(FormattableString.Invariant($"has {shape.Count} dimensions; batch, steps and features are supported"));
        }

        for (int i = 0; i < shape.Count - 1; i++)
        {
            shape[i].PassOver(RtNeuralHarmless.BatchAndSteps);
            if (!shape[i].IsNull && shape[i].Int < 1)
            {
                throw shape[i].Error(FormattableString.Invariant($"is {shape[i].Int}, and a positive number or null is needed"));
            }
        }

        if (shape.Count > 1)
        {
            Same(ref _batch, shape[0], "sequences in a batch");
        }

        if (shape.Count > 2)
        {
            Same(ref _steps, shape[1], "steps");
        }

        JsonModel size = shape[shape.Count - 1];
        return size.Int >= 1 ? size.Int : throw size.Error(FormattableString.Invariant($"is {size.Int}, and at least 1 is needed"));
    }

    private static void Same(ref JsonModel? first, JsonModel size, string what)
    {
        if (size.IsNull)
        {
            return;
        }

        first ??= size;
        if (first.Int != size.Int)
        {
            throw size.Error(FormattableString.Invariant($"says {size.Int} {what}, and {Shown.Text(first.Path)} says {first.Int}: the layers of a chain have the same number"));
        }
    }
}
