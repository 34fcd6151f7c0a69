using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using LstmGen.Generator.Checking;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator;

/// <summary>
/// Adds the network's code to every annotated type. What can't be generated is explained by <see cref="LstmAnalyzer"/>; the type then has
/// what keeps that from being hidden by other errors, or else <see cref="HiddenErrors"/> repeat it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class LstmGenerator : IIncrementalGenerator
{
    /// <summary>No type has a hyphen in its name.</summary>
    private const string HelperFileName = "LstmGen-helpers.g.cs";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<EquatableArray<ModelText>> models = context.AdditionalTextsProvider
            .Where(static file => LstmExtension.Ends(file.Path))
            .Select(static (file, cancellation) => ModelText.Read(file.Path, file.GetText(cancellation)?.ToString()))
            .Collect()
            .Select(static (texts, _) => new EquatableArray<ModelText>(texts))
            .WithTrackingName(TrackingNames.Models);

        IncrementalValueProvider<Target> target = context.CompilationProvider
            .Select(static (compilation, _) => TargetReader.Read(compilation))
            .WithTrackingName(TrackingNames.Target);

        var classes = new List<IncrementalValuesProvider<EmittedClass>>();
        foreach (string attribute in AttributeNames.All)
        {
            IncrementalValuesProvider<(DeclaredClass? Class, StandIn? StandIn, string? Unheard)> read = Read(context, attribute);
            classes.Add(Classes(read, models, target));
            context.RegisterImplementationSourceOutput(
                read.Select(static (type, _) => type.Unheard)
                    .Where(static type => type is not null)
                    .Combine(context.CompilationProvider)
                    .SelectMany(static (pair, cancellation) => HiddenErrors.Of(pair.Left!, pair.Right, cancellation)),
                static (output, error) => output.ReportDiagnostic(error));
        }

        IncrementalValueProvider<EquatableArray<string>> clashes = All(classes, static emitted => emitted.FileName)
            .Select(static (names, _) => Clashes(names))
            .WithTrackingName(TrackingNames.Clashes);
        foreach (IncrementalValuesProvider<EmittedClass> emitted in classes)
        {
            context.RegisterSourceOutput(
                emitted.Combine(clashes),
                static (output, input) => WriteClass(output, input.Left, input.Right));
        }

        IncrementalValueProvider<EquatableArray<Helper>> helpers = All(classes, static emitted => emitted.Helpers)
            .Select(static (sets, _) => Union(sets))
            .WithTrackingName(TrackingNames.Helpers);
        context.RegisterSourceOutput(helpers.Combine(target), static (output, input) => WriteHelpers(output, input.Left, input.Right));
    }

    /// <summary>The types that are read by an attribute. What stays unheard is the id of one that has nothing to keep its errors in sight.</summary>
    private static IncrementalValuesProvider<(DeclaredClass? Class, StandIn? StandIn, string? Unheard)> Read(
        IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, cancellation) =>
                    found is { TargetSymbol: INamedTypeSymbol type, TargetNode: TypeDeclarationSyntax node }
                    && ClassReader.IsReadBy(type, attribute) && HasFirst(found.Attributes[0].AttributeClass, type, node, cancellation)
                        ? Read(type, found.SemanticModel, node, cancellation)
                        : default)
            .Where(static read => read.Class is not null || read.StandIn is not null || read.Unheard is not null)
            .WithTrackingName(TrackingNames.Declarations);

    /// <summary>The classes of types that were read: given their networks, checked, and printed.</summary>
    private static IncrementalValuesProvider<EmittedClass> Classes(
        IncrementalValuesProvider<(DeclaredClass? Class, StandIn? StandIn, string? Unheard)> read,
        IncrementalValueProvider<EquatableArray<ModelText>> models,
        IncrementalValueProvider<Target> target) =>
        read
            .Combine(models)
            .Select(static (pair, _) => (Class: Resolve(pair.Left.Class, pair.Right), pair.Left.Class?.Members, pair.Left.StandIn))
            .WithTrackingName(TrackingNames.Resolved)
            .Combine(target)
            .Select(static (pair, _) => (
                Class: pair.Left.Class is { } read && ClassCheck.Obstacles(read, pair.Left.Members!.Value, pair.Right).Count == 0 ? read : null,
                pair.Left.StandIn,
                Target: pair.Right))
            .WithTrackingName(TrackingNames.Classes)
            .Select(static (made, _) => Emit(made.Class, made.Target) ?? (made.StandIn is { } standIn ? StandInEmitter.Emit(standIn) : null))
            .Where(static emitted => emitted is not null)
            .Select(static (emitted, _) => emitted!)
            .WithTrackingName(TrackingNames.Emitted);

    /// <summary>Whether a declaration of a type has its first attribute of a kind: a type is read once, however many of them have one.</summary>
    private static bool HasFirst(
        INamedTypeSymbol? attribute, INamedTypeSymbol type, TypeDeclarationSyntax declaration, CancellationToken cancellation) =>
        type.GetAttributes()
            .First(other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute))
            .ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent == declaration;

    private static (DeclaredClass? Class, StandIn? StandIn, string? Unheard) Read(
        INamedTypeSymbol type, SemanticModel model, TypeDeclarationSyntax declaration, CancellationToken cancellation)
    {
        ReadResult result = ClassReader.Read(type, model, declaration, Surface.AllNames, cancellation);
        return (result.Class, result.StandIn, result.IsUnheard ? type.GetDocumentationCommentId() : null);
    }

    /// <summary>What all classes have of something.</summary>
    private static IncrementalValueProvider<ImmutableArray<T>> All<T>(
        IEnumerable<IncrementalValuesProvider<EmittedClass>> classes, Func<EmittedClass, T> part) =>
        classes
            .Select(some => some.Select((emitted, _) => part(emitted)).Collect())
            .Aggregate(static (all, more) => all.Combine(more).Select(static (pair, _) => pair.Left.AddRange(pair.Right)));

    private static LstmClass? Resolve(DeclaredClass? declared, EquatableArray<ModelText> models) =>
        declared is null ? null : ClassResolver.Resolve(declared, models, out IReadOnlyList<Problem> _);

    /// <summary>Null for a class that can't be generated, or whose code would name something of the user's.</summary>
    private static EmittedClass? Emit(LstmClass? lstmClass, Target target)
    {
        EmittedClass? emitted = lstmClass is null ? null : ClassEmitter.Emit(Planner.Plan(lstmClass, target));
        return emitted is null || target.HiddenNames.Any(emitted.Uses.Contains) ? null : emitted;
    }

    /// <summary>What any class calls, each once, in an order that doesn't depend on the classes'.</summary>
    private static EquatableArray<Helper> Union(ImmutableArray<EquatableArray<Helper>> sets) => new(sets
        .SelectMany(static set => set)
        .Distinct()
        .OrderBy(static helper => helper.Type, StringComparer.Ordinal)
        .ThenBy(static helper => helper.Order, StringComparer.Ordinal));

    private static void WriteClass(SourceProductionContext output, EmittedClass emitted, EquatableArray<string> clashes)
    {
        string name = FileName(emitted.FileName, clashes);
        foreach (EmittedFile file in emitted.Files)
        {
            output.AddSource(name + (file.Name.Length > 0 ? "-" : "") + file.Name + ".g.cs", SourceText.From(file.Text, Encoding.UTF8));
        }
    }

    private static void WriteHelpers(SourceProductionContext output, EquatableArray<Helper> helpers, Target target)
    {
        if (helpers.Count > 0)
        {
            output.AddSource(HelperFileName, SourceText.From(HelperFile.Emit(helpers, target), Encoding.UTF8));
        }
    }

    /// <summary>
    /// The names that differ from another in case alone, which names of files must not. The hyphen behind them is in no type's name.
    /// </summary>
    private static EquatableArray<string> Clashes(ImmutableArray<string> names) => new(names
        .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(static group => group.Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).Skip(1)));

    private static string FileName(string name, EquatableArray<string> clashes)
    {
        int clash = clashes.TakeWhile(other => other != name).Count();
        return clash < clashes.Count ? FormattableString.Invariant($"{name}-{clash + 2}") : name;
    }
}
