using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>
/// What is wrong with a type, or with what it names, and where that is shown. Whatever reads, resolves or checks a type says so in this one
/// way; the analyzer reports it, and the generator, which keeps no place in the source, only asks whether there is any.
/// </summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Place Place, params object?[] Arguments)
{
    /// <summary>Other places that have to do with it.</summary>
    public IReadOnlyList<Location> Others { get; init; } = [];

    /// <param name="location">Where its place is.</param>
    /// <remarks>Diagnostics whose arguments are equal are equal only where those are the same objects.</remarks>
    public Diagnostic At(Location location) =>
        Diagnostic.Create(Descriptor, location, Others, [.. Arguments.Select(argument => string.Intern($"{argument}"))]);
}
