using System.Collections.Generic;
using System.Globalization;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Reading;

/// <summary>
/// The options of a layer by the names of the attribute's properties, as they are compared with those of a model's layer.
/// </summary>
internal static class LayerOptions
{
    public const string Activation = "Activation";
    public const string RecurrentActivation = "RecurrentActivation";
    public const string HiddenActivation = "HiddenActivation";
    public const string Direction = "Direction";
    public const string Merge = "Merge";

    public static readonly IReadOnlyList<string> Names =
    [
        Activation, RecurrentActivation, HiddenActivation, "ReturnSequences", Direction, Merge,
        "Peepholes", "CoupledGates", "Clip", "CellClip", "Projection",
    ];

    /// <summary>What a model's layer has, or null where it has no such option.</summary>
    public static string? Of(Layer layer, string name)
    {
        var first = layer as WeightedLayer;
        BidirectionalLayer? both = layer as BidirectionalLayer;
        first ??= both!.Forward;
        if (name == Activation)
        {
            return Shown(first.Activation);
        }

        return first is not LstmLayer lstm ? null : name switch
        {
            RecurrentActivation => Shown(lstm.RecurrentActivation),
            HiddenActivation => Shown(lstm.CellActivation),
            "ReturnSequences" => Shown(lstm.ReturnSequences),
            Direction => both is not null ? nameof(LstmDirection.Bidirectional) : lstm.Direction.ToString(),
            Merge => both?.Merge.ToString(),
            "Peepholes" => Shown(lstm.Peepholes),
            "CoupledGates" => Shown(lstm.IsCoupled),
            "Clip" => lstm.Clip is float clip ? Shown(clip) : null,
            "CellClip" => lstm.CellClip is float clip ? Shown(clip) : null,
            "Projection" => lstm.Projection is int size ? Shown(size) : null,
            _ => null,
        };
    }

    public static string Shown(bool value) => value ? "true" : "false";

    public static string Shown(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Shown(float value) => FloatText.Of(value);

    /// <summary>The name in the enum, with the numbers that are not the kind's own.</summary>
    public static string Shown(Activation activation) =>
        activation.Kind + activation.ToString().Substring(ActivationNames.Of(activation.Kind).Length);
}
