using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator;

/// <summary>Reports why an annotated type has no generated code, and what goes wrong with it in silence. It reads as the generator does, and keeps what that throws away: the places in the source.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LstmAnalyzer : DiagnosticAnalyzer
{
    private static readonly SourceTextValueProvider<ModelText> Texts = new(text => ModelText.Read("", text.ToString()));

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.NotPartial,
        Descriptors.UnsupportedType,
        Descriptors.SizeTooSmall,
        Descriptors.LayersDoNotChain,
        Descriptors.StepsContradict,
        Descriptors.NoRecurrentLayer,
        Descriptors.TooLarge,
        Descriptors.MemberExists,
        Descriptors.LanguageTooOld,
        Descriptors.MissingApi,
        Descriptors.UnknownValue,
        Descriptors.ScatteredLayers,
        Descriptors.UnrollNotHonoured,
        Descriptors.UnrollIsCostly,
        Descriptors.ModelNotFound,
        Descriptors.ModelDamaged,
        Descriptors.ModelContradicts,
        Descriptors.OptionMisfit,
        Descriptors.UnusedNumber,
        Descriptors.FusedIsCalled,
        Descriptors.NameIsHidden,
        Descriptors.JsonContextIsBlind);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            Target target = TargetReader.Read(start.Compilation);
            string? slowRuntime = NativeRuntime.WithoutFusedMultiplyAdd(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            // Each file is read once as long as its text is the same.
            var models = new Lazy<IReadOnlyList<ModelText>>(() => start.Options.AdditionalFiles
                .Where(file => ModelText.IsModel(file.Path))
                .Select(file => file.GetText(start.CancellationToken) is { } text && start.TryGetValue(text, Texts, out ModelText? model) && model is not null
                    ? model with { Path = file.Path }
                    : ModelText.Read(file.Path, null))
                .ToList());
            start.RegisterSymbolAction(
                static symbol =>
                {
                    foreach (Diagnostic problem in JsonContexts.Check((INamedTypeSymbol)symbol.Symbol))
                    {
                        symbol.ReportDiagnostic(problem);
                    }
                },
                SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(
                node => Analyze(node, target, slowRuntime, models),
                SyntaxKind.ClassDeclaration, SyntaxKind.StructDeclaration, SyntaxKind.RecordDeclaration, SyntaxKind.RecordStructDeclaration);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context, Target target, string? slowRuntime, Lazy<IReadOnlyList<ModelText>> models)
    {
        var declaration = (TypeDeclarationSyntax)context.Node;
        if (declaration.AttributeLists.Count == 0
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type)
        {
            return;
        }

        // A type is read once, however many declarations it has: where its first attribute stands.
        AttributeData? first = type.GetAttributes().FirstOrDefault(AttributeNames.IsOurs);
        if (first?.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).Parent?.Parent != declaration)
        {
            return;
        }

        ReadResult result = ClassReader.Read(type, context.SemanticModel, declaration, context.CancellationToken);
        foreach (Diagnostic problem in result.Problems)
        {
            context.ReportDiagnostic(problem);
        }

        if (result.Class is not { } declared)
        {
            return;
        }

        LstmClass? lstmClass = ClassResolver.Resolve(declared, declared.Model is null ? [] : models.Value, out IReadOnlyList<Problem> problems);
        foreach (Problem problem in problems)
        {
            context.ReportDiagnostic(problem.At(result.Locate(problem)));
        }

        if (lstmClass is null)
        {
            return;
        }

        Location location = TypeReader.Location(type);
        Diagnostic? rest = ClassReader.TargetProblem(lstmClass, target, location)
            ?? HiddenName(context.Compilation, lstmClass, target, location)
            ?? ClassReader.Warning(lstmClass, target, location);
        if (rest is not null)
        {
            context.ReportDiagnostic(rest);
        }

        if (slowRuntime is not null && target.Resolve(lstmClass.Options.Arithmetic) == Arithmetic.Fused)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.FusedIsCalled, location, lstmClass.Type.Type.Name, slowRuntime));
        }
    }

    /// <summary>What stands where the type's code looks for a type of the base library.</summary>
    private static Diagnostic? HiddenName(Compilation compilation, LstmClass lstmClass, Target target, Location location)
    {
        if (ClassReader.HiddenName(lstmClass, target) is not { } name)
        {
            return null;
        }

        IReadOnlyList<ISymbol> hiding = LibraryNames.Hiding(compilation, name);
        // In an editor another project's types have their source, too.
        Location[] places = hiding.SelectMany(symbol => symbol.Locations).Where(place => place.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree)).ToArray();
        return Diagnostic.Create(
            Descriptors.NameIsHidden, location, places, lstmClass.Type.Type.Name, BaseLibrary.Namespaces[name] + "." + name, LibraryNames.Shown(hiding, places));
    }
}
