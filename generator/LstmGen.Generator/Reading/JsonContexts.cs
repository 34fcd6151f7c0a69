using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>
/// Finds states that System.Text.Json's own source generator can't see: generators don't see each other's code. For a state of the same
/// project it at best generates nothing, and at worst silently omits the state from what a context writes.
/// </summary>
internal static class JsonContexts
{
    private const string Namespace = "System.Text.Json.Serialization";

    /// <summary>The problems of a type, if it is a context.</summary>
    public static IEnumerable<Problem> Check(INamedTypeSymbol type)
    {
        if (!IsJson(type.BaseType, "JsonSerializerContext"))
        {
            yield break;
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (IsJson(attribute.AttributeClass, "JsonSerializableAttribute")
                && attribute.ConstructorArguments.Length == 1
                && attribute.ConstructorArguments[0].Value is ITypeSymbol root
                && StateIn(root, type.ContainingAssembly, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default)) is { } state)
            {
                yield return new Problem(
                    Descriptors.JsonContextIsBlind,
                    attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? TypeReader.Location(type),
                    type.Name, $"{state.ContainingType.Name}.{state.Name}", state.ContainingType.Name);
            }
        }
    }

    /// <summary>The first state generated in the assembly that is reachable from a type the way serializers traverse it, or null.</summary>
    private static INamedTypeSymbol? StateIn(ITypeSymbol type, IAssemblySymbol assembly, HashSet<ITypeSymbol> seen)
    {
        if (!seen.Add(type))
        {
            return null;
        }

        if (type is INamedTypeSymbol named && IsState(named, assembly))
        {
            return named;
        }

        return Parts(type, assembly).Select(part => StateIn(part, assembly, seen)).FirstOrDefault(state => state is not null);
    }

    private static IEnumerable<ITypeSymbol> Parts(ITypeSymbol type, IAssemblySymbol assembly)
    {
        if (type is IArrayTypeSymbol array)
        {
            return [array.ElementType];
        }

        if (type is not INamedTypeSymbol named)
        {
            return [];
        }

        // Other assemblies' types have no members of this assembly's types, except through type arguments.
        return SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, assembly)
            ? named.TypeArguments
                .Concat(Members(named))
                .Concat(Derived(named))
                .Concat(named.BaseType is { } baseType ? [baseType] : [])
                .Concat(named.AllInterfaces)
            : named.TypeArguments;
    }

    private static IEnumerable<ITypeSymbol> Members(INamedTypeSymbol type) => type.GetMembers()
        .Where(member => !member.IsStatic && !member.GetAttributes().Any(attribute => IsLeftOut(attribute) || IsConverted(attribute)))
        .Where(member => member.DeclaredAccessibility == Accessibility.Public || member.GetAttributes().Any(IsIncluded))
        .Select(member => (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type)
        .OfType<ITypeSymbol>();

    /// <summary>The derived types that a type declares.</summary>
    private static IEnumerable<ITypeSymbol> Derived(INamedTypeSymbol type) => type.GetAttributes()
        .Where(attribute => IsJson(attribute.AttributeClass, "JsonDerivedTypeAttribute") && attribute.ConstructorArguments.Length > 0)
        .Select(attribute => attribute.ConstructorArguments[0].Value)
        .OfType<ITypeSymbol>();

    /// <summary>Whether a member is always ignored: unless a condition says otherwise.</summary>
    private static bool IsLeftOut(AttributeData attribute) =>
        IsJson(attribute.AttributeClass, "JsonIgnoreAttribute") && attribute.NamedArguments.All(argument => argument.Value.Value is 1);

    /// <summary>Whether a converter of the user's own writes a member.</summary>
    private static bool IsConverted(AttributeData attribute) => IsJson(attribute.AttributeClass, "JsonConverterAttribute");

    private static bool IsIncluded(AttributeData attribute) => IsJson(attribute.AttributeClass, "JsonIncludeAttribute");

    private static bool IsState(INamedTypeSymbol type, IAssemblySymbol assembly) =>
        type.Name is GeneratedTypes.State or GeneratedTypes.BatchState
        && SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, assembly)
        && type.ContainingType is { } network
        && network.GetAttributes().Any(AttributeNames.IsOurs);

    private static bool IsJson(INamedTypeSymbol? type, string name) =>
        type is not null && type.Name == name && type.ContainingNamespace.ToDisplayString() == Namespace;
}
