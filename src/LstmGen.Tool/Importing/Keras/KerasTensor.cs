namespace LstmGen.Tool.Importing.Keras;

/// <summary>The tensors of a layer, in the order of Keras' <c>get_weights()</c>.</summary>
internal enum KerasTensor
{
    /// <summary>[input, 4·units] of an LSTM, gates i, f, c, o; [input, units] of a Dense.</summary>
    Kernel,

    /// <summary>[units, 4·units].</summary>
    RecurrentKernel,

    /// <summary>[4·units] or [units].</summary>
    Bias,
}
