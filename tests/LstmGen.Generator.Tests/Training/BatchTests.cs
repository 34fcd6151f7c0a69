using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using LstmGen.Generator.Planning.Training;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// What trainers accumulate doesn't depend on how sequences are passed, and a layer that isn't trained is left unchanged.
/// </summary>
public class BatchTests
{
    private static readonly int[] Counts = [1, 2, 5, 16, 17, 70, 130];

    [Fact]
    public void A_batch_of_floats_has_the_bits_of_its_sequences()
    {
        TrainedNetwork[] networks = [.. SharedTrainers.Floats, .. SharedTrainers.FloatModels];
        int alive = networks.Count(network => Check<float>(SharedTrainers.Of(network), network, Counts));
        Assert.True(alive >= networks.Length * 3 / 4, $"{alive} networks have derivatives");
    }

    [Fact]
    public void A_batch_of_doubles_has_the_bits_of_its_sequences()
    {
        TrainedNetwork[] networks = [.. SharedTrainers.Doubles, .. SharedTrainers.Models];
        int alive = networks.Count(network => Check<double>(SharedTrainers.Of(network), network, [17, 70]));
        Assert.True(alive >= networks.Length * 3 / 4, $"{alive} networks have derivatives");
    }

    /// <summary>Both ways of laying the sequences of a batch are among the networks of these tests.</summary>
    [Fact]
    public void Small_networks_have_a_lane_for_each_sequence()
    {
        ILookup<bool, TrainedNetwork> ways = SharedTrainers.Floats.ToLookup(network =>
        {
            var training = new Model.Training(Model.TrainingLoss.MeanSquared, Model.TrainingOptimizer.Adam, Model.TrainingInitializer.Keras, network.Steps);
            Model.Network read = SharedTrainers.Of(network).Network(network);
            return TrainingPlanner.Plan(read, training, Model.Element.Single).IsBySequence;
        });
        Assert.True(ways[true].Count() >= 2 && ways[false].Count() >= 2, $"{ways[true].Count()} of {SharedTrainers.Floats.Count}");
    }

    /// <summary>So large that fewer sequences are computed side by side.</summary>
    [Fact]
    public void A_batch_of_long_sequences_has_the_bits_of_its_sequences()
    {
        TrainedNetwork[] networks =
        [
            new("Long", "[Lstm(Input = 3, Units = 20, Steps = 100, ReturnSequences = true)] [Dense(Units = 2)]", 3, 2, 100, true, false),
            new("Longer", "[Lstm(Input = 3, Units = 20, Steps = 2000)] [Dense(Units = 2)]", 3, 2, 2000, false, false),
        ];
        TrainerAssembly assembly = TrainerAssembly.Of(networks);
        Assert.True(Check<float>(assembly, networks[0], Counts));
        Assert.True(Check<float>(assembly, networks[1], [5]));
    }

    [Fact]
    public void A_trainer_of_some_layers_leaves_the_others_alone()
    {
        const string Layers =
            "[Dense(Input = 3, Units = 4)] [Lstm(Units = 5, Steps = 4, ReturnSequences = true)] [Lstm(Units = 3)] [Dense(Units = 2)]";
        TrainedNetwork all = new("All", Layers, 3, 2, 4, false, false);
        (string Train, string Name)[] some = [("dense_1", "Head"), ("lstm", "Middle"), ("dense, lstm_1", "Two")];
        TrainedNetwork[] networks = [all, .. some.Select(one => all with { Name = one.Name, Train = one.Train })];
        TrainerAssembly assembly = TrainerAssembly.Of(networks);
        var data = new TrainingData<float>(all, 1);
        float[] parameters = data.Parameters((int)assembly.Network(all).ParameterCount, 0.5), x = data.Inputs(), y = data.Targets();
        CompiledTrainer<float>[] trainers = [.. networks.Select(network => assembly.New(network, parameters))];
        float[][] gradients = [.. trainers.Select(trainer =>
        {
            trainer.Accumulate(x, y, null);
            return trainer.Gradient;
        })];
        foreach (CompiledTrainer<float> trainer in trainers)
        {
            trainer.Apply();
        }

        float[] whole = trainers[0].Parameters;
        for (int i = 1; i < trainers.Length; i++)
        {
            int at = 0;
            foreach (var part in assembly.Network(all).Parts)
            {
                int count = (int)part.Tensors.Sum(tensor => tensor.Count);
                bool isTrained = networks[i].Train!.Split(", ").Contains(part.Name);
                Assert.Equal(isTrained ? gradients[0][at..(at + count)] : new float[count], gradients[i][at..(at + count)]);
                Assert.Equal((isTrained ? whole : parameters)[at..(at + count)], trainers[i].Parameters[at..(at + count)]);
                at += count;
            }
        }
    }

    /// <returns>Whether there are derivatives other than 0, which a network with saturated activations may lack.</returns>
    private static bool Check<T>(TrainerAssembly assembly, TrainedNetwork network, int[] counts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isAlive = false;
        foreach (int count in counts)
        {
            var data = new TrainingData<T>(network, count);
            T[] parameters = data.Parameters((int)assembly.Network(network).ParameterCount, 0.4);
            T[] x = data.Inputs(count), y = data.Targets(count);
            CompiledTrainer<T> batch = assembly.New(network, parameters), single = assembly.New(network, parameters);
            for (int time = 1; time <= 2; time++)
            {
                batch.AccumulateBatch(count, x, y);
                for (int s = 0; s < count; s++)
                {
                    (int from, int to) = (s * network.InputCount, s * network.TargetCount);
                    single.Accumulate(x[from..(from + network.InputCount)], y[to..(to + network.TargetCount)], null);
                }

                string what = $"{count} sequences:\n{network.Source}";
                Assert.True(single.Gradient.AsSpan().SequenceEqual(batch.Gradient), what);
                Assert.True(single.Loss.Equals(batch.Loss), $"loss {batch.Loss:r}, not {single.Loss:r}, of {what}");
                Assert.Equal((count * time, count * time), (single.Count, batch.Count));
            }

            isAlive |= batch.Gradient.Any(value => value != T.Zero);
        }

        return isAlive;
    }
}
