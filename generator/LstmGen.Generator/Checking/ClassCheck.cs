using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Training;
using LstmGen.Generator.Planning.Members;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Checking;

/// <summary>
/// The checks of a class that need to know what would be generated for it. The generator and the analyzer both call them, so that a missing
/// class is always explained.
/// </summary>
internal static class ClassCheck
{
    /// <summary>The reasons why nothing is generated for a class on a target; none if it can be.</summary>
    /// <param name="declared">Members of the user's half that may conflict.</param>
    public static IReadOnlyList<Problem> Obstacles(LstmClass lstmClass, EquatableArray<DeclaredMember> declared, Target target)
    {
        Problem[] clashes = [.. Clashing(lstmClass, declared, target)];
        return clashes.Length > 0 ? clashes : Lacking(lstmClass, target) is { } lacking ? [lacking] : [];
    }

    /// <summary>A type of the base library that the class's code needs, and that its target can't name, or null.</summary>
    public static string? HiddenName(LstmClass lstmClass, Target target)
    {
        // Names are rarely hidden: only then is the code printed to see which names it uses.
        if (target.HiddenNames.Count == 0)
        {
            return null;
        }

        EquatableArray<string> used = ClassEmitter.Emit(Planner.Plan(lstmClass, target)).Uses;

        // Where a type hides a whole namespace, the simplest name is the clearest.
        return target.HiddenNames.Where(used.Contains).OrderBy(name => BaseLibrary.Namespaces[name].Length).FirstOrDefault();
    }

    /// <summary>What works, but not as requested, or at a cost.</summary>
    public static IEnumerable<Problem> Warnings(LstmClass lstmClass, Target target)
    {
        string name = lstmClass.Type.Type.Name;
        if (Planner.UnrollObstacle(lstmClass, target) is { } obstacle)
        {
            yield return new Problem(Descriptors.UnrollNotHonoured, new AtType(), name, obstacle);
        }
        else if (Planner.UnrollCost(lstmClass, target) is { } cost)
        {
            yield return new Problem(Descriptors.UnrollIsCostly, new AtType(), name, cost);
        }

        if (lstmClass.Training is not null && Planner.Plan(lstmClass, target) is { Training: { } training } plan
            && SavedTrainer.Of(plan, training).MemoryBytes is > Limits.TrainerBytes and var bytes)
        {
            yield return new Problem(
                Descriptors.TrainerIsLarge, new AtType(), name, ReaderText.Grouped(bytes), ReaderText.Grouped(Limits.TrainerBytes));
        }
    }

    /// <summary>Members of the user's half that C# would treat as duplicates of generated ones.</summary>
    private static IEnumerable<Problem> Clashing(LstmClass lstmClass, EquatableArray<DeclaredMember> declared, Target target)
    {
        // Hardly any class has members with such names: only then is the plan made for this check.
        if (declared.Count == 0)
        {
            return [];
        }

        string name = lstmClass.Type.Type.Name.TrimStart('@');
        return Clashes.Of(Surface.Of(Planner.Plan(lstmClass, target)), name, declared)
            .Select(clash => new Problem(Descriptors.MemberExists, new AtMember(clash.Index), name, clash.Shown));
    }

    /// <summary>What a target lacks for a class, or null where it has all that is needed.</summary>
    private static Problem? Lacking(LstmClass lstmClass, Target target)
    {
        if (target.LanguageVersion < Target.OldestLanguageVersion)
        {
            return new Problem(
                Descriptors.LanguageTooOld, new AtType(), Shown(Target.OldestLanguageVersion), Shown(target.LanguageVersion));
        }

        if (lstmClass.Options.Arithmetic == Arithmetic.Fused && !target.FusedMultiplyAdd)
        {
            return new Problem(Descriptors.MissingApi, new AtType(), "System.MathF.FusedMultiplyAdd for Arithmetic = Fused", Framework);
        }

        if (lstmClass.Options.StaticForm && !target.Spans)
        {
            return new Problem(Descriptors.MissingApi, new AtType(), "System.Span<T> for StaticForm = true", Framework);
        }

        if (lstmClass.Training is not null && !target.Roots)
        {
            return new Problem(Descriptors.MissingApi, new AtType(), "System.Math.Sqrt for [Training]", Framework);
        }

        if (lstmClass.Options.Interface && !target.Interfaces)
        {
            return new Problem(
                Descriptors.MissingApi, new AtType(),
                "LstmGen.Models.ILstm for Interface = true (the package LstmGen.Models, .NET 8, C# 11)", "the project");
        }

        return lstmClass.Options.StaticForm && Planner.Plan(lstmClass, target).Memory is { IsObject: true } memory
            ? new Problem(
                Descriptors.TooLarge, new AtType(), lstmClass.Type.Type.Name, ReaderText.Grouped(memory.Deepest.Bytes),
                "bytes of memory for a run, which StaticForm = true takes from the stack", ReaderText.Grouped(StackUse.Limit))
            : null;
    }

    private const string Framework = "the target framework";

    private static string Shown(int version) => ((LanguageVersion)version).ToDisplayString();
}
