using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace LstmGen.Tests.Doubles;

/// <summary>With doubles too the bits of a result depend only on the network, its input and the arithmetic.</summary>
public class DoubleSameBitsTests
{
    /// <summary>Each activation as a cell's, as a gate's or as a head's, and every part that a network can have.</summary>
    public static TheoryData<string> Networks() =>
    [
        "Lstm(Input = 2, Units = 3, Steps = 4)",
        "Lstm(Input = 2, Units = 3, Steps = 4), Dense(Units = 5, Activation = Activation.LogSoftmax)",
        "Lstm(Input = 1, Units = 1, Steps = 5, ReturnSequences = true)",
        "Lstm(Input = 5, Units = 2, Steps = 5, UseBias = false), Dense(Units = 1)",
        "Lstm(Input = 1, Units = 8, Steps = 7, ReturnSequences = true), Lstm(Units = 5), Dense(Units = 9, Activation = Activation.Softmax)",
        "Lstm(Input = 17, Units = 33, Steps = 9, ReturnSequences = true), Dense(Units = 17)",
        "Lstm(Input = 6, Units = 70, Steps = 6)",
        // More units than run in chains, of which batches compute several at a time: no more than stand side by side in a vector.
        "Lstm(Input = 2, Units = 8, Steps = 3), Dense(Units = 132)",
        "Lstm(Input = 2, Units = 5, Steps = 5, Activation = Activation.Elu, RecurrentActivation = Activation.HardSigmoid, ReturnSequences = true), Lstm(Units = 3, Activation = Activation.Selu, RecurrentActivation = Activation.HardSigmoid02), Dense(Units = 4, Activation = Activation.Exponential)",
        "Lstm(Input = 2, Units = 6, Steps = 5, Activation = Activation.Softsign, RecurrentActivation = Activation.Sigmoid, ReturnSequences = true), Lstm(Units = 4, Activation = Activation.Gelu, RecurrentActivation = Activation.Tanh), Dense(Units = 3, Activation = Activation.Softplus)",
        "Lstm(Input = 2, Units = 7, Steps = 5, Activation = Activation.Silu, RecurrentActivation = Activation.Relu6, ReturnSequences = true), Lstm(Units = 9, Activation = Activation.GeluTanh, RecurrentActivation = Activation.HardSigmoid, RecurrentActivationAlpha = 0.3f), Dense(Units = 2, Activation = Activation.ScaledTanh, ActivationAlpha = 1.1f, ActivationBeta = 0.7f)",
        "Lstm(Input = 2, Units = 4, Steps = 5, Activation = Activation.LeakyRelu, ActivationAlpha = 0.1f, RecurrentActivation = Activation.ThresholdedRelu, ReturnSequences = true), Lstm(Units = 2, Activation = Activation.Affine, ActivationAlpha = 0.3f, ActivationBeta = 0.1f, RecurrentActivation = Activation.Linear), Dense(Units = 2, Activation = Activation.Relu)",
        "Lstm(Input = 3, Units = 4, Steps = 5, Direction = LstmDirection.Bidirectional, ReturnSequences = true), Lstm(Units = 5, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Average), Dense(Units = 2)",
        "Lstm(Input = 3, Units = 11, Steps = 5, Projection = 6, ReturnSequences = true), Lstm(Units = 3, Peepholes = true, Clip = 0.7f, CellClip = 0.4f)",
        "Lstm(Input = 2, Units = 9, Steps = 5, Peepholes = true, CoupledGates = true, ReturnSequences = true), SkipConnection, Dense(Units = 2)",
        "Masking(Value = 0.1f), Lstm(Input = 2, Units = 5, Steps = 8, ReturnSequences = true)",
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void In_every_schedule_and_width(string attributes)
    {
        foreach (Arithmetic arithmetic in new[] { Arithmetic.Fused, Arithmetic.Separate })
        {
            // The operations don't depend on the schedule, and all schedules have their own test with doubles, too: a few suffice.
            DoubleVariant[] variants = DoubleVariant.All(attributes, arithmetic).Where((_, i) => i % (arithmetic == Arithmetic.Fused ? 3 : 6) == 0).ToArray();
            DoubleModel[] models = DoubleVariant.Compile(variants, count => Random(count, seed: 5));
            foreach (double[] input in Inputs(models[0], StepsOf(attributes)))
            {
                Check(variants, models, input);
            }
        }
    }

    private static void Check(DoubleVariant[] variants, DoubleModel[] models, double[] input)
    {
        const int Count = 19;
        double[] forward = models[0].Forward(input);
        double[]? rows = models[0].Steps(input);
        byte[]? state = models[0].State(input);
        double[] inputs = [.. Enumerable.Repeat(input, Count).SelectMany(one => one)];
        for (int sequence = 1; sequence < Count; sequence += 2)
        {
            // Neighbours differ, so that no lane can hold what belongs to another.
            inputs.AsSpan(sequence * input.Length, input.Length).Reverse();
        }

        double[] turned = [.. input.Reverse()];
        double[] turnedForward = models[0].Forward(turned);
        double[]? turnedRows = models[0].Steps(turned);
        for (int i = 0; i < models.Length; i++)
        {
            string what = variants[i].ToString();
            Same(forward, models[i].Forward(input), "Forward, " + what);
            Same(Alternating(forward, turnedForward), models[i].ForwardBatch(Count, inputs), "ForwardBatch, " + what);
            if (rows is not null)
            {
                Same(rows, models[i].Steps(input)!, "Step, " + what);
                Same(rows, models[i].Process(input)!, "Process, " + what);
                Same(Alternating(rows, turnedRows!), models[i].ProcessBatch(Count, inputs)!, "ProcessBatch, " + what);
                if (!rows.Concat(input).Any(double.IsNaN) && input.All(double.IsFinite))
                {
                    Assert.Equal(state, models[i].State(input));
                }
            }
        }

        double[] Alternating(double[] one, double[] other) => [.. Enumerable.Range(0, Count).SelectMany(sequence => sequence % 2 == 0 ? one : other)];
    }

    private static void Same(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Bits(expected[i]) == Bits(actual[i]), $"value {i} is {actual[i]:r} ({Bits(actual[i]):x16}) and should be {expected[i]:r} ({Bits(expected[i]):x16}): {what}");
        }

        static long Bits(double value) => double.IsNaN(value) ? -1 : BitConverter.DoubleToInt64Bits(value);
    }

    private static IEnumerable<double[]> Inputs(DoubleModel model, int steps)
    {
        var random = new Random(3);
        double[] input = Enumerable.Range(0, steps * model.InputSize).Select(_ => (4 * random.NextDouble()) - 2).ToArray();
        yield return input;
        foreach (double[] specials in new double[][]
        {
            [double.NaN],
            [double.PositiveInfinity],
            [double.NegativeInfinity, 0.1, 0.1],
            [double.Epsilon, -1e-310, 0.0, -0.0, 0.1, 0.1],
            [double.MaxValue, -1e300, 800, -800, 30, -30],
        })
        {
            double[] special = [.. input];
            for (int i = 0; i < special.Length / 2; i++)
            {
                special[(special.Length / 4) + i] = specials[i % specials.Length];
            }

            yield return special;
        }
    }

    private static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => (1.6 * random.NextDouble()) - 0.8).ToArray();
    }

    private static int StepsOf(string attributes) => int.Parse(attributes[(attributes.IndexOf("Steps = ", StringComparison.Ordinal) + 8)..].Split([',', ')'])[0]);
}
