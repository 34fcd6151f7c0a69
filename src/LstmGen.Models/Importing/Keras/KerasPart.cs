namespace LstmGen.Models.Importing.Keras;

/// <summary>A layer with tensors, which may be in a wrapper.</summary>
/// <param name="Owner">The layer of the model, by whose name and place the tensors are found: the layer itself, or its wrapper.</param>
/// <param name="Half">Which of the wrapper's layers it is.</param>
/// <param name="Layer">The layer itself, with its options.</param>
internal sealed record KerasPart(KerasLayer Owner, KerasHalf Half, KerasLayer Layer)
{
    public JsonModel Config => Layer.Config;

    /// <summary>For a message.</summary>
    public string Shown => Layer.Shown;
}
