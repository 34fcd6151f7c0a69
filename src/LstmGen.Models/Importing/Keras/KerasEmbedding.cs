using System;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Reads Embedding, a table whose rows are looked up by the ids of the input.</summary>
internal static class KerasEmbedding
{
    public const string ClassName = "Embedding";

    /// <summary>The table, and whether steps with id 0 are masked.</summary>
    /// <param name="steps">How many steps a sequence has, where that is known.</param>
    public static (int Count, int Units, float[] Table, bool MasksZero) Read(KerasLayer layer, KerasTensors tensors, int? steps)
    {
        layer.Members()
            .Known("input_dim", "output_dim", "mask_zero", "input_length")
            .PassOver(KerasHarmless.EmbeddingTraining).PassOver(KerasHarmless.Regularizers)
            .Off("lora_rank", "lora_alpha", "quantization_config", "sparse").Float32().RequireAllKnown();
        if (layer.Config.FindOr("input_length", KerasHarmless.LeftOut) is { } length && steps is int known && length.Int != known)
        {
            throw new ModelException(FormattableString.Invariant($"{layer.Shown} has the input_length {length.Int}, and it reads {known} steps"));
        }

        (int count, int units) = (layer.Config["input_dim"].Int, layer.Config["output_dim"].Int);
        if (count < 1 || units is < 1 or > Limits.Units || (long)count * units > Limits.TrainedParameters)
        {
            throw new ModelException(FormattableString.Invariant(
                $"{layer.Shown} has a table of {count} rows of {units} values; at most {Limits.Units} values in a row, and {Limits.TrainedParameters:N0} in all, can be generated"));
        }

        float[] table = tensors.Take(new KerasPart(layer, KerasHalf.Only, layer), KerasTensor.Embeddings, count, units);
        return (count, units, table, layer.Config.BoolOr("mask_zero", false, KerasHarmless.LeftOut));
    }
}
