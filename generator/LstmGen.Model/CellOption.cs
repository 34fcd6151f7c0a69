using System;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>The kind of an option's value.</summary>
internal enum CellOptionKind
{
    /// <summary>A <see cref="bool"/>: the layer has it or doesn't.</summary>
    Flag,

    /// <summary>A <see cref="float"/>.</summary>
    Number,

    /// <summary>An <see cref="int"/> from 1 to the maximum number of units.</summary>
    Size,

    /// <summary>An <see cref="Model.Activation"/>.</summary>
    Activation,
}

/// <summary>
/// An option of an LSTM besides its sizes, its activations and its bias, with its names in the attribute, the <c>.lstm</c> text and
/// sentences. All code that reads or writes options goes through <see cref="LstmLayer.CellOptions"/>, and knows only the kinds of values.
/// </summary>
/// <param name="Property">The attribute's property.</param>
/// <param name="Word">In the <c>.lstm</c> text and in the network's line.</param>
/// <param name="Phrase">In a sentence, followed by the value.</param>
/// <param name="Get">The value; null where the layer doesn't have the option.</param>
/// <param name="Set">The layer with a value.</param>
internal sealed record CellOption(
    CellOptionKind Kind, string Property, string Word, string Phrase, Func<LstmLayer, object?> Get, Func<LstmLayer, object, LstmLayer> Set)
{
    /// <summary>What a layer without the option computes with; null where that is nothing.</summary>
    public Func<LstmLayer, object?> Default { get; private init; } = _ => null;

    /// <summary>What is wrong with a layer's value, or null.</summary>
    public Func<LstmLayer, string?> Problem { get; private init; } = _ => null;

    /// <summary>Whether the network's line shows it among sizes or activations instead of by its word.</summary>
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

    /// <summary>A size has no word in the network's line, which lists all sizes together.</summary>
    public static CellOption Size(
        string property, string word, string phrase, Func<LstmLayer, int?> get, Func<LstmLayer, int, LstmLayer> set) =>
        new(CellOptionKind.Size, property, word, phrase, layer => get(layer), (layer, value) => set(layer, (int)value))
        {
            IsShownApart = true,
        };

    /// <summary>An activation has no word in the network's line, which lists all activations together.</summary>
    /// <param name="otherwise">The one used in its place.</param>
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

    /// <summary>The word with the layer's value; null where it has none. A flag is the word alone.</summary>
    /// <param name="written">How a word and a value are written together.</param>
    public string? Shown(LstmLayer layer, string word, Func<string, string, string> written) =>
        Get(layer) is not { } value ? null : Kind == CellOptionKind.Flag ? word : written(word, Text(value));

    /// <summary>A value as text that reads back as the same value.</summary>
    public static string Text(object value) => value switch
    {
        float number => FloatText.Of(number),
        int size => NumberText.Of(size),
        _ => value.ToString(),
    };
}
