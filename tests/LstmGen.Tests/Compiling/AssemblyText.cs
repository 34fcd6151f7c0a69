using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Tests.Compiling;

/// <summary>
/// The files of an assembly's classes, and of their shared helpers, which exist once as in a user's project: printed with each class, they
/// would be half of the compiled text.
/// </summary>
/// <param name="Classes">The files of each plan, in their order.</param>
/// <param name="Helpers">A file for each target.</param>
internal sealed record AssemblyText(IReadOnlyList<string> Classes, IReadOnlyList<string> Helpers)
{
    /// <param name="plans">Those for different targets have different namespaces for their helpers.</param>
    public static AssemblyText Of(IReadOnlyList<Plan> plans)
    {
        EmittedClass[] emitted = [.. plans.Select(ClassEmitter.Emit)];
        IEnumerable<IGrouping<Target, EmittedClass>> targets = emitted
            .Zip(plans, (one, plan) => (Class: one, plan.Target))
            .GroupBy(one => one.Target, one => one.Class);
        return new AssemblyText(
            [.. emitted.SelectMany(one => one.Files).Select(file => file.Text)],
            [.. targets.Select(classes => HelperFile.Emit(classes.SelectMany(one => one.Helpers).Distinct(), classes.Key))]);
    }
}
