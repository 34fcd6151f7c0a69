using System;
using System.Diagnostics;

namespace Backtest;

/// <summary>Trains the network on sequences of sound machines, other than those on which it is tested.</summary>
internal static class Learning
{
    private const int Sequences = 4096;
    private const int Batch = 64;
    private const int Epochs = 20;

    /// <returns>The parameters: the same bits on every machine.</returns>
    internal static float[] Train(int seed)
    {
        History lessons = History.OfSound(Sequences, seed);
        long start = Stopwatch.GetTimestamp();
        Forecaster.Trainer trainer = new(seed) { ClipNorm = 1 };
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            double part = (double)epoch / Epochs, loss = 0;
            trainer.LearningRate = 0.01 * (1 - part) * (1 - part);
            for (int first = 0; first < Sequences; first += Batch)
            {
                trainer.AccumulateBatch(
                    Batch,
                    lessons.Readings.Slice(first * Forecaster.InputLength, Batch * Forecaster.InputLength),
                    lessons.Outcomes.Slice(first, Batch));
                loss += trainer.Loss * Batch / Sequences;
                trainer.Apply();
            }

            if (epoch is 0 or Epochs - 1)
            {
                Console.WriteLine($"  epoch {epoch + 1,2}: root mean square error {Math.Sqrt(loss):0.0000}");
            }
        }

        float[] parameters = trainer.Parameters.ToArray();
        Console.WriteLine($"  {Epochs} epochs of {Sequences:#,0} sequences in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
        Console.WriteLine($"  parameters {Hash.Text(parameters)}");
        return parameters;
    }
}
