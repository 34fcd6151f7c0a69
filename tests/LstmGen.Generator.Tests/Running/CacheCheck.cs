using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>Checks of what the incremental pipeline keeps from one run to the next.</summary>
internal static class CacheCheck
{
    /// <summary>
    /// Asserts that every named step has a value wherever code was generated: a name that no step has would check nothing.
    /// </summary>
    public static void StepsAreTracked(GeneratorRunResult result)
    {
        Assert.NotEmpty(TrackingNames.All);
        if (!result.GeneratedSources.IsEmpty)
        {
            Assert.DoesNotContain(TrackingNames.All, name => !result.TrackedSteps.ContainsKey(name));
            // The shared helpers are an output even if they are empty, and so not a file.
            int withoutFile = result.GeneratedSources.Any(GeneratorRun.IsHelper) ? 0 : 1;
            int outputs = result.GeneratedSources.Select(source => GeneratorRun.FirstFileOf(source.HintName)).Distinct().Count();
            Assert.InRange(Outputs(result).Count(), outputs, outputs + withoutFile);
        }
    }

    /// <summary>
    /// What was recomputed after an edit; null if every named step returned its cached value, and no output was produced.
    /// </summary>
    public static string? WhatIsNew(string edit, GeneratorRunResult result)
    {
        if (result.Exception is { } exception)
        {
            return $"After {edit} the generator threw {exception}";
        }

        foreach ((string name, _, IncrementalStepRunReason reason) in Steps(result))
        {
            if (reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged))
            {
                return $"After {edit} the step {name} is {reason}.";
            }
        }

        IncrementalStepRunReason[] outputs = [.. Outputs(result).Where(reason => reason is not IncrementalStepRunReason.Cached)];
        return outputs.Length == 0 ? null : $"After {edit} an output is {outputs[0]}.";
    }

    /// <summary>Asserts that two runs on the same text have the same values, though nothing in them is the same object.</summary>
    public static void ModelsAreEqual(GeneratorRunResult first, GeneratorRunResult second)
    {
        (string Name, object Value, IncrementalStepRunReason)[] one = [.. Steps(first)];
        (string Name, object Value, IncrementalStepRunReason)[] other = [.. Steps(second)];
        Assert.Equal(one.Length, other.Length);
        for (int index = 0; index < one.Length; index++)
        {
            Assert.True(
                Equals(one[index].Value, other[index].Value) && one[index].Value?.GetHashCode() == other[index].Value?.GetHashCode(),
                $"The step {one[index].Name} gave values that differ for the same source.");
        }
    }

    /// <summary>Asserts that no value in the cache holds on to a compilation, or could be mistaken for another.</summary>
    public static void ModelsHoldNoSyntax(GeneratorRunResult result)
    {
        foreach ((string name, object value, _) in Steps(result))
        {
            string? problem = ModelWalker.FindProblem(value, name);
            Assert.True(problem is null, problem);
        }
    }

    /// <summary>How many outputs were produced rather than taken from the cache, or removed.</summary>
    public static int ReemittedCount(GeneratorRunResult result) =>
        Outputs(result).Count(reason => reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Removed));

    private static IEnumerable<(string Name, object Value, IncrementalStepRunReason Reason)> Steps(GeneratorRunResult result) =>
        from name in TrackingNames.All
        from step in result.TrackedSteps.GetValueOrDefault(name, ImmutableArray<IncrementalGeneratorRunStep>.Empty)
        from output in step.Outputs
        select (name, output.Value, output.Reason);

    /// <summary>Errors, which are another kind of output, have their places in the current sources.</summary>
    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult result) =>
        result.TrackedOutputSteps.GetValueOrDefault("SourceOutput", []).SelectMany(step => step.Outputs).Select(output => output.Reason);
}
