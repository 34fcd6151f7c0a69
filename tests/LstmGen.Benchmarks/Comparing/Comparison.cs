using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Benchmarks.Competitors;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Comparing;

/// <summary>Lets all competitors of a network compute it, and times them.</summary>
internal static class Comparison
{
    public static ComparedResult Run(ComparedNet net, Interleaved timing)
    {
        List<Competitor> competitors = [net.Forward(), net.Step(), net.Naive(), net.Onnx()];
        Competitor? batch = net.Batch();
        if (batch is not null)
        {
            competitors.Add(batch);
        }

        try
        {
            Agree(net, competitors);
            IReadOnlyList<Samples> samples = timing.Run(competitors);
            return new ComparedResult(net.Shape, samples[0], samples[1], batch is null ? null : samples[4], Naive: samples[2], Onnx: samples[3]);
        }
        finally
        {
            competitors.ForEach(competitor => competitor.Dispose());
        }
    }

    /// <summary>Times are meaningless unless all compute the same.</summary>
    private static void Agree(ComparedNet net, IReadOnlyList<Competitor> competitors)
    {
        const float Tolerance = 1e-5f;
        float[] first = Output(competitors[0]);
        foreach (Competitor competitor in competitors)
        {
            float difference = Output(competitor).Zip(first, (x, y) => MathF.Abs(x - y)).Max();
            if (!(difference <= Tolerance))
            {
                throw new InvalidOperationException(FormattableString.Invariant($"{net.Name}: {competitor.Name} and {competitors[0].Name} differ by {difference}."));
            }
        }

        static float[] Output(Competitor competitor)
        {
            competitor.Run(1);
            return competitor.Output.ToArray();
        }
    }
}
