namespace LstmGen.Models.Importing.Keras;

/// <summary>Knows where a kind of file keeps the tensors of a layer.</summary>
internal interface IKerasWeights
{
    /// <summary>The name of a layer's tensor in the file. If it doesn't exist, the name that it should have, for the message.</summary>
    /// <param name="layer">The layer, in its wrapper if it has one. Layers are requested in the order in which they run.</param>
    /// <param name="half">The LSTM of the layer.</param>
    string Find(KerasLayer layer, KerasHalf half, KerasTensor tensor);

    /// <summary>Notes a layer before its tensors are requested, even if it has none.</summary>
    void Enter(KerasLayer layer);
}
