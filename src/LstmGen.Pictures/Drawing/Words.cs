using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures.Drawing;

/// <summary>The pictures' terms. Layers, units, steps and values are counted from 0, as in code.</summary>
internal static class Words
{
    /// <summary>A layer by its kind and size: <c>LSTM(3)</c>.</summary>
    public static string Name(LayerArchitecture layer) => layer switch
    {
        LstmArchitecture lstm => Name(lstm),
        BidirectionalArchitecture both => $"Bidirectional({Name(both.Lstms[0])}, {Name(both.Lstms[1])})",
        RowsArchitecture rows => Name(rows),
        PositionwiseArchitecture row => $"{row.Kind}({NumberText.Count(row.OutputSize)})",
        _ => $"Dense({NumberText.Count(((DenseArchitecture)layer).Units)})",
    };

    /// <summary>What a layer without units does, in a sentence.</summary>
    public static string Meaning(RowsArchitecture rows) => rows.Operation switch
    {
        RowsOperation.Mean => "The mean of all rows, value by value.",
        RowsOperation.Max => "The largest value of all rows, value by value.",
        RowsOperation.Last => rows.Rows == 1 ? "Only the last row is passed on." : $"Only the last {NumberText.Count(rows.Rows!.Value)} rows are passed on.",
        RowsOperation.Flatten => "All rows side by side, as one.",
        _ => $"The row is passed on {NumberText.Count(rows.Rows!.Value, "time")}.",
    };

    private static string Name(RowsArchitecture rows) => rows.Operation switch
    {
        RowsOperation.Mean => "Mean over time",
        RowsOperation.Max => "Largest over time",
        RowsOperation.Last => $"Last({NumberText.Count(rows.Rows!.Value)})",
        RowsOperation.Flatten => $"Flatten({NumberText.Count(rows.Rows!.Value)})",
        _ => $"Repeat({NumberText.Count(rows.Rows!.Value)})",
    };

    /// <summary>
    /// The title of a picture of a layer, with the network's own name and, if there are several layers, the layer's place.
    /// </summary>
    public static string Title(NetworkArchitecture network, string? name, int layer, string what)
    {
        string place = network.Layers.Count > 1 ? $"layer {layer}: " : "";
        return (string.IsNullOrEmpty(name) ? "" : name + ", ") + Capital(place + Name(network.Layers[layer]) + what);
    }

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text.Substring(1);

    public static string Unit(int unit) => "unit " + NumberText.Count(unit);

    /// <summary>All of a number of things: <c>all 3 values</c>, <c>both values</c>, <c>the one value</c>.</summary>
    public static string All(long count, string what) => $"{All(count)} {what}{(count == 1 ? "" : "s")}";

    /// <summary>The same without a noun: <c>all 3</c>, <c>both</c>, <c>the one</c>.</summary>
    public static string All(long count) => count == 1 ? "the one" : count == 2 ? "both" : "all " + NumberText.Count(count);

    public static string Name(LstmArchitecture lstm) =>
        $"LSTM({NumberText.Count(lstm.Units)}{(lstm.Projection is { } projection ? $", projection {NumberText.Count(projection)}" : "")})";
}
