using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Why nothing is generated for a type, without a place in the source: the generator keeps none, and the analyzer knows them.</summary>
/// <param name="Place">What of the type the problem is shown at.</param>
/// <param name="Index">Which one, where there are several.</param>
internal sealed record Problem(DiagnosticDescriptor Descriptor, object?[] Arguments, ProblemPlace Place, int Index = 0)
{
    /// <summary>The model's file, where the problem is in it.</summary>
    public ModelText? File { get; init; }

    public Diagnostic At(Location location) => Diagnostic.Create(Descriptor, location, Arguments);
}

internal enum ProblemPlace
{
    /// <summary>A member of the type.</summary>
    Member,

    /// <summary>The attribute that names the model.</summary>
    Model,

    /// <summary>A layer's attribute.</summary>
    Layer,

    /// <summary>The text of the model's file.</summary>
    File,
}
