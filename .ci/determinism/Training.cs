using System;
using System.Collections.Generic;
using System.IO;
using LstmGen;

// Networks that are trained: what 1,000 steps make of the parameters is the same everywhere, in single sequences and in batches.

[Lstm(Input = 3, Units = 13, Steps = 4, ReturnSequences = true)]
[Lstm(Units = 5)]
[Dense(Units = 2, Activation = Activation.Tanh)]
[Training]
public partial class Learner { }

[Lstm(Input = 2, Units = 9, Steps = 5, Direction = LstmDirection.Bidirectional, Peepholes = true, Clip = 2)]
[Dense(Units = 3, Activation = Activation.Softmax)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
[Training(Loss = TrainingLoss.CrossEntropy, Optimizer = TrainingOptimizer.Nesterov, Initializer = TrainingInitializer.PyTorch)]
public partial class Classifier { }

[Lstm(Input = 1, Units = 20, Projection = 6, CoupledGates = true, Activation = Activation.Softsign)]
[Dense(Units = 1)]
[SkipConnection]
[Training(Steps = 8, Loss = TrainingLoss.ErrorToSignal, Optimizer = TrainingOptimizer.AdamW)]
public partial class Player { }

[Lstm(Input = 2, Units = 6, Steps = 4, RecurrentActivation = Activation.HardSigmoid, HiddenActivation = Activation.Gelu)]
[LstmOptions(Precision = Precision.Double)]
[Training(Loss = TrainingLoss.Huber, Optimizer = TrainingOptimizer.RmsProp)]
public partial class InDouble { }

internal static class Trained
{
    private const int Steps = 1000;
    private const int Sequences = 3;

    /// <summary>Trains each network, and gives its name with the values that are hashed.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> All()
    {
        Learner.Trainer[] learners = [new(1), new(1)];
        yield return ("Learner", Train(
            4 * 3, 2, learners[0].AccumulateBatch, (x, y) => learners[1].Accumulate(x, y),
            () => Array.ForEach(learners, one => one.Apply()), () => [learners[0].Parameters.ToArray(), learners[1].Parameters.ToArray()]));
        Classifier.Trainer[] classifiers = [new(2) { ClipNorm = 0.5 }, new(2) { ClipNorm = 0.5 }];
        yield return ("Classifier", Train(
            5 * 2, 3, classifiers[0].AccumulateBatch, (x, y) => classifiers[1].Accumulate(x, y),
            () => Array.ForEach(classifiers, one => one.Apply()), () => [classifiers[0].Parameters.ToArray(), classifiers[1].Parameters.ToArray()]));
        Player.Trainer[] players = [new(3), new(3)];
        yield return ("Player", Train(
            8, 8, players[0].AccumulateBatch, (x, y) => players[1].Accumulate(x, y),
            () => Array.ForEach(players, one => one.Apply()), () => [players[0].Parameters.ToArray(), players[1].Parameters.ToArray()]));
        var trainer = new InDouble.Trainer(4) { LearningRate = 0.001 };
        double[] inputs = Values(5, Sequences * 8), targets = Values(6, Sequences * 6);
        for (int step = 0; step < Steps; step++)
        {
            trainer.AccumulateBatch(Sequences, inputs, targets);
            trainer.Apply();
        }

        yield return ("InDouble", System.Runtime.InteropServices.MemoryMarshal.AsBytes(trainer.Parameters).ToArray());
    }

    private delegate void Batch(int count, ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    private delegate void Single(ReadOnlySpan<float> input, ReadOnlySpan<float> target);

    /// <summary>Trains two alike, one with batches and one with their sequences.</summary>
    private static byte[] Train(int inputLength, int targetLength, Batch batch, Single single, Action apply, Func<float[][]> parameters)
    {
        float[] inputs = Array.ConvertAll(Values(5, Sequences * inputLength), value => (float)value);
        float[] targets = Array.ConvertAll(Values(6, Sequences * targetLength), value => (float)Math.Abs(value));
        for (int step = 0; step < Steps; step++)
        {
            batch(Sequences, inputs, targets);
            for (int s = 0; s < Sequences; s++)
            {
                single(inputs.AsSpan(s * inputLength, inputLength), targets.AsSpan(s * targetLength, targetLength));
            }

            apply();
        }

        float[][] both = parameters();
        return both[0].AsSpan().SequenceEqual(both[1])
            ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(both[0].AsSpan()).ToArray()
            : throw new InvalidDataException("a batch and its sequences one by one give other parameters");
    }

    /// <summary>Values from -1 to 1, the same everywhere.</summary>
    private static double[] Values(uint seed, int count)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            seed = seed * 1664525 + 1013904223;
            values[i] = (seed >> 8) / 8388608.0 - 1;
        }

        return values;
    }
}
