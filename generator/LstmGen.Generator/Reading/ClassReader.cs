using System.Collections.Generic;
using System.Linq;
using System.Threading;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Reading;

/// <summary>Reads an annotated type. The generator and the analyzer both call it, so that what is not generated is always explained.</summary>
internal static class ClassReader
{
    public static ReadResult Read(INamedTypeSymbol type, SemanticModel model, TypeDeclarationSyntax declaration, CancellationToken cancellation)
    {
        var problems = new List<Diagnostic>();
        TypeIdentity? identity = new TypeReader(type, problems, cancellation).Read();
        Network? network = new LayerReader(type, problems, cancellation).Read();
        Options options = OptionsReader.Read(type, problems, cancellation);
        if (network is not null)
        {
            new MemberReader(type, network, problems).Check();
        }

        if (identity is null || network is null || problems.Count > 0)
        {
            return new ReadResult(null, problems);
        }

        return new ReadResult(new LstmClass(identity, network, options, NameReader.MustQualify(type, declaration, model)), problems);
    }

    /// <summary>What a target lacks for a type, or null where it has all that is needed.</summary>
    public static Diagnostic? TargetProblem(LstmClass lstmClass, Target target, Location location)
    {
        if (target.LanguageVersion < Target.OldestLanguageVersion)
        {
            return Diagnostic.Create(
                Descriptors.LanguageTooOld, location, Shown(Target.OldestLanguageVersion), Shown(target.LanguageVersion));
        }

        if (target.MissingApi is { } missing)
        {
            return Diagnostic.Create(Descriptors.MissingApi, location, missing);
        }

        return lstmClass.Options.Arithmetic == Arithmetic.Fused && !target.FusedMultiplyAdd
            ? Diagnostic.Create(Descriptors.MissingApi, location, "System.MathF.FusedMultiplyAdd for Arithmetic = Fused")
            : null;
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
