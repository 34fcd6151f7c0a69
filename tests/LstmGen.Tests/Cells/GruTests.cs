using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.TestKit;
using LstmGen.Tests.Networks;
using LstmGen.Tests.References;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Tests.Cells;

// Named here, where they come before what is public by the same names.
using Arithmetic = LstmGen.Generator.Model.Arithmetic;
using Options = LstmGen.Generator.Model.Options;
using Unroll = LstmGen.Generator.Model.Unroll;
using VectorWidth = LstmGen.Generator.Model.VectorWidth;

/// <summary>
/// A cell that the generator doesn't know goes through planner and emitter as an LSTM's does: every schedule, width and batch gives the
/// same bits, which are as near to the exact result as ONNX Runtime's.
/// </summary>
public class GruTests(ITestOutputHelper output)
{
    private static readonly int[] Widths = [0, 128, 256, 512];

    /// <summary>Ways to unroll each network, the first of which stands for the others.</summary>
    private static readonly Unroll[][] Unrolls = [[Unroll.Tiled, Unroll.Auto], [Unroll.Tiled, Unroll.Step], [Unroll.Auto, Unroll.Full]];

    private const int ClassesOfNetwork = 2;

    private const string WeighsProduct = "0Vm6vUQvLW14";
    private const string WeighsState = "2kS8jPqVYxU2";

    [Theory]
    [Seeds(WeighsProduct)]
    public void Agrees_with_ONNX_Runtime_where_the_reset_gate_weighs_the_product(string seed) => Check(seed, resetsAfter: true);

    [Theory]
    [Seeds(WeighsState)]
    public void Agrees_with_ONNX_Runtime_where_the_reset_gate_weighs_the_state(string seed) => Check(seed, resetsAfter: false);

    /// <summary>The networks of these seeds; others may leave a schedule out.</summary>
    [Theory]
    [InlineData(WeighsProduct, true)]
    [InlineData(WeighsState, false)]
    public void Every_schedule_is_met(string seed, bool resetsAfter) =>
        Met(GruAssembly.PlansOf(Plain(Classes(Networks(seed, resetsAfter))), Language(resetsAfter)));

    private static GruNetwork[] Networks(string seed, bool resetsAfter) => [.. Gen.Int[0, int.MaxValue].Array[25].Draw(seed)
        .Select((drawn, i) => new GruNetwork(drawn, resetsAfter, isLarge: i % 12 == 0))];

    private static (GruNetwork Network, Options Options)[] Classes(GruNetwork[] networks) =>
    [
        .. from network in networks
           from unroll in Unrolls[network.Seed % Unrolls.Length]
           select (network, new Options(unroll, network.Seed % 5 == 0 ? Arithmetic.Separate : Arithmetic.Fused, VectorWidth.Auto)),
    ];

    /// <summary>C# 10 has a text for each width of vectors where newer versions have one for all of them.</summary>
    private static IEnumerable<(Network, Options)> Plain(IEnumerable<(GruNetwork Network, Options Options)> classes) =>
        classes.Select(one => (one.Network.Network, one.Options));

    private static LanguageVersion Language(bool resetsAfter) => resetsAfter ? LanguageVersion.CSharp13 : LanguageVersion.CSharp10;

    private void Check(string seed, bool resetsAfter)
    {
        GruNetwork[] networks = Networks(seed, resetsAfter);
        (GruNetwork Network, Options Options)[] classes = Classes(networks);
        var assembly = new GruAssembly(Plain(classes), Language(resetsAfter));
        float[][][]? first = null;
        foreach (int width in Widths)
        {
            string What(int i) => $"{width} bits, {classes[i].Options}, {classes[i].Network}";
            // Scalar code sets the bits of each; of the wider ones two of three classes take part, in turn.
            bool IsCompared(int i) => width == 0 || (i + Array.IndexOf(Widths, width)) % 3 != 0;
            float[][][] outputs = [.. assembly.Load(width).Select((create, i) => IsCompared(i) ? Outputs(create, classes[i].Network, What(i)) : [])];
            first ??= outputs;
            foreach (int i in Enumerable.Range(0, classes.Length).Where(IsCompared))
            {
                float[][] expected = first[i - (i % ClassesOfNetwork)];
                Expect.True(outputs[i].Zip(expected, SameBits).All(same => same), $"Other bits: {What(i)}");
            }
        }

        Near(networks, [.. first!.Where((_, i) => i % ClassesOfNetwork == 0).Select(outputs => outputs[0])]);
    }

