using System.Collections.Generic;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>An annotated type as read, or what is wrong with it. Only the analyzer keeps the problems and the places.</summary>
/// <param name="StandIn">What the type gets in place of a network; null if no code can be added to it.</param>
/// <param name="Places">Where problems are shown, including those found later.</param>
internal sealed record ReadResult(DeclaredClass? Class, StandIn? StandIn, IReadOnlyList<Problem> Problems, Places Places)
{
    /// <summary>Whether other errors may keep the problems from being reported.</summary>
    public bool IsUnheard => Problems.Count > 0 && StandIn is null;
}

/// <summary>The places of a type's parts in the source.</summary>
/// <param name="type">The annotated type.</param>
/// <param name="members">Its members, as they were read.</param>
/// <param name="reference">Has the places of the model and of the layers stated with it; null if no model is named.</param>
/// <param name="training">Has the places of the training options; null if training isn't asked for.</param>
internal sealed class Places(
    INamedTypeSymbol type,
    IReadOnlyList<Location>? members = null,
    ReferenceReader? reference = null,
    TrainingReader? training = null)
{
    /// <summary>The problem as a diagnostic.</summary>
    public Diagnostic Show(Problem problem) => problem.At(LocationOf(problem.Place));

    private Location LocationOf(Place place) => place switch
    {
        InSource source => source.Location,
        InFile file => file.Location,
        AtMember member when members is not null => members[member.Index],
        AtLayer layer when reference is not null => reference.LocationOf(layer.Index),
        AtModel when reference is not null => reference.LocationOfModel,
        AtTraining option when training is not null => training.LocationOf(option.Option),
        _ => TypeReader.Location(type),
    };
}
