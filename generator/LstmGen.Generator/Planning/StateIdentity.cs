using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning;

/// <summary>
/// A number for the networks whose states mean the same. Saved states begin with it, so that one of another network is refused. It belongs to
/// what is computed with h and c, not to the values of parameters, the number of steps or the target.
/// </summary>
internal static class StateIdentity
{
    public static uint Of(Network network, Element element)
    {
        uint hash = 2166136261;
        foreach (char character in Text(network, element))
        {
            hash = unchecked((hash ^ character) * 16777619); // FNV-1a
        }

        return hash;
    }

    private static string Text(Network network, Element element) =>
        $"state 1; {element.Type}; {string.Join("; ", network.Layers.Select(layer => layer is LstmLayer lstm ? Text(lstm) : Text((DenseLayer)layer)))}";

    private static string Text(LstmLayer layer) => FormattableString.Invariant(
        $"lstm {layer.Input} {layer.Units} {layer.Output}") +
        $" {Text(layer.Activation)} {Text(layer.RecurrentActivation)} {Text(layer.CellActivation)}" +
        $" {Text(layer.Clip)} {Text(layer.CellClip)}" +
        $"{(layer.UseBias ? " bias" : "")}{(layer.Peepholes ? " peepholes" : "")}{(layer.IsCoupled ? " coupled" : "")}";

    private static string Text(DenseLayer layer) =>
        FormattableString.Invariant($"dense {layer.Input} {layer.Units} {Text(layer.Activation)}") + (layer.UseBias ? " bias" : "");

    private static string Text(Activation activation) =>
        FormattableString.Invariant($"{(int)activation.Kind}({FloatText.Of(activation.Alpha)},{FloatText.Of(activation.Beta)})");

    private static string Text(float? limit) => limit is float value ? FloatText.Of(value) : "-";
}
