using System;
using System.Linq;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// A loss that a trainer lacks can be trained by its slopes: the mean of (y - t)² has them where the targets are y - slope/2. Tried with
/// one that trainers do have.
/// </summary>
public class OwnLossTests
{
    [Fact]
    public void Slopes_as_targets()
    {
        TrainedNetwork[] networks = [.. new[] { TrainingLoss.Huber, TrainingLoss.MeanSquared }.Select(loss => new TrainedNetwork(
            loss.ToString(), "[Lstm(Input = 2, Units = 5, Steps = 6, ReturnSequences = true)] [Dense(Units = 3)]", 2, 3, 6, true, false)
        {
            Loss = loss,
            IsDouble = true,
        })];
        TrainerAssembly assembly = TrainerAssembly.Of(networks);
        var data = new TrainingData<double>(networks[0], 1);
        double[] parameters = data.Parameters((int)assembly.Network(networks[0]).ParameterCount, 1), x = data.Inputs(), target = data.Targets();

        // Some errors are beyond the 1 at which Huber's slope ends, and some are not.
        target = [.. target.Select(value => 2 * value)];
        CompiledTrainer<double> huber = assembly.New(networks[0], parameters), squared = assembly.New(networks[1], parameters);
        huber.Accumulate(x, target, null);
        double[] y = new double[target.Length];
        squared.Outputs(x, y);
        double[] slopes = [.. y.Zip(target, (one, other) => Math.Clamp(one - other, -1, 1))];
        Assert.Contains(slopes, slope => Math.Abs(slope) < 1);
        Assert.Contains(slopes, slope => Math.Abs(slope) == 1);
        squared.Accumulate(x, [.. y.Zip(slopes, (one, slope) => one - (slope / 2))], null);

        Assert.All(huber.Gradient.Zip(squared.Gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-13));
        Assert.Contains(huber.Gradient, derivative => Math.Abs(derivative) > 1e-3);
    }
}
