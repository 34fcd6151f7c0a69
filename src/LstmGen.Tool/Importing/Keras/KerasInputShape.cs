namespace LstmGen.Tool.Importing.Keras;

/// <summary>The shape of a model's input, as far as the file states it.</summary>
internal sealed record KerasInputShape(int? Steps, int? Features)
{
    /// <summary>Reads <c>[batch, steps, features]</c>, each of which may be null. The batch changes nothing: sequences don't know each other.</summary>
    public static KerasInputShape Read(JsonModel shape, string owner)
    {
        if (!shape.IsArray || shape.Count != 3)
        {
            throw new ModelException($"{owner} has an input of {(shape.IsArray ? shape.Count : 0)} dimensions; an LSTM needs 3: batch, steps, features");
        }

        return new KerasInputShape(Size(shape[1], owner, "steps"), Size(shape[2], owner, "features"));
    }

    private static int? Size(JsonModel size, string owner, string what) =>
        size.IsNull ? null
        : size.Int > 0 ? size.Int
        : throw new ModelException(System.FormattableString.Invariant($"{owner} has an input of {size.Int} {what}; there must be at least one"));
}
