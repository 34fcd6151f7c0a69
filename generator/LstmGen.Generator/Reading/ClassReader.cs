using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>Reads an annotated type. The generator and the analyzer both call it, so that a missing class is always explained.</summary>
internal static class ClassReader
{
    /// <param name="names">The names that generated members may have: other members of the user's half need not be read.</param>
    public static ReadResult Read(
        INamedTypeSymbol type,
        SemanticModel model,
        TypeDeclarationSyntax declaration,
        IReadOnlyCollection<string> names,
        CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var types = new TypeReader(type, isTrained: ModelOf(type) is not null, problems, cancellation);
        TypeIdentity? identity = types.Read();
        ReferenceReader? references = ModelOf(type) is { } attribute ? new ReferenceReader(type, attribute, problems, cancellation) : null;
        ModelReference? reference = references?.Read();
        Options options = OptionsReader.Read(type, problems, cancellation);
        Network? network = references is null ? new LayerReader(type, problems, cancellation).Read() : null;
        TrainingReader? training = NetworkOptions.Find(type, AttributeNames.Training) is { } asked
            ? new TrainingReader(asked, problems, cancellation)
            : null;
        TrainingRequest? request = training?.Read();
        IReadOnlyList<(DeclaredMember Member, Location Location)> members = MemberReader.Read(type, names);
        var places = new Places(type, [.. members.Select(member => member.Location)], references, training);
        StandIn? standIn = types.StandIn(members.Select(member => member.Member));
        return identity is null || (network is null && reference is null) || problems.Count > 0
            ? new ReadResult(null, standIn, problems, places)
            : new ReadResult(
                new DeclaredClass(
                    identity,
                    options,
                    NameReader.MustQualify(type, declaration, model),
                    LibraryNames.IsShared(model.Compilation, type),
                    types.HasOwnFields && model.Compilation.GetTypeByMetadataName(TypeReader.LayoutAttribute) is not null,
                    new EquatableArray<DeclaredMember>(members.Select(member => member.Member)),
                    type.InstanceConstructors.Any(IsOwnWithoutParameters),
                    network,
                    reference)
                {
                    Training = request,
                },
                standIn,
                problems,
                places);
    }

    /// <summary>
    /// Whether a type with an attribute of this name is read for it: a type is read only once, for its model, otherwise for its LSTM
    /// layers, otherwise for whichever attribute comes first.
    /// </summary>
    public static bool IsReadBy(INamedTypeSymbol type, string attribute)
    {
        string[] names = [.. type.GetAttributes().Select(AttributeNames.Name).Where(name => name.Length > 0)];
        string? reason = names.Contains(AttributeNames.Model) ? AttributeNames.Model
            : names.Contains(AttributeNames.Lstm) ? AttributeNames.Lstm
            : names.FirstOrDefault();
        return attribute == reason;
    }

    /// <summary>The declaration with the first of a type's attributes; null if it has none.</summary>
    public static TypeDeclarationSyntax? DeclarationOf(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.GetAttributes().FirstOrDefault(AttributeNames.IsOurs)?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent
            as TypeDeclarationSyntax;

    /// <summary>The attribute that names a type's model, or null.</summary>
    public static AttributeData? ModelOf(INamedTypeSymbol type) =>
        type.GetAttributes().FirstOrDefault(attribute => AttributeNames.Name(attribute) == AttributeNames.Model);

    /// <summary>Whether a constructor belongs to the user's half and has no parameters.</summary>
    private static bool IsOwnWithoutParameters(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 0
        && !constructor.IsImplicitlyDeclared
        && !MemberReader.IsGenerated(constructor);
}
