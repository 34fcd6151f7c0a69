using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>Compares what layer attributes state with the layers of a model.</summary>
internal static class StatementCheck
{
    /// <summary>The first contradiction of each layer: the layer's index, and what is stated and what the model has.</summary>
    public static IEnumerable<(int Layer, string Problem)> Contradictions(EquatableArray<StatedLayer> stated, Network network)
    {
        if (stated.Count == 0)
        {
            yield break;
        }

        if (stated.Count != network.Layers.Count)
        {
            yield return (stated.Count - 1, $"{stated.Count} layer{(stated.Count == 1 ? " is" : "s are")} stated, and the model has {network.Layers.Count}: {string.Join(", ", network.Layers.Select(layer => layer.Name))}");
            yield break;
        }

        for (int i = 0; i < stated.Count; i++)
        {
            if (Contradiction(stated[i], network.Layers[i]) is { } problem)
            {
                yield return (i, problem);
            }
        }
    }

    private static string? Contradiction(StatedLayer stated, Layer layer)
    {
        if (stated.IsLstm != layer is LstmLayer)
        {
            return $"{stated.AttributeName} is stated where the model has the {layer.TypeName} layer {layer.Name}";
        }

        int gates = layer.Gates;
        TensorShape kernel = Network.Tensors(layer).First();
        if (stated.Units is int units && units != layer.Units)
        {
            TensorShape? recurrent = Network.Tensors(layer).FirstOrDefault(tensor => tensor.Name == "recurrent_kernel");
            string tensor = recurrent is null
                ? $"kernel is {kernel}, and [{layer.Input}, {gates * (long)units}] is needed"
                : $"recurrent_kernel is {recurrent}, and [{units}, {gates * (long)units}] is needed";
            return FormattableString.Invariant($"layer {layer.Name}: its {tensor} for Units = {units}; the model has {layer.Units} unit{(layer.Units == 1 ? "" : "s")}");
        }

        if (stated.Input is int input && input != layer.Input)
        {
            return FormattableString.Invariant($"layer {layer.Name}: its kernel is {kernel}, and [{input}, {gates * layer.Units}] is needed for Input = {input}; the model reads {layer.Input} feature{(layer.Input == 1 ? "" : "s")}");
        }

        if (stated.UseBias is bool bias && bias != layer.UseBias)
        {
            return $"layer {layer.Name}: UseBias = {Text(bias)} is stated, and the model has {(layer.UseBias ? "a" : "no")} bias";
        }

        if (stated.Activation is Activation activation && activation != layer.Activation)
        {
            return $"layer {layer.Name}: Activation = {activation} is stated, and the model has {layer.Activation}";
        }

        if (layer is not LstmLayer lstm)
        {
            return null;
        }

        return stated.RecurrentActivation is Activation gate && gate != lstm.RecurrentActivation
                ? $"layer {layer.Name}: RecurrentActivation = {gate} is stated, and the model has {lstm.RecurrentActivation}"
            : stated.ReturnSequences is bool sequences && sequences != lstm.ReturnSequences
                ? $"layer {layer.Name}: ReturnSequences = {Text(sequences)} is stated, and the model has {Text(lstm.ReturnSequences)}"
            : null;
    }

    private static string Text(bool value) => value ? "true" : "false";
}
