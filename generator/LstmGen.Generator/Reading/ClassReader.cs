using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Reading;

/// <summary>Reads an annotated type. The generator and the analyzer both call it, so that what is not generated is always explained.</summary>
internal static class ClassReader
{
    public static ReadResult Read(INamedTypeSymbol type, SemanticModel model, TypeDeclarationSyntax declaration, CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        var types = new TypeReader(type, hasFields: ModelOf(type) is null, problems, cancellation);
        TypeIdentity? identity = types.Read();
        ReferenceReader? references = ModelOf(type) is { } attribute ? new ReferenceReader(type, attribute, problems, cancellation) : null;
        ModelReference? reference = references?.Read();
        Options options = OptionsReader.Read(type, problems, cancellation);
        Network? network = references is null ? new LayerReader(type, problems, cancellation).Read() : null;
        IReadOnlyList<(DeclaredMember Member, Location Location)> members = MemberReader.Read(type);
        Location Locate(Problem problem) => problem.Place switch
        {
            ProblemPlace.Member => members[problem.Index].Location,
            ProblemPlace.Layer => references!.LocationOf(problem.Index),
            ProblemPlace.File when problem.File is { Path: var path, Problem: { } text } => Location.Create(
                path, new TextSpan(text.Start, text.Length), new LinePositionSpan(new LinePosition(text.Line, text.Column), new LinePosition(text.Line, text.Column + text.Length))),
            _ => references!.LocationOfModel,
        };

        return identity is null || (network is null && reference is null) || problems.Count > 0
            ? new ReadResult(null, problems, Locate)
            : new ReadResult(
                new DeclaredClass(
                    identity,
                    options,
                    NameReader.MustQualify(type, declaration, model),
                    LibraryNames.IsShared(model.Compilation, type),
                    types.HasOwnFields && model.Compilation.GetTypeByMetadataName(TypeReader.LayoutAttribute) is not null,
                    new EquatableArray<DeclaredMember>(members.Select(member => member.Member)),
                    type.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 0 && !constructor.IsImplicitlyDeclared && !MemberReader.IsGenerated(constructor)),
                    TargetReader.HasSpans(model.Compilation),
                    network,
                    reference),
                problems,
                Locate);
    }

    /// <summary>The attribute that names a type's model, or null.</summary>
    public static AttributeData? ModelOf(INamedTypeSymbol type) => type.GetAttributes().FirstOrDefault(attribute => AttributeNames.Name(attribute) == AttributeNames.Model);

    /// <summary>What a target lacks for a type, or null where it has all that is needed.</summary>
    public static Diagnostic? TargetProblem(LstmClass lstmClass, Target target, Location location)
    {
        if (target.LanguageVersion < Target.OldestLanguageVersion)
        {
            return Diagnostic.Create(
                Descriptors.LanguageTooOld, location, Shown(Target.OldestLanguageVersion), Shown(target.LanguageVersion));
        }

        return lstmClass.Options.Arithmetic == Arithmetic.Fused && !target.FusedMultiplyAdd
            ? Diagnostic.Create(Descriptors.MissingApi, location, "System.MathF.FusedMultiplyAdd for Arithmetic = Fused")
            : lstmClass.Options.StaticForm && !target.Spans
            ? Diagnostic.Create(Descriptors.MissingApi, location, "System.Span<T> for StaticForm = true")
            : lstmClass.Options.StaticForm && Planner.Plan(lstmClass, target).Memory is { IsObject: true } memory
            ? Diagnostic.Create(
                Descriptors.TooLarge, location, lstmClass.Type.Type.Name, ReaderText.Grouped(memory.Deepest.Bytes),
                "bytes of memory for a run, which StaticForm = true takes from the stack", ReaderText.Grouped(StackUse.Limit))
            : null;
    }

    /// <summary>A type of the base library that the type's code needs, and that its target can't name, or null.</summary>
    public static string? HiddenName(LstmClass lstmClass, Target target)
    {
        // Seldom is anything hidden: only then is the code printed to see which names it has.
        if (target.HiddenNames.Count == 0)
        {
            return null;
        }

        ClassEmitter.Emit(Planner.Plan(lstmClass, target), out IReadOnlyCollection<string> used);

        // Where a type hides a whole namespace, the plainest name says it best.
        return target.HiddenNames.Where(used.Contains).OrderBy(name => BaseLibrary.Namespaces[name].Length).FirstOrDefault();
    }

    /// <summary>What works, but not as it was asked for, or at a price.</summary>
    public static Diagnostic? Warning(LstmClass lstmClass, Target target, Location location) =>
        Planner.UnrollObstacle(lstmClass, target) is { } obstacle
            ? Diagnostic.Create(Descriptors.UnrollNotHonoured, location, lstmClass.Type.Type.Name, obstacle)
        : Planner.UnrollCost(lstmClass, target) is { } cost
            ? Diagnostic.Create(Descriptors.UnrollIsCostly, location, lstmClass.Type.Type.Name, cost)
            : null;

    private static string Shown(int version) => ((LanguageVersion)version).ToDisplayString();
}
