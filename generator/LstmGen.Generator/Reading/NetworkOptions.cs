using System.Linq;
using System.Threading;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads the attributes that apply to the whole network.</summary>
internal static class NetworkOptions
{
    public static bool Skip(INamedTypeSymbol type) => Find(type, AttributeNames.Skip) is not null;

    public static Masking? Masking(INamedTypeSymbol type, CancellationToken cancellation) =>
        Find(type, AttributeNames.Masking) is { } attribute
            ? new Masking(new AttributeArguments(attribute, cancellation).Float("Value"))
            : null;

    public static AttributeData? Find(INamedTypeSymbol type, string name) =>
        type.GetAttributes().FirstOrDefault(attribute => AttributeNames.Name(attribute) == name);
}
