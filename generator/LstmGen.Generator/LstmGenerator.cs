using System;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
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
        IncrementalValuesProvider<LstmClass> classes = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                AttributeNames.Lstm,
                static (node, _) => node is TypeDeclarationSyntax,
                static (annotated, cancellation) => ClassReader.Read(
                    (INamedTypeSymbol)annotated.TargetSymbol, annotated.SemanticModel, (TypeDeclarationSyntax)annotated.TargetNode, cancellation).Class)
            .Where(static lstmClass => lstmClass is not null)
            .Select(static (lstmClass, _) => lstmClass!)
            .WithTrackingName(TrackingNames.Classes);

        IncrementalValueProvider<Target> target = context.CompilationProvider
            .Select(static (compilation, _) => TargetReader.Read(compilation))
            .WithTrackingName(TrackingNames.Target);

        IncrementalValueProvider<EquatableArray<string>> clashes = classes
            .Select(static (lstmClass, _) => lstmClass.Type.FileName)
            .Collect()
            .Select(static (names, _) => Clashes(names))
            .WithTrackingName(TrackingNames.Clashes);

        context.RegisterSourceOutput(
            classes.Combine(target).Combine(clashes),
            static (output, input) => Write(output, input.Left.Left, input.Left.Right, input.Right));
    }

    private static void Write(SourceProductionContext output, LstmClass lstmClass, Target target, EquatableArray<string> clashes)
    {
        if (ClassReader.TargetProblem(lstmClass, target, Location.None) is not null)
        {
            return;
        }

        string text = ClassEmitter.Emit(Planner.Plan(lstmClass, target));
        output.AddSource(HintName(lstmClass.Type.FileName, clashes), SourceText.From(text, System.Text.Encoding.UTF8));
    }

    /// <summary>The names that differ from another in case alone, which names of files must not. The hyphen behind them is in no type's name.</summary>
    private static EquatableArray<string> Clashes(ImmutableArray<string> names) => new(names
        .GroupBy(static name => name, StringComparer.OrdinalIgnoreCase)
        .SelectMany(static group => group.Distinct(StringComparer.Ordinal).OrderBy(static name => name, StringComparer.Ordinal).Skip(1)));

    private static string HintName(string name, EquatableArray<string> clashes)
    {
        int clash = clashes.TakeWhile(other => other != name).Count();
        return clash < clashes.Count ? FormattableString.Invariant($"{name}-{clash + 2}.g.cs") : name + ".g.cs";
    }
}
