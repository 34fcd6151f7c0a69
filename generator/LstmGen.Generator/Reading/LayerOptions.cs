using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>The options of a layer by the names of the attribute's properties, for comparison with those of a model's layer.</summary>
internal static class LayerOptions
{
    public const string Activation = "Activation";
    public const string RecurrentActivation = "RecurrentActivation";
    public const string ReturnSequences = "ReturnSequences";
    public const string Direction = "Direction";
    public const string Merge = "Merge";

    /// <summary>In the order in which they are compared: the activations first.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        Activation, RecurrentActivation, .. OfCells(areActivations: true),
        ReturnSequences, Direction, Merge, .. OfCells(areActivations: false),
    ];

    /// <summary>The value in a model's layer, or null if it doesn't have the option.</summary>
    public static string? Of(Layer layer, string name)
    {
        var first = layer as WeightedLayer;
        BidirectionalLayer? both = layer as BidirectionalLayer;
        first ??= both!.Forward;
        object? value = name == Activation ? first.Activation : first is not LstmLayer lstm ? null : name switch
        {
            RecurrentActivation => lstm.RecurrentActivation,
            ReturnSequences => lstm.ReturnSequences,
            Direction => both is not null ? nameof(LstmDirection.Bidirectional) : lstm.Direction.ToString(),
            Merge => both?.Merge.ToString(),
            _ => OfCell(name).Get(lstm) ?? OfCell(name).Default(lstm),
        };
        return value is null ? null : Shown(value);
    }

    /// <summary>The cell option that a property sets.</summary>
    public static CellOption OfCell(string property) => LstmLayer.CellOptions.First(option => option.Property == property);

    /// <summary>The value that an attribute gives an option, or null if it gives none.</summary>
    public static object? Read(AttributeArguments arguments, CellOption option, List<Problem> problems) => option.Kind switch
    {
        CellOptionKind.Flag => arguments.Bool(option.Property),
        CellOptionKind.Number => arguments.Float(option.Property),
        CellOptionKind.Size => arguments.Int(option.Property),
        _ => ActivationReader.Read(arguments, option.Property, problems),
    };

    /// <summary>A value as written in an attribute.</summary>
    public static string Shown(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        Model.Activation activation => Shown(activation),
        _ => CellOption.Text(value),
    };

    /// <summary>The name in the enum, with the numbers that differ from the kind's defaults.</summary>
    private static string Shown(Model.Activation activation) =>
        activation.Kind + activation.ToString().Substring(ActivationNames.Of(activation.Kind).Length);

    private static IEnumerable<string> OfCells(bool areActivations) => LstmLayer.CellOptions
        .Where(option => option.Kind == CellOptionKind.Activation == areActivations)
        .Select(option => option.Property);
}
