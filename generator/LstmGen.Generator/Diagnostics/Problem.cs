using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Diagnostics;

/// <summary>
/// What is wrong with a type, or with what it names, and where that is shown. All code that reads, resolves or checks a type returns
/// problems in this form; the analyzer reports them, and the generator, which keeps no places in the source, only asks whether there are
/// any.
/// </summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Place Place, params object?[] Arguments)
{
    /// <summary>Related places.</summary>
    public IReadOnlyList<Location> Others { get; init; } = [];

    /// <param name="location">The problem's place in the source.</param>
    /// <remarks>Diagnostics with equal arguments are equal only if the arguments are the same objects.</remarks>
    public Diagnostic At(Location location) =>
        Diagnostic.Create(Descriptor, location, Others, [.. Arguments.Select(argument => string.Intern($"{argument}"))]);
}
