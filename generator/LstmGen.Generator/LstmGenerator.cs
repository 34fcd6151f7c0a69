using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Checking;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
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
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<EquatableArray<ModelText>> models = context.AdditionalTextsProvider
            .Where(static file => ModelText.IsModel(file.Path))
            .Select(static (file, cancellation) => ModelText.Read(file.Path, file.GetText(cancellation)?.ToString()))
            .Collect()
            .Select(static (texts, _) => new EquatableArray<ModelText>(texts))
            .WithTrackingName(TrackingNames.Models);

        IncrementalValueProvider<Target> target = context.CompilationProvider
            .Select(static (compilation, _) => TargetReader.Read(compilation))
            .WithTrackingName(TrackingNames.Target);

        // A type with a model may have layers beside it: it is read once, for its model.
        IncrementalValuesProvider<LstmClass> declared =
            Classes(context, AttributeNames.Lstm, models, target, static type => ClassReader.ModelOf(type) is null);
        IncrementalValuesProvider<LstmClass> trained = Classes(context, AttributeNames.Model, models, target, static _ => true);
        IncrementalValueProvider<EquatableArray<string>> clashes = FileNames(declared)
            .Combine(FileNames(trained))
            .Select(static (names, _) => Clashes(names.Left.AddRange(names.Right)))
            .WithTrackingName(TrackingNames.Clashes);
        foreach (IncrementalValuesProvider<LstmClass> classes in new[] { declared, trained })
        {
            context.RegisterSourceOutput(
                classes.Combine(target).Combine(clashes),
                static (output, input) => Write(output, input.Left.Left, input.Left.Right, input.Right));
        }
    }

    /// <summary>The classes by an attribute that can be generated: read, given their networks, and checked.</summary>
    private static IncrementalValuesProvider<LstmClass> Classes(
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
            .Select(static (pair, _) => pair.Left.Class)
            .WithTrackingName(TrackingNames.Classes);

    private static IncrementalValueProvider<ImmutableArray<string>> FileNames(IncrementalValuesProvider<LstmClass> classes) =>
        classes.Select(static (lstmClass, _) => lstmClass.Type.FileName).Collect();

    private static void Write(SourceProductionContext output, LstmClass lstmClass, Target target, EquatableArray<string> clashes)
    {
        string text = ClassEmitter.Emit(Planner.Plan(lstmClass, target), out IReadOnlyCollection<string> used);
        if (target.HiddenNames.Any(used.Contains))
        {
            return;
        }

        output.AddSource(HintName(lstmClass.Type.FileName, clashes), SourceText.From(text, System.Text.Encoding.UTF8));
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
