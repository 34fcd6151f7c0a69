using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>The attributes that describe a network.</summary>
internal static class AttributeNames
{
    public const string Lstm = "LstmGen.LstmAttribute";
    public const string Dense = "LstmGen.DenseAttribute";
    public const string Options = "LstmGen.LstmOptionsAttribute";

    public static bool IsLayer(AttributeData attribute) => Name(attribute) is Lstm or Dense;

    public static bool IsOurs(AttributeData attribute) => Name(attribute) is Lstm or Dense or Options;

    public static string Name(AttributeData attribute) => attribute.AttributeClass?.ToDisplayString() ?? "";
}
