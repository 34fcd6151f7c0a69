using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Tool.Numbers;

namespace LstmGen.Tool.Commands;

/// <summary>What is special in a layer, for a reader.</summary>
internal static class LayerText
{
    public static string Options(Layer layer) => string.Join(", ", layer is BidirectionalLayer both
        ? Of(both.Forward).Prepend("merge " + LstmWords.Merges[(int)both.Merge]).Concat(Of(both.Backward).Except(Of(both.Forward)).Select(option => "backward: " + option))
        : layer is RecurrentLayer recurrent ? Of(recurrent)
        : layer is RowsLayer { Count: > 0 } rows ? [Counted.Of(rows.Count, "row")] : []);

    private static IEnumerable<string> Of(RecurrentLayer layer)
    {
        if (layer.Direction != Direction.Forward)
        {
            yield return LstmWords.Directions[(int)layer.Direction];
        }

        if (layer is not LstmLayer lstm)
        {
            yield break;
        }

        foreach (CellOption option in LstmLayer.CellOptions)
        {
            if (option.Shown(lstm, option.Phrase, (phrase, value) => $"{phrase} {value}") is { } shown)
            {
                yield return shown;
            }
        }
    }
}
