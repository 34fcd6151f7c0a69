using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Generating;

/// <summary>
/// The checks of the generator and its analyzer, for a class without attributes: the same rules, with messages that name the options of the
/// command line.
/// </summary>
internal static class ClassCheck
{
    /// <exception cref="ModelException">No class can be generated from the network with these options for this target.</exception>
    public static void Require(LstmClass lstmClass, Target target, string targetName)
    {
        (Network network, Options options) = (lstmClass.Network, lstmClass.Options);
        if (options.Arithmetic == Arithmetic.Fused && !target.FusedMultiplyAdd)
        {
            throw new ModelException($"--arithmetic Fused needs System.MathF.FusedMultiplyAdd, which {targetName} doesn't have");
        }

        if (options.StaticForm && !target.Spans)
        {
            throw new ModelException($"--static-form needs System.Span<T>, which {targetName} doesn't have");
        }

        if (options.Interface && !target.StaticAbstracts)
        {
            throw new ModelException($"--interface needs static abstract members of interfaces (.NET 8 and C# 11), which {targetName} doesn't have");
        }

        if (Rules.Check(network) is { } misfit)
        {
            throw new ModelException($"layer {network.Layers[misfit.Layer].Name} {misfit.Problem}");
        }

        if (Limits.Check(network) is { } excess)
        {
            throw new ModelException(FormattableString.Invariant($"the network has {excess.Count:N0} {excess.What}; at most {excess.Limit:N0} can be generated"));
        }

        if (options.StaticForm && Planner.Plan(lstmClass, target).Memory is { IsObject: true } memory)
        {
            throw new ModelException($"--static-form works on the stack, and a run of this network takes {memory.Deepest.Bytes / 1024} KB of memory");
        }

        string name = lstmClass.Type.Type.Name.TrimStart('@');
        var type = new EquatableArray<DeclaredMember>([new DeclaredMember(name, DeclaredKind.Type, default)]);
        if (Clashes.Of(Surface.Of(Planner.Plan(lstmClass, target)), name, type).Any())
        {
            throw new ModelException($"a class can't be called {Shown.Text(name)}, because one of its members is");
        }
    }

    /// <summary>What is generated not as requested, or at a cost; null if nothing is.</summary>
    public static string? Warning(LstmClass lstmClass, Target target) =>
        Planner.UnrollObstacle(lstmClass, target) is { } obstacle ? $"the code can't be unrolled as requested: {obstacle}"
        : Planner.UnrollCost(lstmClass, target) is { } cost ? $"the code is unrolled as requested, which is costly: {cost}"
        : null;
}
