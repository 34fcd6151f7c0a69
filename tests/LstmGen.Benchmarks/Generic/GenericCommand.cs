using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Benchmarks.Comparing;
using LstmGen.Benchmarks.Competitors;

namespace LstmGen.Benchmarks.Generic;

/// <summary>
/// <c>--generic</c>: what a step costs in a generic method over the interfaces, compared with the same step of the class itself.
/// </summary>
internal static class GenericCommand
{
    private const int Repeats = 60;

    public static void Run()
    {
        float[] parameters = Parameters(ByValue.ParameterCount);
        Competitor[] competitors =
        [
            DirectSteps.Of(new ByReference(parameters)),
            new GenericSteps<ByReference, ByReference.State>(new ByReference(parameters)),
            DirectSteps.Of(new ByValue(parameters)),
            new GenericSteps<ByValue, ByValue.State>(new ByValue(parameters)),
        ];
        IReadOnlyList<Samples> samples = new Interleaved(Repeats).Run(competitors);
        var table = new MarkdownTable("network", "Step, ns", "generic Step, ns", "ratio");
        for (int i = 0; i < competitors.Length; i += 2)
        {
            Same(competitors[i], competitors[i + 1]);
            (Samples direct, Samples generic) = (samples[i], samples[i + 1]);
            table.Row(
                competitors[i].Name, direct.ToString(), generic.ToString(),
                $"{Number.Of(generic.Min / direct.Min)} ({Number.Of(generic.Median / direct.Median)})");
        }

        Console.WriteLine("A step on the output of the step before. The smallest time, and the median in parentheses.\n");
        Console.WriteLine(table);
    }

    private static void Same(Competitor direct, Competitor generic)
    {
        direct.Run(10);
        generic.Run(10);
        if (!direct.Output.SequenceEqual(generic.Output))
        {
            throw new InvalidOperationException($"{generic.Name} computes something else than {direct.Name}.");
        }
    }

    private static float[] Parameters(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
