namespace LstmGen.Models.Importing.Keras;

/// <summary>Knows where a kind of file keeps the tensors of a layer.</summary>
internal interface IKerasWeights
{
    /// <summary>The name of a layer's tensor in the file. Where there is none it is the name that it should have, for the message.</summary>
    /// <param name="layer">The layer, in its wrapper if it has one. Layers are asked for in the order in which they run.</param>
    /// <param name="half">Which LSTM of the layer it is of.</param>
    string Find(KerasLayer layer, KerasHalf half, KerasTensor tensor);

    /// <summary>Notes a layer in front of its tensors being asked for, also one that has none.</summary>
    void Enter(KerasLayer layer);
}
