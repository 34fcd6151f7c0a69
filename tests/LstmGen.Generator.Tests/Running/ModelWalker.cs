using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Running;

/// <summary>
/// Walks through a cached value, field by field. A reference to a compilation keeps all of it in memory, and values compared by reference
/// are never equal after an edit, so that everything is generated again at each keystroke.
/// </summary>
internal static class ModelWalker
{
    private static readonly Type[] Forbidden =
    [
        typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxReference), typeof(SyntaxToken),
        typeof(SemanticModel), typeof(Location), typeof(Diagnostic), typeof(AttributeData), typeof(AdditionalText), typeof(Delegate),
    ];

    /// <summary>The first field that doesn't belong in the cache, with its path; null if there is none.</summary>
    public static string? FindProblem(object? value, string path) =>
        Walk(value, path, holderHasValueEquality: false, new HashSet<object>(ReferenceEqualityComparer.Instance));

    private static string? Walk(object? value, string path, bool holderHasValueEquality, HashSet<object> seen)
    {
        if (value is null or string or decimal || value.GetType() is { IsPrimitive: true } or { IsEnum: true })
        {
            return null;
        }

        Type type = value.GetType();
        if (Forbidden.FirstOrDefault(forbidden => forbidden.IsAssignableFrom(type)) is { } found)
        {
            return $"{path} holds a {found.Name} ({type}).";
        }

        if (!type.IsValueType && !seen.Add(value))
        {
            return null;
        }

        if (type.IsArray || IsLibraryCollection(type))
        {
            return holderHasValueEquality
                ? Items(value).Select((item, index) => Walk(item, $"{path}[{index}]", false, seen)).FirstOrDefault(problem => problem is not null)
                : $"{path} is a {type}, which is compared by reference, and its holder has no equality of its own.";
        }

        if (EqualsDeclaration(type) == typeof(object))
        {
            return $"{path} is a {type}, which is compared by reference.";
        }

        bool hasValueEquality = HasOwnEquality(type);
        return Fields(type)
            .Select(field => Walk(field.GetValue(value), $"{path}.{FieldName(field)}", hasValueEquality, seen))
            .FirstOrDefault(problem => problem is not null);
    }

    // Among them ImmutableArray, whose Equals compares the arrays by reference.
    private static bool IsLibraryCollection(Type type) => type.Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true
        && typeof(IEnumerable).IsAssignableFrom(type);

    private static IEnumerable<object?> Items(object value) => value.GetType() is { IsValueType: true } type && IsDefault(value, type)
        ? []
        : ((IEnumerable)value).Cast<object?>();

    // A default ImmutableArray can't be enumerated.
    private static bool IsDefault(object value, Type type) => value.Equals(RuntimeHelpers.GetUninitializedObject(type));

    private static Type? EqualsDeclaration(Type type) => type.GetMethod(nameof(Equals), [typeof(object)])?.DeclaringType;

    /// <summary>Whether Equals is hand-written: a record's own compares an array in it by reference.</summary>
    private static bool HasOwnEquality(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            if (declaring.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
                && declaring.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(method =>
                    method.Name == nameof(Equals) && method.GetParameters().Length == 1 && !method.IsDefined(typeof(CompilerGeneratedAttribute))))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (Type? declaring = type; declaring is not null; declaring = declaring.BaseType)
        {
            foreach (FieldInfo field in declaring.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                yield return field;
            }
        }
    }

    private static string FieldName(FieldInfo field) => field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>')] : field.Name;
}
