using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>Compares what layer attributes state with the layers of a model.</summary>
internal static class StatementCheck
{
    /// <summary>The first contradiction of each layer: the layer's index, what is stated, and what the model has.</summary>
    public static IEnumerable<(int Layer, string Problem)> Contradictions(EquatableArray<StatedLayer> stated, Network network)
    {
        if (stated.Count == 0)
        {
            yield break;
        }

        // <c>RowsLayer</c>s have no attribute.
        Layer[] layers = [.. network.Layers.Where(layer => layer is not RowsLayer)];
        if (stated.Count != layers.Length)
        {
            string names = string.Join(", ", layers.Select(layer => layer.Name));
            yield return (
                stated.Count - 1,
                $"{stated.Count} layer{(stated.Count == 1 ? " is" : "s are")} stated, "
                + $"and the model has {layers.Length}: {names}");
            yield break;
        }

        for (int i = 0; i < stated.Count; i++)
        {
            if (Contradiction(stated[i], layers[i]) is { } problem)
            {
                yield return (i, problem);
            }
        }
    }

    private static string? Contradiction(StatedLayer stated, Layer layer)
    {
        if (stated.IsLstm != layer.IsRecurrent)
        {
            return $"{stated.AttributeName} is stated where the model has the {layer.TypeName} layer {layer.Name}";
        }

        WeightedLayer part = layer.Parts.First();
        TensorShape kernel = part.Tensors.First();
        if (stated.Units is int units && units != part.Units)
        {
            return FormattableString.Invariant($"layer {layer.Name}: its {NeededFor(units, layer.Input, part)} for Units = {units}; ")
                + FormattableString.Invariant($"the model has {part.Units} unit{(part.Units == 1 ? "" : "s")}");
        }

        if (stated.Input is int input && input != layer.Input)
        {
            string needed = FormattableString.Invariant($"[{input}, {part.Gates * part.Units}] is needed for Input = {input}");
            return FormattableString.Invariant($"layer {layer.Name}: its kernel is {kernel}, and {needed}; ")
                + FormattableString.Invariant($"the model reads {layer.Input} feature{(layer.Input == 1 ? "" : "s")}");
        }

        if (stated.UseBias is bool bias && bias != part.UseBias)
        {
            return $"layer {layer.Name}: UseBias = {Text(bias)} is stated, and the model has {(part.UseBias ? "a" : "no")} bias";
        }

        return stated.Options
            .Where(option => LayerOptions.Of(layer, option.Name) != option.Value)
            .Select(option =>
                $"layer {layer.Name}: {option.Name} = {option.Value} is stated, "
                + $"and the model has {LayerOptions.Of(layer, option.Name) ?? "none"}")
            .FirstOrDefault();
    }

    /// <summary>The tensor that shows how many units there are, as it is and as it would have to be.</summary>
    private static string NeededFor(int units, int input, WeightedLayer part)
    {
        long columns = part.Gates * (long)units;
        if (part.Tensors.FirstOrDefault(tensor => tensor.Name == TensorShape.RecurrentKernel) is not { } recurrent)
        {
            return $"kernel is {part.Tensors.First()}, and [{input}, {columns}] is needed";
        }

        int rows = part.Recurrent == part.Units ? units : part.Recurrent;
        return $"recurrent_kernel is {recurrent}, and [{rows}, {columns}] is needed";
    }

    private static string Text(bool value) => value ? "true" : "false";
}
