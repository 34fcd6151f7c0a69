using System;
using System.Globalization;

namespace Quickstart;

/// <summary>Trains the forecast in C#, and compares what was learned with what PyTorch's network learned.</summary>
internal static class LearningReport
{
    private const int Seeds = 2;
    private const int EpochsBetween = 10;

    /// <summary>The hash of the learned parameters, which have the same bits on every machine.</summary>
    private const ulong Expected = 0x707f55cd792963c7;

    /// <returns>Whether the parameters have the same bits as everywhere else.</returns>
    internal static bool Show()
    {
        ElNino data = ElNino.Read();
        int validationMonth = (ElNino.ValidationYear - ElNino.FirstYear) * 12;
        int heldOutMonth = (ElNino.HeldOutYear - ElNino.FirstYear) * 12;
        Windows training = new(data, 0, validationMonth);
        Windows validation = new(data, validationMonth, heldOutMonth);
        Windows heldOut = new(data, heldOutMonth, data.Months.Length);

        Console.WriteLine($"""

            TRAINING IT IN C#

            The same network from random parameters, by its generated Trainer. The windows, the optimizer and its
            settings are those of train.py, and so is the choice: of {Seeds} seeds and {Learning.Epochs} epochs the parameters with
            the smallest error in the years {ElNino.ValidationYear} to {ElNino.HeldOutYear - 1}.

            Root mean square error in °C:

              seed   epoch   {training.Count} windows learned   {validation.Count} windows of validation
            """);
        Learning? best = null;
        int bestSeed = 0;
        for (int seed = 1; seed <= Seeds; seed++)
        {
            Learning learning = new(training, validation, seed);
            learning.Run((epoch, learned, validated) =>
            {
                if (epoch == 1 || epoch % EpochsBetween == 0)
                {
                    Console.WriteLine($"  {seed,4}{epoch,8}{Celsius(data, learned),22}{Celsius(data, validated),27}");
                }
            });
            if (best is null || learning.BestError < best.BestError)
            {
                best = learning;
                bestSeed = seed;
            }
        }

        Console.WriteLine();
        Console.WriteLine("                                         validation    held out");
        Row("learned by PyTorch (train.py)", Resources.Floats("forecast.params.csv"));
        Row($"learned in C#, seed {bestSeed}, epoch {best!.BestEpoch}", best.Best);
        Console.WriteLine();

        ulong hash = Hash(best.Best);
        bool agree = hash == Expected;
        Console.WriteLine(agree
            ? $"The learned parameters have the hash {hash:x16}, as on every machine."
            : $"The learned parameters have the hash {hash:x16}; on every machine it should be {Expected:x16}.");
        return agree;

        void Row(string name, float[] parameters)
        {
            Forecast.Trainer trainer = new(parameters);
            string validated = Celsius(data, validation.MeanSquare(trainer)), tested = Celsius(data, heldOut.MeanSquare(trainer));
            Console.WriteLine($"  {name,-38}{validated,11}{tested,12}");
        }
    }

    private static string Celsius(ElNino data, double meanSquare) =>
        (Math.Sqrt(meanSquare) * data.Scale).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>FNV-1a of the bits.</summary>
    private static ulong Hash(float[] values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values)
        {
            hash = unchecked((hash ^ BitConverter.SingleToUInt32Bits(value)) * 1099511628211);
        }

        return hash;
    }
}
