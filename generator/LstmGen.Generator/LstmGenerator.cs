using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
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

/// <summary>Adds the network's code to every annotated type. What can't be generated is explained by <see cref="LstmAnalyzer"/>.</summary>
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

        // A type with a model may have layers beside it: it is read once, for its model.
        IncrementalValuesProvider<EmittedClass> declared =
            Classes(context, AttributeNames.Lstm, models, target, static type => ClassReader.ModelOf(type) is null);
        IncrementalValuesProvider<EmittedClass> trained = Classes(context, AttributeNames.Model, models, target, static _ => true);
        IncrementalValueProvider<EquatableArray<string>> clashes = declared.Select(static (emitted, _) => emitted.FileName).Collect()
            .Combine(trained.Select(static (emitted, _) => emitted.FileName).Collect())
            .Select(static (names, _) => Clashes(names.Left.AddRange(names.Right)))
            .WithTrackingName(TrackingNames.Clashes);
        foreach (IncrementalValuesProvider<EmittedClass> classes in new[] { declared, trained })
        {
            context.RegisterSourceOutput(
                classes.Combine(clashes),
                static (output, input) => output.AddSource(
                    HintName(input.Left.FileName, input.Right),
                    SourceText.From(input.Left.Text, Encoding.UTF8)));
        }

        IncrementalValueProvider<EquatableArray<Helper>> helpers = declared.Select(static (emitted, _) => emitted.Helpers).Collect()
            .Combine(trained.Select(static (emitted, _) => emitted.Helpers).Collect())
            .Select(static (sets, _) => Union(sets.Left.AddRange(sets.Right)))
            .WithTrackingName(TrackingNames.Helpers);
        context.RegisterSourceOutput(helpers.Combine(target), static (output, input) => WriteHelpers(output, input.Left, input.Right));
    }

    /// <summary>The classes by an attribute that can be generated: read, given their networks, checked, and printed.</summary>
    private static IncrementalValuesProvider<EmittedClass> Classes(
        IncrementalGeneratorInitializationContext context,
        string attribute,
        IncrementalValueProvider<EquatableArray<ModelText>> models,
        IncrementalValueProvider<Target> target,
        Func<INamedTypeSymbol, bool> isRead) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(
                attribute,
                static (node, _) => node is TypeDeclarationSyntax,
                (found, cancellation) =>
                    found is { TargetSymbol: INamedTypeSymbol type, TargetNode: TypeDeclarationSyntax node } && isRead(type)
                        ? ClassReader.Read(type, found.SemanticModel, node, Surface.AllNames, cancellation).Class
                        : null)
            .Where(static declared => declared is not null)
            .WithTrackingName(TrackingNames.Declarations)
            .Combine(models)
            .Select(static (pair, _) =>
                (Class: ClassResolver.Resolve(pair.Left!, pair.Right, out IReadOnlyList<Problem> _)!, pair.Left!.Members))
            .Where(static resolved => resolved.Class is not null)
            .WithTrackingName(TrackingNames.Resolved)
            .Combine(target)
            .Where(static pair => ClassCheck.Obstacles(pair.Left.Class, pair.Left.Members, pair.Right).Count == 0)
            .Select(static (pair, _) => (pair.Left.Class, Target: pair.Right))
            .WithTrackingName(TrackingNames.Classes)
            .Select(static (pair, _) => (Emitted: ClassEmitter.Emit(Planner.Plan(pair.Class, pair.Target)), pair.Target.HiddenNames))
            .Where(static pair => !pair.HiddenNames.Any(pair.Emitted.Uses.Contains))
            .Select(static (pair, _) => pair.Emitted)
            .WithTrackingName(TrackingNames.Emitted);

    /// <summary>What any class calls, each once, in an order that doesn't depend on the classes'.</summary>
    private static EquatableArray<Helper> Union(ImmutableArray<EquatableArray<Helper>> sets) => new(sets
        .SelectMany(static set => set)
        .Distinct()
        .OrderBy(static helper => helper.Type, StringComparer.Ordinal)
        .ThenBy(static helper => helper.Order, StringComparer.Ordinal));

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

    private static string HintName(string name, EquatableArray<string> clashes)
    {
        int clash = clashes.TakeWhile(other => other != name).Count();
        return clash < clashes.Count ? FormattableString.Invariant($"{name}-{clash + 2}.g.cs") : name + ".g.cs";
    }
}
