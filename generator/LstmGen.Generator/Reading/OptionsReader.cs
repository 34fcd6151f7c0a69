using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Reads <c>[LstmOptions]</c>: the type's own first, then the assembly's, property by property.</summary>
internal static class OptionsReader
{
    public static Options Read(INamedTypeSymbol type, List<Problem> problems, CancellationToken cancellation)
    {
        List<AttributeArguments> attributes = type.GetAttributes()
            .Concat(type.ContainingAssembly.GetAttributes())
            .Where(attribute => AttributeNames.Name(attribute) == AttributeNames.Options)
            .Select(attribute => new AttributeArguments(attribute, cancellation))
            .ToList();
        return new Options(
            (Unroll)First("Unroll", typeof(Unroll)),
            (Arithmetic)First("Arithmetic", typeof(Arithmetic)),
            (VectorWidth)First("VectorWidth", typeof(VectorWidth)))
        {
            Precision = (Precision)First("Precision", typeof(Precision)),
            StaticForm = IsAsked("StaticForm"),
            Interface = IsAsked("Interface"),
        };

        bool IsAsked(string name) => attributes.FirstOrDefault(attribute => attribute.IsGiven(name))?.Bool(name) ?? false;

        int First(string name, Type values) => attributes.FirstOrDefault(attribute => attribute.IsGiven(name)) is { } given
            ? Value(given, name, 0, values, problems)
            : 0;
    }

    /// <summary>The value of an enum argument; one that the enum doesn't have is a problem.</summary>
    /// <param name="shown">What users call the enum, where the generator calls it something else.</param>
    public static int Value(
        AttributeArguments arguments,
        string name,
        int otherwise,
        Type values,
        List<Problem> problems,
        string? shown = null)
    {
        if (arguments.Int(name) is not int value)
        {
            return otherwise;
        }

        if (Enum.IsDefined(values, value))
        {
            return value;
        }

        problems.Add(new Problem(Descriptors.UnknownValue, arguments.LocationOf(name), name, value, shown ?? values.Name));
        return otherwise;
    }
}
