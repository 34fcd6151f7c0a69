using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Tests.Training;

/// <summary>A network's gradient against differences of its loss.</summary>
/// <param name="Compared">Parameters that were compared.</param>
/// <param name="Skipped">Those without a difference, since the loss has a corner near them.</param>
/// <param name="Worst">The largest error, relative to the largest derivative of its tensor.</param>
/// <param name="Tensors">
/// Tensors, and how many of them have derivatives that are large compared with the rounding errors of differences.
/// </param>
/// <param name="Problems">Derivatives that are wrong.</param>
internal sealed record CentralDifferences(
    int Compared, int Skipped, double Worst, (int All, int Alive) Tensors, IReadOnlyList<string> Problems)
{
    /// <summary>Relative to the largest derivative of a tensor.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>The scale of parameters below which a loss is used as it is.</summary>
    private const double SmallestScale = 0.05;

    /// <summary>The most parameters of a tensor that are compared.</summary>
    private const int Most = 40;

    /// <summary>The rounding error that a difference of losses may have.</summary>
    private static double Rounding(double loss, double distance) => 4e-15 * (1 + loss) / distance;

    /// <summary>
    /// The distances at which the loss is taken. The widest has the least rounding; a corner within it makes its difference wrong, and then
    /// the next is tried.
    /// </summary>
    private static readonly double[] Distances = [2e-4, 1e-5, 1e-6, 1e-7];

    /// <summary>Compares the gradient of a sequence, from parameters that a seed draws.</summary>
    public static CentralDifferences Of(TrainerAssembly assembly, TrainedNetwork network, int seed)
    {
        Network model = assembly.Network(network);
        var data = new TrainingData<double>(network, seed);
        (double[] x, double[] y) = (data.Inputs(), data.Targets());
        double[]? weights = seed % 3 == 0 ? data.Weights() : null;
        double[] parameters;
        CompiledTrainer<double> trainer;
        double scale = 0.9;
        do
        {
            // Activations without bounds grow from step to step, until no difference has a correct digit left. Normalized rows keep their
            // size, whatever the parameters.
            parameters = data.Parameters((int)model.ParameterCount, scale);
            trainer = assembly.New(network, parameters);
            scale /= 1.5;
        }
        while (!(trainer.Evaluate(x, y, weights) < 20) && scale > SmallestScale);

        trainer.Accumulate(x, y, weights);
        return Of(model, trainer.Gradient, parameters, Loss, new Random(seed));

        double Loss(double[] changed)
        {
            trainer.SetParameters(changed);
            return trainer.Evaluate(x, y, weights);
        }
    }

    /// <summary>Compares a gradient.</summary>
    /// <param name="lossOf">The loss with other parameters.</param>
    /// <param name="random">Chooses parameters of large tensors.</param>
    public static CentralDifferences Of(Network model, double[] gradient, double[] parameters, Func<double[], double> lossOf, Random random)
    {
        double loss = lossOf(parameters);
        int compared = 0, skipped = 0, at = 0, alive = 0, tensors = 0;
        double worst = 0;
        List<string> problems = [];
        foreach ((WeightedLayer part, TensorShape tensor) in model.Parts.SelectMany(part => part.Tensors.Select(tensor => (part, tensor))))
        {
            int count = (int)tensor.Count;
            int[] chosen = [.. Enumerable.Range(at, count)];
            if (count > Most)
            {
                random.Shuffle(chosen);
                chosen = chosen[..Most];
            }

            at += count;
            double[] widest = [.. chosen.Select(i => Quotients(i, Distances[0]).Best)];
            double largest = chosen.Select((i, k) => Math.Max(Math.Abs(gradient[i]), Math.Abs(widest[k]))).Max();
            double most = (Tolerance * largest) + Rounding(loss, Distances[0]);
            tensors++;
            alive += Rounding(loss, Distances[0]) < 1e-4 * largest ? 1 : 0;
            for (int k = 0; k < chosen.Length; k++)
            {
                int i = chosen[k];
                compared++;
                double error = Math.Abs(gradient[i] - widest[k]);
                if (error <= most)
                {
                    worst = Math.Max(worst, error / (largest + 1e-5));
                    continue;
                }

                // A correct difference is the same at two distances; at a corner they disagree, the more the closer.
                (double Best, double One, double Two)[] closer = [.. Distances.Select(distance => Quotients(i, distance))];
                if (closer.Where((found, n) => Near(found.Best, n) || Near(found.One, n)).Any())
                {
                    continue;
                }

                bool Near(double found, int n) => Math.Abs(gradient[i] - found) <= (Tolerance * largest) + Rounding(loss, Distances[n]);

                if (closer.All(found => Math.Abs(found.One - found.Two) > most))
                {
                    skipped++;
                    continue;
                }

                problems.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{part.Name}'s {tensor.Words} [{i - at + count}] is {gradient[i]:g9}, by differences "
                    + $"{string.Join(" ", closer.Select(found => found.One.ToString("g6", CultureInfo.InvariantCulture)))}, of at most {largest:g3}"));
            }
        }

        return new CentralDifferences(compared, skipped, worst, (tensors, alive), problems);

        (double Best, double One, double Two) Quotients(int i, double distance)
        {
            double one = Quotient(i, distance), two = Quotient(i, 2 * distance);
            return (((4 * one) - two) / 3, one, two);
        }

        double Quotient(int i, double distance)
        {
            double middle = parameters[i];
            double above = At(middle + distance), below = At(middle - distance);
            parameters[i] = middle;
            return (above - below) / (2 * distance);

            double At(double value)
            {
                parameters[i] = value;
                return lossOf(parameters);
            }
        }
    }
}
