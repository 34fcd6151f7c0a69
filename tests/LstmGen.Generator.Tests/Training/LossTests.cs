using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Mathematics;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// The loss of a trainer is that of the outputs that the network's class computes: to the last bit, which shows that both compute the same
/// outputs. Losses computed from the sums before an activation are tested with networks without that activation.
/// </summary>
public class LossTests
{
    [Fact]
    public void Of_floats() => Check<float>([.. SharedTrainers.Floats, .. SharedTrainers.FloatModels]);

    [Fact]
    public void Of_doubles() => Check<double>([.. SharedTrainers.Doubles, .. SharedTrainers.Models]);

    private static void Check<T>(IEnumerable<TrainedNetwork> all)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TrainedNetwork[] networks = [.. all.Where(HasLossOfOutputs)];
        Assert.Equal(Enum.GetValues<TrainingLoss>(), networks.Select(network => network.Loss).Distinct().Order());
        for (int i = 0; i < networks.Length; i++)
        {
            TrainedNetwork network = networks[i];
            var data = new TrainingData<T>(network, i);
            TrainerAssembly assembly = SharedTrainers.Of(network);
            T[] parameters = data.Parameters((int)assembly.Network(network).ParameterCount, 0.5);
            CompiledTrainer<T> trainer = assembly.New(network, parameters);
            T[] x = data.Inputs(), target = data.Targets();
            T[]? weights = i % 2 == 0 ? data.Weights() : null;
            var outputs = new T[network.TargetCount];
            trainer.Outputs(x, outputs);
            int[] counted = network.CountedRows(x);
            double expected = counted.Length == 0 ? 0 : Loss(
                network, Rows(network.SideBySide(outputs), counted, network.Outputs), Rows(network.SideBySide(target), counted, network.Outputs), weights is null ? null : Rows(weights, counted, 1));
            double loss = trainer.Evaluate(x, target, weights);
            Assert.True(loss.Equals(expected), $"{loss:r}, not {expected:r}\n{network.Source}\n{network.Model}");
            Assert.Equal(0, trainer.Count);
            Assert.Equal(new T[parameters.Length], trainer.Gradient);

            trainer.Accumulate(x, target, weights);
            Assert.Equal(expected, trainer.Loss);
            T[] gradient = trainer.Gradient;
            trainer.Evaluate(x, target, null);
            Assert.Equal(gradient, trainer.Gradient);
            Assert.Equal((1, expected), (trainer.Count, trainer.Loss));
        }
    }

    /// <summary>Whether the loss is computed from what the network's class outputs.</summary>
    private static bool HasLossOfOutputs(TrainedNetwork network) =>
        network.Loss is not (TrainingLoss.CrossEntropy or TrainingLoss.BinaryCrossEntropy)
        || SharedTrainers.Of(network).Network(network).Layers[^1] is DenseLayer { Activation.Kind: ActivationKind.Linear };

    private static T[] Rows<T>(T[] values, int[] rows, int width) => [.. rows.SelectMany(row => values[(row * width)..((row + 1) * width)])];

    /// <summary>The loss of some rows.</summary>
    private static double Loss<T>(TrainedNetwork network, T[] y, T[] target, T[]? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Element element = typeof(T) == typeof(float) ? Element.Single : Element.Double;
        var interpreter = new Interpreter<T>(network.Arithmetic == Arithmetic.Fused ? Model.Arithmetic.Fused : Model.Arithmetic.Separate);
        int rows = y.Length / network.Outputs;
        return network.Loss switch
        {
            TrainingLoss.MeanSquared => Each(Losses.MeanSquared()),
            TrainingLoss.MeanAbsolute => Each(Losses.MeanAbsolute()),
            TrainingLoss.Huber => Each(Losses.Huber()),
            TrainingLoss.BinaryCrossEntropy => Each(Losses.BinaryCrossEntropy()),
            TrainingLoss.CrossEntropy => CrossEntropy(),
            _ => ErrorToSignal(),
        };

        double Weight(int row) => weights is null ? 1 : double.CreateChecked(weights[row]);

        double Each(Definition loss)
        {
            double sum = 0;
            for (int i = 0; i < y.Length; i++)
            {
                sum += double.CreateChecked(interpreter.At(loss, y[i], target[i])[0]) * Weight(i / network.Outputs);
            }

            return sum / y.Length;
        }

        double CrossEntropy()
        {
            Definition exp = GateActivations.Of(Model.Activation.Of(ActivationKind.Exponential)).Definition(element)!;
            Definition log = Logarithm.OfAtLeastOne(element);
            double loss = 0;
            for (int row = 0; row < rows; row++)
            {
                T[] values = y[(row * network.Outputs)..((row + 1) * network.Outputs)];
                T most = values.Max();
                T sum = T.Zero;
                foreach (T part in interpreter.Of(exp, [.. values.Select(value => value - most)]))
                {
                    sum += part;
                }

                T logOfSum = interpreter.At(log, sum)[0];
                for (int unit = 0; unit < values.Length; unit++)
                {
                    loss += double.CreateChecked(target[(row * network.Outputs) + unit] * (logOfSum - (values[unit] - most))) * Weight(row);
                }
            }

            return loss / rows;
        }

        double ErrorToSignal()
        {
            double loss = 0;
            for (int unit = 0; unit < network.Outputs; unit++)
            {
                double error = 0, signal = 0, offset = 0, power = 0, lastError = 0, lastTarget = 0;
                for (int row = 0; row < rows; row++)
                {
                    double t = double.CreateChecked(target[(row * network.Outputs) + unit]);
                    double e = double.CreateChecked(y[(row * network.Outputs) + unit]) - t;
                    double high = e - (0.95 * lastError), original = t - (0.95 * lastTarget);
                    error += Weight(row) * (high * high);
                    signal += Weight(row) * (original * original);
                    offset += Weight(row) * e;
                    power += Weight(row) * (t * t);
                    (lastError, lastTarget) = (e, t);
                }

                offset /= rows;
                loss += (error / (signal + 1e-5)) + (offset * offset / ((power / rows) + 1e-5));
            }

            return loss / network.Outputs;
        }
    }
}
