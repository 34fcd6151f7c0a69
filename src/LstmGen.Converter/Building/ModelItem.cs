using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing;

namespace LstmGen.Converter.Building;

/// <summary>An <c>LstmModel</c> item of a project.</summary>
/// <param name="Path">The full path of the model's file.</param>
/// <param name="Name">What the project calls it.</param>
/// <param name="Values">What is stated about it, by the options' names; an empty text states nothing.</param>
internal sealed record ModelItem(string Path, string Name, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The item's metadata, with the option for each.</summary>
    public static readonly IReadOnlyList<(string Option, string Metadata)> Metadata =
    [
        ("steps", "Steps"),
        ("return-sequences", "ReturnSequences"),
        ("layers", "Layers"),
        ("leave-out", "LeaveOut"),
        ("activation", "Activations"),
        ("skip", "Skip"),
        ("hard-sigmoid", "HardSigmoid"),
        ("output-name", "OutputName"),
        ("scaler", "Scaler"),
        ("allow-nonfinite", "AllowNonFinite"),
    ];

    public ImportOptions Options => ModelOptions.Parse(ValueOf);

    /// <summary>The item as in the project file, for a message.</summary>
    public string Shown => string.Concat(
        [$"<LstmModel Include=\"{PlainText.Of(Name)}\"", .. Metadata.Where(pair => ValueOf(pair.Option).Length > 0).Select(pair => $" {pair.Metadata}=\"{PlainText.Of(ValueOf(pair.Option))}\""), " />"]);

    /// <summary>Whether another item states the same about its file.</summary>
    public bool StatesTheSame(ModelItem other) => Metadata.All(pair => ValueOf(pair.Option) == other.ValueOf(pair.Option));

    private string ValueOf(string option) => Values.GetValueOrDefault(option, "").Trim();
}
