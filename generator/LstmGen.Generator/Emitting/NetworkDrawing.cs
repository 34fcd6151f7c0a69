using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// A network over time, drawn in characters: a column for each step shown, a row for each layer, and between the columns what passes from
/// step to step.
/// </summary>
internal sealed class NetworkDrawing
{
    private const int MostColumns = 4;

    /// <summary>Represents the steps that aren't drawn.</summary>
    private const string Others = "…";

    private readonly Network _network;
    private string[] _columns;
    private readonly int _margin;
    private readonly int _width;
    private readonly string _gap;

    private NetworkDrawing(Network network)
    {
        _network = network;
        _columns = [.. Columns(network.Steps)];
        _margin = network.Layers.Max(layer => layer.Name.Length) + 2;
        IEnumerable<string> texts = network.Layers.SelectMany(layer => layer is RowsLayer rows ? [Made(rows)] : layer.Parts.Select(Units));
        _width = texts.Max(text => text.Length) + 4;
        _gap = new string(' ', network.Recurrent.Max(layer => Passed(layer).Length) + 3);
        _width = Math.Max(_width, _columns.Max(column => column.Length));
    }

    public static IEnumerable<string> Lines(Network network) => new NetworkDrawing(network).Lines().Select(line => line.TrimEnd());

    private static IEnumerable<string> Columns(int? steps) => steps switch
    {
        null => ["step t", "step t+1", Others],
        <= MostColumns => Enumerable.Range(0, steps.Value).Select(step => "step " + NumberText.Of(step)),
        _ => ["step 0", "step 1", Others, "step " + NumberText.Of(steps.Value - 1)],
    };

    private static string Units(WeightedLayer layer) => ReaderText.Count(layer.Units, layer is PositionwiseLayer ? "value" : "unit");

    /// <summary>What a layer does with rows, in a word or two.</summary>
    private static string Made(RowsLayer layer) => layer.Kind switch
    {
        RowsKind.Mean => "mean",
        RowsKind.Max => "largest",
        RowsKind.Last => $"last {NumberText.Of(layer.Count)}",
        RowsKind.Flatten => "side by side",
        _ => $"{NumberText.Of(layer.Count)} times",
    };

    private IEnumerable<string> Lines()
    {
        yield return Row("", column => Centred(_columns[column] == Others ? "" : _columns[column]));
        yield return Values("│", _network.InputSize, "x", isLastAlone: false);
        bool isLastAlone = false;
        foreach (Layer layer in _network.Layers)
        {
            // Where a sequence may have any length, every step is the last one so far.
            bool handsOnLast = _network.Steps is not null && (layer.IsOverTime ? !layer.HandsOnEveryStep : isLastAlone);
            if (layer is RowsLayer made)
            {
                foreach (string line in OfRows(made, isLastAlone))
                {
                    yield return line;
                }

                isLastAlone = handsOnLast;
                yield return Values("│", layer.Output, StateSlot.Hidden, isLastAlone);
                continue;
            }

            yield return Row(layer.Name, column => IsDrawn(column, isLastAlone) ? Edge("┌", "┴", "┐") : Centred(""));
            foreach (WeightedLayer part in layer.Parts.Where(part => part is not DenseLayer { IsProjection: true }))
            {
                yield return Part(part, isLastAlone);
            }

            yield return Row(
                "",
                column => IsDrawn(column, isLastAlone) ? Edge("└", IsDrawn(column, handsOnLast) ? "┬" : "─", "┘") : Centred(""));
            isLastAlone = handsOnLast;
            bool isEnd = layer == _network.Layers[_network.Layers.Count - 1];
            yield return Values(isEnd ? "▼" : "│", layer.Output, layer.IsRecurrent ? StateSlot.Hidden : "y", isLastAlone);
        }
    }

    /// <summary>
    /// A <see cref="RowsLayer"/>: as wide as all columns that it reads. If the number of rows then differs from that of the steps, each row
    /// has a column of its own.
    /// </summary>
    private IEnumerable<string> OfRows(RowsLayer layer, bool isLastAlone)
    {
        bool isOne = isLastAlone || _columns.Length == 1;
        string line = new('─', _gap.Length);
        int last = _columns.Length - 1;
        yield return Row(layer.Name, column => isOne ? Alone(column, Edge("┌", "┴", "┐"))
            : Edge(column == 0 ? "┌" : "─", _columns[column] == Others ? "─" : "┴", column == last ? "┐" : "─"), isOne ? null : line);
        int width = isOne ? _width : (_columns.Length * _width) + (last * _gap.Length);
        string inside = $"│{Centred(Made(layer), width - 2)}│";
        yield return isOne ? Row("", column => Alone(column, inside)) : Row("", column => column == 0 ? inside : "", "");
        string below = layer.HandsOnEveryStep ? "─" : "┬";
        yield return Row("", column => isOne ? Alone(column, Edge("└", below, "┘"))
            : Edge(column == 0 ? "└" : "─", column == last ? below : "─", column == last ? "┘" : "─"), isOne ? null : line);
        if (layer.HandsOnEveryStep)
        {
            _columns = [.. Columns(layer.Count).Select(column => column.Replace("step", "row"))];
            yield return Row("", column => Centred(_columns[column] == Others ? "" : _columns[column]));
        }

        string Alone(int column, string text) => IsDrawn(column, isLastAlone: true) ? text : Centred("");
    }

    /// <summary>The units of a layer, and what passes between the steps: from the last to the first where it reads backwards.</summary>
    private string Part(WeightedLayer part, bool isLastAlone)
    {
        bool passes = part is RecurrentLayer;
        bool isBackward = part is RecurrentLayer { ReadsBackwards: true };
        string arrow = part is not RecurrentLayer recurrent ? _gap
            : isBackward ? $"◄─{Passed(recurrent)}─"
            : $"─{Passed(recurrent)}─►";
        return Row(
            "",
            column => _columns[column] == Others ? Centred(Others)
                : !IsDrawn(column, isLastAlone) ? Centred("")
                : $"{(passes && isBackward && column > 0 ? "┤" : "│")}{Centred(Units(part), _width - 2)}"
                    + (passes && !isBackward && column < _columns.Length - 1 ? "├" : "│"),
            arrow);
    }

    /// <summary>What passes from step to step: h and c.</summary>
    private static string Passed(RecurrentLayer layer) => string.Join(",", layer.State.Select(slot => slot.Name));

    /// <summary>How many values pass from row to row.</summary>
    private string Values(string line, int count, string name, bool isLastAlone) => Row(
        "",
        column => IsDrawn(column, isLastAlone)
            ? (new string(' ', _width / 2) + $"{line} {NumberText.Of(count)} {name}").PadRight(_width)
            : Centred(""));

    private bool IsDrawn(int column, bool isLastAlone) => _columns[column] != Others && (!isLastAlone || column == _columns.Length - 1);

    private string Row(string name, Func<int, string> column, string? gap = null) =>
        "  " + name.PadRight(_margin) + string.Join(gap ?? _gap, Enumerable.Range(0, _columns.Length).Select(column));

    private string Edge(string left, string middle, string right) =>
        left + new string('─', _width / 2 - 1) + middle + new string('─', _width - _width / 2 - 2) + right;

    private string Centred(string text) => Centred(text, _width);

    private static string Centred(string text, int width)
    {
        int before = (width - text.Length + 1) / 2;
        return (new string(' ', before) + text).PadRight(width);
    }
}
