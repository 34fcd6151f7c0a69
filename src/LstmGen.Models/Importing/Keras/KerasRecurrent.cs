using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Reads the options and tensors of LSTM and CuDNNLSTM layers.</summary>
internal sealed class KerasRecurrent(KerasVersion version, KerasActivations activations, KerasTensors tensors)
{
    /// <summary>Whether a class is an LSTM layer's.</summary>
    public static bool Is(string className) => className is "LSTM" or "CuDNNLSTM";

    /// <summary>Whether a layer reads a sequence from its end.</summary>
    public static bool GoesBackwards(KerasLayer layer) => layer.Config.BoolOr("go_backwards", false, KerasHarmless.LeftOut);

    /// <param name="input">The number of features that the layer reads, if known without its kernel.</param>
    public (LstmLayer Layer, LstmTensors Tensors) Read(KerasPart part, int? input, Direction direction)
    {
        (LstmLayer layer, LstmTensors own) = part.Layer.ClassName == "LSTM" ? Lstm(part, input) : CuDnn(part, input);
        return (layer with { Direction = direction }, own);
    }

    private (LstmLayer Layer, LstmTensors Tensors) Lstm(KerasPart part, int? known)
    {
        Members(part)
            .Known("activation", "recurrent_activation", "use_bias")
            .PassOver(KerasHarmless.Dropout).PassOver(KerasHarmless.Implementation)
            .RequireAllKnown();
        (int input, int units) = tensors.Sizes(part, known, 4);
        bool useBias = part.Config.BoolOr("use_bias", true, KerasHarmless.LeftOut);
        Activation activation = activations.Read(part, "activation", Activation.Tanh) ?? Activation.Linear;
        Activation recurrent = activations.Read(part, "recurrent_activation", version.RecurrentActivation)
            ?? throw new ModelException($"{part.Shown} has no recurrent_activation, and in {version.Framework} that may mean sigmoid or hard_sigmoid");
        return (
            new LstmLayer("", input, units, activation, recurrent, useBias, ReturnsSequences(part)),
            new LstmTensors(
                tensors.Take(part, KerasTensor.Kernel, input, 4L * units),
                tensors.Take(part, KerasTensor.RecurrentKernel, units, 4L * units),
                useBias ? tensors.Take(part, KerasTensor.Bias, 4L * units) : null));
    }

    private (LstmLayer Layer, LstmTensors Tensors) CuDnn(KerasPart part, int? known)
    {
        Members(part).RequireAllKnown();
        (int input, int units) = tensors.Sizes(part, known, 4);
        return (
            new LstmLayer("", input, units, Activation.Tanh, Activation.Sigmoid, UseBias: true, ReturnsSequences(part)),
            new LstmTensors(
                CuDnnLayout.Kernel(tensors.Take(part, KerasTensor.Kernel, input, 4L * units), input, units),
                CuDnnLayout.Kernel(tensors.Take(part, KerasTensor.RecurrentKernel, units, 4L * units), units, units),
                CuDnnLayout.Bias(tensors.Take(part, KerasTensor.Bias, 8L * units), units)));
    }

    private static bool ReturnsSequences(KerasPart part) => part.Config.BoolOr("return_sequences", false, KerasHarmless.LeftOut);

    /// <summary>What both kinds of LSTM have.</summary>
    private static KerasMembers Members(KerasPart part) => part.Layer.Members()
        .Known("units", "return_sequences", "go_backwards", "zero_output_for_mask")
        .PassOver(KerasHarmless.Initializers).PassOver(KerasHarmless.Regularizers).PassOver(KerasHarmless.ReturnState, KerasHarmless.Stateful)
        .Off("time_major")
        .Float32();
}
