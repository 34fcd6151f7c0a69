using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>
/// What a network computes, in one line: <c>lstm 2&gt;3 tanh/sigmoid; dense 3&gt;1 linear; skip</c>. It doesn't say what the layers are
/// called, how long a sequence is, what the parameters are, or in which precision all that is computed.
/// </summary>
internal static class ArchitectureText
{
    private const string Last = "last";
    private const string NoBias = "no_bias";
    private const string NoGamma = "no_gamma";
    private const string NoBeta = "no_beta";

    public static string Of(Network network)
    {
        IEnumerable<string> parts = network.Layers.Select(Of);
        if (network.Masking is { } masking)
        {
            parts = parts.Prepend(masking.Value is float value ? Call(LstmWords.Masking, value) : LstmWords.Masking);
        }

        return string.Join("; ", network.Skip ? parts.Append(LstmWords.Skip) : parts);
    }

    /// <summary>One layer of the line.</summary>
    public static string Of(Layer layer) => Words(
        layer switch
        {
            BidirectionalLayer both =>
                $"{LstmWords.Bidirectional} {LstmWords.Merges[(int)both.Merge]} [{Half(both.Forward)} | {Half(both.Backward)}]",
            RecurrentLayer one => Half(one),
            RowsLayer rows => Rows(rows),
            PositionwiseLayer row => row.Architecture,
            DenseLayer dense => Words(Sizes(LstmWords.Dense, dense), Of(dense.Activation), Bias(dense)),
            _ => throw new ArgumentOutOfRangeException(nameof(layer)),
        },
        IsCutShort(layer) ? Last : "");

    /// <summary>An LSTM without its direction.</summary>
    public static string OfCell(LstmLayer layer)
    {
        string projection = layer.Projection is int size ? ">" + NumberText.Of(size) : "";
        string hidden = layer.HiddenActivation is { } own && own != layer.Activation ? "/" + Of(own) : "";
        return Words(
        [
            Sizes(LstmWords.Lstm, layer) + projection,
            $"{Of(layer.Activation)}/{Of(layer.RecurrentActivation)}{hidden}",
            Bias(layer),
            .. LstmLayer.CellOptions
                .Where(option => !option.IsShownApart)
                .Select(option => option.Shown(layer, option.Word, (word, value) => $"{word}({value})") ?? ""),
        ]);
    }

    /// <summary>A residual sum, with what is added: the input, or the output of a layer, by its number.</summary>
    public static string OfSum(AddLayer layer) =>
        $"{LstmWords.Add} {NumberText.Of(layer.Units)} {LstmWords.OfSource(layer.Source)}";

    /// <summary>A table: how many ids there are, and how many values each has.</summary>
    public static string OfEmbedding(EmbeddingLayer layer) =>
        $"{LstmWords.Embedding} {NumberText.Of(layer.Count)}>{NumberText.Of(layer.Units)}";

    /// <summary>A layer normalization: its ε, and which tensors it lacks.</summary>
    public static string OfNormalization(NormalizationLayer layer) => Words(
        $"{LstmWords.Normalization} {NumberText.Of(layer.Units)} {Call(LstmWords.Epsilon, layer.Epsilon)}",
        layer.HasScale ? "" : NoGamma,
        layer.HasOffset ? "" : NoBeta);

    /// <summary>Its name, with its numbers where one of them differs from the kind's default: <c>leaky_relu(0.3)</c>.</summary>
    public static string Of(Activation activation)
    {
        string name = ActivationNames.Of(activation.Kind);
        (float? alpha, float? beta) = Activation.Defaults(activation.Kind);
        return alpha is null || activation == Activation.Of(activation.Kind) ? name
            : beta is null ? Call(name, activation.Alpha)
            : Call(name, activation.Alpha, activation.Beta);
    }

    private static string Rows(RowsLayer layer)
    {
        string word = LstmWords.Rows[(int)layer.Kind] + (RowsLayer.IsCounted(layer.Kind) ? $"({NumberText.Of(layer.Count)})" : "");
        return $"{word} {NumberText.Of(layer.Input)}{(layer.Output == layer.Input ? "" : ">" + NumberText.Of(layer.Output))}";
    }

    private static string Half(RecurrentLayer layer) => Words(
        layer.Architecture,
        layer.Direction == Direction.Forward ? "" : LstmWords.Directions[(int)layer.Direction]);

    /// <summary>
    /// Whether the layer outputs one row and its text must say so: of a layer that reads forwards, the last row is the same either way.
    /// </summary>
    private static bool IsCutShort(Layer layer) => layer.IsRecurrent && !layer.HandsOnEveryStep && !layer.IsStreaming;

    private static string Sizes(string word, WeightedLayer layer) => $"{word} {NumberText.Of(layer.Input)}>{NumberText.Of(layer.Units)}";

    private static string Bias(WeightedLayer layer) => layer.UseBias ? "" : NoBias;

    private static string Call(string word, params float[] numbers) => $"{word}({string.Join(",", numbers.Select(FloatText.Of))})";

    private static string Words(params string[] words) => string.Join(" ", words.Where(word => word.Length > 0));
}
