using System.Collections.Generic;

namespace LstmGen.Generator.Model.Text;

/// <summary>The content of a <c>.lstm</c> file: a trained model.</summary>
/// <param name="Source">The file that it was converted from, as its project calls it, or null.</param>
/// <param name="Framework">The framework that trained it, if known, such as <c>Keras 3.4.1</c>.</param>
/// <param name="Network">With its parameters.</param>
internal sealed record ModelFile(string? Source, string? Framework, Network Network)
{
    /// <summary>What else its file says, each at most once and in the order of <see cref="FactKind.OfMetadata"/>.</summary>
    public EquatableArray<ModelFact> Metadata { get; init; }

    /// <summary>All that is known about the file besides the network.</summary>
    public IEnumerable<ModelFact> Facts =>
    [
        .. Fact(FactKind.Source, Source?.Substring(Source.LastIndexOf('/') + 1)),
        .. Fact(FactKind.Framework, Framework),
        .. Metadata,
    ];

    private static IEnumerable<ModelFact> Fact(FactKind kind, string? text) =>
        text is null ? [] : [new ModelFact(kind, FactKind.Cut(text))];
}
