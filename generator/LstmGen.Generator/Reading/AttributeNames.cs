using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>The attributes that describe a network.</summary>
internal static class AttributeNames
{
    public const string Lstm = "LstmGen.LstmAttribute";
    public const string Dense = "LstmGen.DenseAttribute";
    public const string Model = "LstmGen.LstmModelAttribute";
    public const string Masking = "LstmGen.MaskingAttribute";
    public const string Skip = "LstmGen.SkipConnectionAttribute";
    public const string Training = "LstmGen.TrainingAttribute";
    public const string Options = "LstmGen.LstmOptionsAttribute";

    public static IReadOnlyList<string> All { get; } = [Lstm, Dense, Model, Masking, Skip, Training, Options];

    public static bool IsLayer(AttributeData attribute) => Name(attribute) is Lstm or Dense;

    public static bool IsOurs(AttributeData attribute) => Name(attribute) is not "";

    /// <summary>The name as it is written in brackets.</summary>
    public static string Shown(AttributeData? attribute) =>
        attribute?.AttributeClass?.Name is { } name ? name.Substring(0, name.Length - nameof(System.Attribute).Length) : "";

    /// <summary>The attribute's name if it is one of ours, otherwise an empty string; a type may have thousands of attributes.</summary>
    public static string Name(AttributeData attribute) =>
        attribute.AttributeClass is
        {
            ContainingNamespace: { Name: "LstmGen", ContainingNamespace.IsGlobalNamespace: true },
            ContainingType: null,
        } type
            ? type.Name switch
            {
                "LstmAttribute" => Lstm,
                "DenseAttribute" => Dense,
                "LstmModelAttribute" => Model,
                "MaskingAttribute" => Masking,
                "SkipConnectionAttribute" => Skip,
                "TrainingAttribute" => Training,
                "LstmOptionsAttribute" => Options,
                _ => "",
            }
            : "";
}
