using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>Something that a trained model's file says in addition to the network: a constant of the class's <c>Metadata</c>.</summary>
/// <param name="Word">What the <c>.lstm</c> text calls it.</param>
/// <param name="Name">The constant.</param>
/// <param name="IsText">Whether it is text, or a number.</param>
/// <param name="Meaning">What it says, for the documentation.</param>
internal sealed record FactKind(string Word, string Name, bool IsText, string Meaning)
{
    /// <summary>The most characters of a text: longer texts are cut when a file is read.</summary>
    public const int MostCharacters = 256;

    public static readonly FactKind Source = Text("source", "Source", "The name of the model's file.");

    public static readonly FactKind Framework = Text(
        "framework", "Framework", "What wrote the model's file, with its version as far as the file has it.");

    public static readonly FactKind ModelHash = Text(
        "model_hash", "ModelHash", "The SHA-256 hash of the model's file, in hexadecimal.");

    public static readonly FactKind Scaler = Text(
        "scaler", "Scaler", "The name of the file with the scaler that is folded into the weights.");

    public static readonly FactKind Title = Text("name", "Name", "The model's name.");

    public static readonly FactKind ModeledBy = Text("modeled_by", "ModeledBy", "Who made the model.");

    public static readonly FactKind SampleRate = Number(
        "sample_rate", "SampleRate", "Samples per second that the model was trained on: each is a step.");

    public static readonly FactKind Loudness = Number(
        "loudness", "Loudness", "The loudness of the output for a standard input, in decibels.");

    public static readonly FactKind Gain = Number("gain", "Gain", "How strongly the model distorts, from 0 to 1.");

    public static readonly FactKind InputLevel = Number(
        "input_level_dbu", "InputLevelDbu", "The analog level that an input of amplitude 1 represents, in dBu.");

    public static readonly FactKind OutputLevel = Number(
        "output_level_dbu", "OutputLevelDbu", "The analog level that an output of amplitude 1 represents, in dBu.");

    /// <summary>All of them, in the order in which they are written and printed.</summary>
    public static IReadOnlyList<FactKind> All { get; } =
    [
        Source, Framework, ModelHash, Scaler, Title, ModeledBy,
        Text("gear_make", "GearMake", "The maker of the gear that the model imitates."),
        Text("gear_model", "GearModel", "The gear that the model imitates."),
        Text("gear_type", "GearType", "The kind of gear that the model imitates."),
        Text("tone_type", "ToneType", "The kind of tone that the model has."),
        SampleRate, Loudness, Gain, InputLevel, OutputLevel,
    ];

    /// <summary>Those that follow <c>metadata</c> in the text: the others have keywords of their own.</summary>
    public static IReadOnlyList<FactKind> OfMetadata { get; } = [.. All.Where(kind => kind != Source && kind != Framework)];

    /// <summary>The part of a text that is kept.</summary>
    public static string Cut(string text) => text.Length <= MostCharacters ? text
        : text.Substring(0, char.IsHighSurrogate(text[MostCharacters - 1]) ? MostCharacters - 1 : MostCharacters);

    private static FactKind Text(string word, string name, string meaning) => new(word, name, IsText: true, meaning);

    private static FactKind Number(string word, string name, string meaning) => new(word, name, IsText: false, meaning);
}

/// <summary>A fact that a model's file has.</summary>
/// <param name="Text">Its text; empty if it is a number.</param>
/// <param name="Number">Its number, which is finite; 0 if it is text.</param>
internal sealed record ModelFact(FactKind Kind, string Text, double Number)
{
    public ModelFact(FactKind kind, string text)
        : this(kind, text, 0)
    {
    }

    public ModelFact(FactKind kind, double number)
        : this(kind, "", number)
    {
    }
}
