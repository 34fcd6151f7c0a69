using System;

namespace LstmGen.Generator.Model.Text;

/// <summary>Writes the positionwise layers.</summary>
internal static class LstmPositionwise
{
    public static string Header(PositionwiseLayer layer) => layer switch
    {
        AddLayer sum => $"{LstmWords.Add} {LstmWords.Source} {LstmWords.OfSource(sum.Source)}",
        EmbeddingLayer table => $"{LstmWords.Embedding} {LstmWords.Ids} {NumberText.Of(table.Count)} {LstmWords.Units} {NumberText.Of(table.Units)}",
        NormalizationLayer one =>
            $"{LstmWords.Normalization} {LstmWords.Epsilon} {FloatText.Of(one.Epsilon)} {LstmWords.Scale} {Text(one.HasScale)} "
                + $"{LstmWords.Center} {Text(one.HasOffset)}",
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };

    private static string Text(bool value) => value ? "true" : "false";
}
