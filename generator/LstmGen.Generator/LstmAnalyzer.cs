using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Checking;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator;

/// <summary>
/// Reports why an annotated type has no generated code, and what silently goes wrong with it. It reads types like the generator, and also
/// keeps what that discards: the places in the source.
/// </summary>
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
        Descriptors.JsonContextIsBlind,
        Descriptors.TrainingMisfit,
        Descriptors.TrainerIsLarge);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            Target target = TargetReader.Read(start.Compilation);
            FusedCalls? fusedCalls = FusedCalls.Of(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
            // Each file is read only once while its text stays the same.
            var models = new Lazy<IReadOnlyList<ModelText>>(() => start.Options.AdditionalFiles
                .Where(file => LstmExtension.Ends(file.Path))
                .Select(file => file.GetText(start.CancellationToken) is { } text
                    && start.TryGetValue(text, Texts, out ModelText? model) && model is not null
                    ? model with { Path = file.Path }
                    : ModelText.Read(file.Path, null))
                .ToList());
            start.RegisterSymbolAction(
                static symbol =>
                {
                    var type = (INamedTypeSymbol)symbol.Symbol;
                    foreach (Problem problem in JsonContexts.Check(type))
                    {
                        symbol.ReportDiagnostic(new Places(type).Show(problem));
                    }
                },
                SymbolKind.NamedType);
            start.RegisterSyntaxNodeAction(
                node => Analyze(node, target, fusedCalls, models),
                SyntaxKind.ClassDeclaration,
                SyntaxKind.StructDeclaration,
                SyntaxKind.RecordDeclaration,
                SyntaxKind.RecordStructDeclaration);
        });
    }

    private static void Analyze(
        SyntaxNodeAnalysisContext context, Target target, FusedCalls? fusedCalls, Lazy<IReadOnlyList<ModelText>> models)
    {
        var declaration = (TypeDeclarationSyntax)context.Node;
        if (declaration.AttributeLists.Count == 0
            || context.SemanticModel.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } type)
        {
            return;
        }

        if (ClassReader.DeclarationOf(type, context.CancellationToken) != declaration)
        {
            return;
        }

        ReadResult result = ClassReader.Read(type, context.SemanticModel, declaration, Surface.AllNames, context.CancellationToken);
        IEnumerable<Problem> later = result.Class is { } declared
            ? Later(context.Compilation, declared, target, fusedCalls, declared.Model is null ? [] : models.Value)
            : [];
        foreach (Problem problem in result.Problems.Concat(later))
        {
            context.ReportDiagnostic(result.Places.Show(problem));
        }
    }

    /// <summary>
    /// The problems found when a type that could be read is given its network and checked: those of the first step that finds any.
    /// </summary>
    private static IEnumerable<Problem> Later(
        Compilation compilation, DeclaredClass declared, Target target, FusedCalls? fusedCalls, IReadOnlyList<ModelText> models)
    {
        if (ClassResolver.Resolve(declared, models, out IReadOnlyList<Problem> problems) is not { } lstmClass)
        {
            return problems;
        }

        IReadOnlyList<Problem> obstacles = ClassCheck.Obstacles(lstmClass, declared.Members, target);
        if (obstacles.Any(obstacle => obstacle.Place is AtMember))
        {
            return obstacles;
        }

        Problem? rest = obstacles.FirstOrDefault() ?? HiddenName(compilation, lstmClass, target);
        return
        [
            .. rest is null ? ClassCheck.Warnings(lstmClass, target) : [rest],
            .. fusedCalls is not null && target.Resolve(lstmClass.Options.Arithmetic) == Arithmetic.Fused
                ? [new Problem(Descriptors.FusedIsCalled, new AtType(), lstmClass.Type.Type.Name, fusedCalls.Code, fusedCalls.Cure)]
                : Enumerable.Empty<Problem>(),
        ];
    }

    /// <summary>A problem with what hides a base library type from the type's code.</summary>
    private static Problem? HiddenName(Compilation compilation, LstmClass lstmClass, Target target)
    {
        if (ClassCheck.HiddenName(lstmClass, target) is not { } name)
        {
            return null;
        }

        IReadOnlyList<ISymbol> hiding = LibraryNames.Hiding(compilation, name);
        // In an editor, types of other projects have source, too.
        Location[] places =
        [
            .. hiding.SelectMany(symbol => symbol.Locations)
                .Where(place => place.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree)),
        ];
        return new Problem(
            Descriptors.NameIsHidden,
            new AtType(),
            lstmClass.Type.Type.Name,
            BaseLibrary.Namespaces[name] + "." + name,
            LibraryNames.Shown(hiding, places))
        {
            Others = places,
        };
    }
}
