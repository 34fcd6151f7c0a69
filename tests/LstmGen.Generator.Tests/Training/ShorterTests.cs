using System;
using System.Linq;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>The first steps of a sequence have the bits of a network with that many steps.</summary>
public class ShorterTests
{
    private const int Steps = 6;

    private const int Length = 4;

    private static readonly TrainedNetwork[] Networks =
    [
        new("Last", "[Lstm(Input = 3, Steps = $, Units = 9, ReturnSequences = true, Peepholes = true)] [Lstm(Units = 4, Direction = LstmDirection.Bidirectional)]", 3, 8, Steps, false, false),
        new("Every", "[Lstm(Input = 3, Steps = $, Units = 9, ReturnSequences = true, Projection = 2, Direction = LstmDirection.Backward)] [Dense(Units = 2)]", 3, 2, Steps, true, false),
        new("Turned", "[Lstm(Input = 3, Steps = $, Units = 2, ReturnSequences = true, Direction = LstmDirection.GoBackwards)]", 3, 2, Steps, true, false),
        new("Stream", "[Lstm(Input = 3, Units = 9)] [Dense(Units = 3, Activation = Activation.Softmax)]", 3, 3, Steps, true, true),
    ];

    private static readonly TrainingLoss[] Losses =
        [TrainingLoss.Huber, TrainingLoss.ErrorToSignal, TrainingLoss.MeanSquared, TrainingLoss.CrossEntropy];

    [Fact]
    public void Shorter_sequences()
    {
        TrainedNetwork[] whole = [.. Networks.Select((network, i) => Of(network, i, Steps, "Whole"))];
        TrainedNetwork[] cut = [.. Networks.Select((network, i) => Of(network, i, Length, "Cut"))];
        TrainerAssembly assembly = TrainerAssembly.Of([.. whole, .. cut]);
        for (int i = 0; i < Networks.Length; i++)
        {
            var data = new TrainingData<float>(whole[i], i);
            float[] parameters = data.Parameters((int)assembly.Network(whole[i]).ParameterCount, 0.5), x = data.Inputs(), y = data.Targets();
            CompiledTrainer<float> one = assembly.New(whole[i], parameters), other = assembly.New(cut[i], parameters);
            for (int time = 0; time < 2; time++)
            {
                one.Shorter(x, y, Length);
                other.Accumulate(x[..cut[i].InputCount], y[..cut[i].TargetCount], null);
                one.Shorter(x, y, Steps);
                one.Accumulate(x, y, null);
                float[] both = one.Gradient;
                one.Apply();
                one.SetParameters(parameters);
                Assert.NotEqual(other.Gradient, both);
                one.Shorter(x, y, Length);
                Assert.True(other.Gradient.SequenceEqual(one.Gradient), whole[i].Source);
                Assert.Equal(other.Loss, one.Loss);
                other.Apply();
                other.SetParameters(parameters);
                one.Apply();
                one.SetParameters(parameters);
            }

            foreach (int length in new[] { 0, -1, Steps + 1 })
            {
                Assert.Equal("length", Assert.Throws<ArgumentOutOfRangeException>(() => one.Shorter(x, y, length)).ParamName);
            }

            Assert.Equal(0, one.Count);
        }
    }

    private static TrainedNetwork Of(TrainedNetwork network, int number, int steps, string name) => network with
    {
        Name = network.Name + name,
        Layers = network.Layers.Replace("$", steps.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal),
        Steps = steps,
        Loss = Losses[number],
    };
}
