using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>The named arguments of one attribute, and the place of each.</summary>
internal sealed class AttributeArguments(AttributeData attribute, CancellationToken cancellation)
{
    private readonly Dictionary<string, TypedConstant> _values = attribute.NamedArguments
        .GroupBy(argument => argument.Key)
        .ToDictionary(group => group.Key, group => group.Last().Value);

    public SyntaxReference? Syntax => attribute.ApplicationSyntaxReference;

    public Location Location => Syntax is { } reference
        ? reference.GetSyntax(cancellation).GetLocation()
        : Location.None;

    /// <summary>The value, or null where it isn't given, or isn't a constant, which the compiler reports.</summary>
    public int? Int(string name) => _values.TryGetValue(name, out TypedConstant value) && value.Value is int number ? number : null;

    public float? Float(string name) => _values.TryGetValue(name, out TypedConstant value) && value.Value is float number ? number : null;

    public string? Text(string name) => _values.TryGetValue(name, out TypedConstant value) && value.Value is string text ? text : null;

    public bool? Bool(string name) => _values.TryGetValue(name, out TypedConstant value) && value.Value is bool flag ? flag : null;

    public bool Bool(string name, bool otherwise) => Bool(name) ?? otherwise;

    public bool IsGiven(string name) => _values.ContainsKey(name);

    /// <summary>The declaration that has the attribute.</summary>
    public (SyntaxTree?, int) Declaration => (Syntax?.SyntaxTree, Syntax?.GetSyntax(cancellation).Parent?.Parent?.SpanStart ?? 0);

    public Location LocationOf(string name)
    {
        var syntax = Syntax?.GetSyntax(cancellation) as AttributeSyntax;
        AttributeArgumentSyntax? argument = syntax?.ArgumentList?.Arguments
            .FirstOrDefault(candidate => candidate.NameEquals?.Name.Identifier.ValueText == name);
        return argument?.GetLocation() ?? Location;
    }
}
