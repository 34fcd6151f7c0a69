using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>The text for a reader about a layer without weighted sums.</summary>
internal static class PositionwiseText
{
    /// <param name="read">Which values the layer reads.</param>
    public static void Write(RemarksWriter remarks, PositionwiseLayer layer, Network network, string read)
    {
        string values = layer.Input == 1 ? "the value" : $"the {layer.Input} values";
        switch (layer)
        {
            case AddLayer sum:
                string source = sum.Source == AddLayer.OfInput
                    ? "of the step's input"
                    : $"that layer {network.Layers[sum.Source].Name} outputs";
                string added = layer.Input == 1 ? "the one" : "those";
                remarks.Line($"Layer {layer.Name}: a residual sum of {values} {read} and {added} {source}.");
                break;
            case EmbeddingLayer table:
                remarks.Line($"Layer {layer.Name}: the row of a table that the step's input names, an id from 0 to {table.Count - 1}.");
                remarks.Line("For any other number all of its values are NaN, and so is what is computed from them.");
                remarks.Line($"    {table.Count} · {table.Units} = {ReaderText.Grouped(layer.ParameterCount)} parameters");
                break;
            case NormalizationLayer one:
                string scaled = one.HasScale ? "·γ" : "";
                string moved = one.HasOffset ? " + β" : "";
                remarks.Line($"Layer {layer.Name}: {values} {read}, normalized by their own mean and variance:");
                remarks.Line($"    y = (x − mean)/√(variance + {FloatText.Of(one.Epsilon)}){scaled}{moved}");
                remarks.Line($"    {ReaderText.Count(layer.ParameterCount, "parameter")}");
                break;
        }
    }
}