    /// <summary>The output of each sequence, which a batch and calls of one step give, too.</summary>
    private static float[][] Outputs(Func<float[], IGruModel> create, GruNetwork network, string what)
    {
        IGruModel model = create(network.Parameters);
        var parameters = new float[network.Parameters.Length];
        model.CopyParametersTo(parameters);
        Assert.True(SameBits(network.Parameters, parameters), "Other parameters: " + what);

        int length = network.OutputLength;
        float[][] outputs = [.. network.Sequences.Select(sequence =>
        {
            var row = new float[length];
            model.Forward(sequence, row);
            return row;
        })];
        foreach (int count in new[] { 1, network.Sequences.Count / 2, network.Sequences.Count })
        {
            var together = new float[count * length];
            model.ForwardBatch(count, [.. network.Sequences.Take(count).SelectMany(sequence => sequence)], together);
            Assert.True(SameBits(together, [.. outputs.Take(count).SelectMany(row => row)]), $"Other bits in a batch of {count}: {what}");
        }

        if (network.Network.IsStreaming)
        {
            var rows = new float[network.Network.Steps!.Value * network.Network.OutputSize];
            model.StepByStep(network.Sequences[0], rows);
            Assert.True(SameBits(rows[^length..], outputs[0]), "Other bits step by step: " + what);
        }

        return outputs;
    }

    /// <summary>The bound of the LSTM's test: <see cref="AccuracyTests"/>.</summary>
    private void Near(GruNetwork[] networks, float[][] outputs)
    {
        int above = 0;
        double furthest = 0;
        (double Excess, GruNetwork? Network) worst = default;
        for (int i = 0; i < networks.Length; i++)
        {
            double[] exact = GruReference.Run(networks[i], networks[i].Sequences[0]);
            float[] onnx = GruOnnx.Run(networks[i], networks[i].Sequences[0]);
            double fromOnnx = Differences.LargestRelative(outputs[i], [.. onnx.Select(value => (double)value)]);
            double excess = Differences.Largest(outputs[i], exact) / (1e-7 + (2 * Differences.Largest(onnx, exact)));
            Expect.True(fromOnnx <= 1e-5, $"{fromOnnx:g3} from ONNX Runtime with {networks[i]}");
            above += excess <= 1 ? 0 : 1;
            furthest = Math.Max(furthest, fromOnnx);
            worst = excess > worst.Excess ? (excess, networks[i]) : worst;
        }

        output.WriteLine($"largest error / allowed error: {worst.Excess:g3}; largest |generated - onnx| / (1 + |onnx|): {furthest:g3}");
        Assert.True(above <= 2 && worst.Excess <= 1.5, $"{above} networks are too far; {worst.Excess:g3} times the bound: {worst.Network}");
    }

    /// <summary>What the networks of each test must meet.</summary>
    private static readonly (string Name, Func<Plan, BackEnd, LayerSchedule, bool> Has)[] Schedules =
    [
        ("loops, scalar", (_, backEnd, layer) => backEnd.Width == 1 && layer is TiledSchedule),
        ("loops, vectors", (_, backEnd, layer) => backEnd.Width > 1 && layer is TiledSchedule),
        ("all layers in one method, scalar", (_, backEnd, _) => backEnd is { Width: 1, InOneMethod: true }),
        ("all layers in one method, vectors", (_, backEnd, _) => backEnd is { Width: > 1, InOneMethod: true }),
        ("a whole sequence written out, scalar", (_, backEnd, _) => backEnd is { Width: 1, StepsPerMethod: > 0 }),
        ("a whole sequence written out, vectors", (_, backEnd, _) => backEnd is { Width: > 1, StepsPerMethod: > 0 }),
        ("written out, a method each, scalar", (_, backEnd, layer) => backEnd is { Width: 1, InOneMethod: false } && layer is StraightSchedule),
        ("written out, a method each, vectors", (_, backEnd, layer) => backEnd is { Width: > 1, InOneMethod: false } && layer is StraightSchedule),
        ("several vectors written out", (_, _, layer) => layer is StraightSchedule { KeepsInLocals: false }),
        ("the input's half ahead", (_, _, layer) => layer is TiledSchedule { Hoisting: not null }),
        ("back and forth", (_, _, layer) => layer is TiledSchedule { GoesBackAndForth: true }),
        ("turns of several steps", (_, backEnd, layer) => backEnd.StepsAtOnce > 1 && layer is TiledSchedule),
        ("a vector that is not full", (_, _, layer) => !layer.Groups[^1].IsFull),
        ("a batch side by side", (plan, _, _) => plan.Batch.IsVectorised),
        ("a batch in two vectors", (plan, _, _) => plan.Batch is { IsVectorised: true, VectorsOfRow: 2 }),
        ("batches written once or for each width", (plan, _, _) => plan.Batch is { IsVectorised: true } && plan.Batch.IsWrittenOnce == plan.Target.StaticAbstracts),
        ("backwards", (plan, _, _) => !plan.Network.IsStreaming),
    ];

    private static void Met(IReadOnlyList<Plan> plans) => Assert.Empty(Schedules
        .Where(schedule => !plans.Any(plan => plan.BackEnds.Any(backEnd =>
            backEnd.All.Any(layer => layer.Layer is GruLayer && schedule.Has(plan, backEnd, layer)))))
        .Select(schedule => schedule.Name));

    private static bool SameBits(float[] one, float[] other) => one.AsSpan().SequenceEqual(other)
        && one.Zip(other).All(pair => BitConverter.SingleToInt32Bits(pair.First) == BitConverter.SingleToInt32Bits(pair.Second));
}
