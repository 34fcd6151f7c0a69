using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures;
using LstmGen.TestKit.References;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.References;

/// <summary>The double-precision reference of the networks here.</summary>
internal static class InDouble
{
    public static DoubleRun Run(NetworkCase network) => Run(network.Spec, network.Parameters, network.Input);

    public static DoubleRun Run(NetworkSpec spec, float[] parameters, float[] input, IReadOnlyList<DoubleState>? initial = null) =>
        DoubleReference.Run(NetworkArchitecture.Parse(spec.ToArchitecture()), parameters, input, initial);

    /// <summary>What <c>Forward</c> writes: every row, or the last one.</summary>
    public static double[] Output(this DoubleRun run, NetworkSpec spec) =>
        spec.ReturnSequences ? [.. run.Rows.SelectMany(row => row)] : run.Rows[^1];

    public static double Apply(Activation activation, double x)
    {
        (double alpha, double beta) = default(Numbers).For(activation);
        return DoubleActivation.Of(activation.ArchitectureName(), alpha, beta, x);
    }
}
