using System;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>What an option's value is.</summary>
internal enum CellOptionKind
{
    /// <summary>A <see cref="bool"/>: the layer has it or has it not.</summary>
    Flag,

    /// <summary>A <see cref="float"/>.</summary>
    Number,

    /// <summary>An <see cref="int"/> from 1 to the most units.</summary>
    Size,

    /// <summary>An <see cref="Model.Activation"/>.</summary>
    Activation,
}

/// <summary>
/// One of the things that an LSTM may have beside its sizes, its activations and its bias, with what the attribute, the <c>.lstm</c> text and
/// sentences call it. Whoever reads or writes options goes through <see cref="LstmLayer.CellOptions"/>, and knows kinds of values alone.
/// </summary>
/// <param name="Property">The attribute's property.</param>
/// <param name="Word">In the <c>.lstm</c> text and in the network's line.</param>
/// <param name="Phrase">In a sentence, with the value behind it.</param>
/// <param name="Get">The value; null where the layer has no such thing.</param>
/// <param name="Set">The layer with a value.</param>
internal sealed record CellOption(
    CellOptionKind Kind, string Property, string Word, string Phrase, Func<LstmLayer, object?> Get, Func<LstmLayer, object, LstmLayer> Set)
{
    /// <summary>What a layer computes with where it has no such thing of its own; null where that is nothing.</summary>
    public Func<LstmLayer, object?> Default { get; private init; } = _ => null;

    /// <summary>What is wrong with a layer's value, or null.</summary>
    public Func<LstmLayer, string?> Problem { get; private init; } = _ => null;

    /// <summary>Whether the network's line shows it among sizes or activations, and not by its word.</summary>
    public bool IsShownApart { get; private init; }

    public static CellOption Flag(
        string property, string word, string phrase, Func<LstmLayer, bool> get, Func<LstmLayer, bool, LstmLayer> set) =>
        new(CellOptionKind.Flag, property, word, phrase, layer => get(layer) ? true : null, (layer, value) => set(layer, (bool)value))
        {
            Default = _ => false,
        };

    public static CellOption Number(
        string property,
        string word,
        string phrase,
        Func<LstmLayer, float?> get,
        Func<LstmLayer, float, LstmLayer> set,
        Func<LstmLayer, string?> problem) =>
        new(CellOptionKind.Number, property, word, phrase, layer => get(layer), (layer, value) => set(layer, (float)value))
        {
            Problem = problem,
        };

    /// <summary>A size is no word of the network's line, which has all sizes side by side.</summary>
    public static CellOption Size(
        string property, string word, string phrase, Func<LstmLayer, int?> get, Func<LstmLayer, int, LstmLayer> set) =>
        new(CellOptionKind.Size, property, word, phrase, layer => get(layer), (layer, value) => set(layer, (int)value))
        {
            IsShownApart = true,
        };

    /// <summary>An activation is no word of the network's line, which has all activations side by side.</summary>
    /// <param name="otherwise">The one that stands in for it.</param>
    public static CellOption Activation(
        string property,
        string word,
        string phrase,
        Func<LstmLayer, Activation?> get,
        Func<LstmLayer, Activation, LstmLayer> set,
        Func<LstmLayer, Activation> otherwise) =>
        new(CellOptionKind.Activation, property, word, phrase, layer => get(layer), (layer, value) => set(layer, (Activation)value))
        {
            Default = layer => otherwise(layer),
            IsShownApart = true,
        };

    /// <summary>A word with the value that the layer has; null where it has none. A flag is the word alone.</summary>
    /// <param name="written">The word, and a value, as they are written together.</param>
    public string? Shown(LstmLayer layer, string word, Func<string, string, string> written) =>
        Get(layer) is not { } value ? null : Kind == CellOptionKind.Flag ? word : written(word, Text(value));

    /// <summary>A value in text from which the same is read.</summary>
    public static string Text(object value) => value switch
    {
        float number => FloatText.Of(number),
        int size => NumberText.Of(size),
        _ => value.ToString(),
    };
}
