using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>A sequence with masked steps equals one without them: to the last bit, whatever they contain.</summary>
public class MaskTests
{
    private const int Steps = 5;

    private static readonly TrainedNetwork[] Plain =
    [
        new("Last", "[Lstm(Input = 3, Steps = 5, Units = 9, ReturnSequences = true, Projection = 4)] [Lstm(Units = 4)] [Dense(Units = 2)]", 3, 2, Steps, false, false),
        new("Every", "[Lstm(Input = 3, Steps = 5, Units = 5, ReturnSequences = true, Peepholes = true)] [Dense(Units = 2)] [SkipConnection]", 3, 2, Steps, true, false),
        new("Backward", "[Lstm(Input = 3, Steps = 5, Units = 4, ReturnSequences = true, Direction = LstmDirection.Backward, Projection = 2)]", 3, 2, Steps, true, false),
        new("Turned", "[Lstm(Input = 3, Steps = 5, Units = 2, ReturnSequences = true, Direction = LstmDirection.GoBackwards)]", 3, 2, Steps, true, false)
            { RowsAreBackwards = true },
        new("Both", "[Lstm(Input = 3, Steps = 5, Units = 3, ReturnSequences = true, Direction = LstmDirection.Bidirectional)] [Lstm(Units = 2, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Mul)]", 3, 2, Steps, false, false),
        new("Stream", "[Lstm(Input = 3, Units = 7, CoupledGates = true)] [Dense(Units = 2)]", 3, 2, Steps, true, true) { Loss = TrainingLoss.ErrorToSignal },
    ];

    private static readonly TrainedNetwork[] ByValue = [.. Plain.Select(network => With(network, "ByValue", "[Masking(Value = -2)]"))];

    private static readonly TrainedNetwork[] ByMask = [.. Plain.Select(network => With(network, "ByMask", "[Masking]"))];

    private static readonly Lazy<TrainerAssembly> Newest = new(() => TrainerAssembly.Of([.. Plain, .. ByValue, .. ByMask]));

    private static readonly Lazy<TrainerAssembly> Oldest = new(() => TrainerAssembly.Of(
        [.. Plain.Concat(ByValue).Concat(ByMask).Select(network => network with { Arithmetic = Arithmetic.Separate })], TrainerAssembly.Oldest));

    private static readonly bool[][] Masks =
    [
        [true, false, true, true, false], [false, true, false, false, true], [true, true, true, true, true], [false, false, true, false, false],
        [false, false, false, false, false], [true, true, true, true, false],
    ];

    private static TrainedNetwork With(TrainedNetwork network, string name, string masking) =>
        network with { Name = network.Name + name, Layers = network.Layers + " " + masking };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Masked_steps_are_as_if_they_were_not_there(bool isOldest)
    {
        TrainerAssembly assembly = isOldest ? Oldest.Value : Newest.Value;
        for (int i = 0; i < Plain.Length; i++)
        {
            var data = new TrainingData<float>(Plain[i], i);
            float[] parameters = data.Parameters((int)assembly.Network(Plain[i]).ParameterCount, 0.5);
            CompiledTrainer<float> plain = assembly.New(Plain[i], parameters);
            CompiledTrainer<float> byValue = assembly.New(ByValue[i], parameters), byMask = assembly.New(ByMask[i], parameters);
            int teaching = 0;
            foreach (bool[] mask in Masks)
            {
                (float[] x, float[] y) = (data.Inputs(), data.Targets());
                (float[] left, float[] targets) = Left(Plain[i], x, y, mask);
                int count = mask.Count(reads => reads);
                if (count > 0)
                {
                    teaching++;
                    plain.Shorter(left, targets, count);
                }

                byValue.Accumulate(Filled(x, mask, 3, -2), Filled(y, RowsOf(Plain[i], mask), 2, float.NaN), null);
                byMask.Masked(Filled(x, mask, 3, float.NaN), mask, Filled(y, RowsOf(Plain[i], mask), 2, float.NaN), null);
            }

            Assert.Equal((teaching, Masks.Length, Masks.Length), (plain.Count, byValue.Count, byMask.Count));
            Assert.Contains(plain.Gradient, value => value != 0);
            foreach (CompiledTrainer<float> masked in new[] { byValue, byMask })
            {
                Assert.True(plain.Gradient.SequenceEqual(masked.Gradient), Plain[i].Source);
                Assert.Equal(plain.Loss * teaching, masked.Loss * Masks.Length, 1e-12);
            }
        }
    }

    /// <summary>If no steps remain, the loss is 0 and the gradient is unchanged.</summary>
    [Fact]
    public void A_sequence_of_masked_steps_teaches_nothing()
    {
        foreach (TrainedNetwork network in ByMask)
        {
            var data = new TrainingData<float>(network, 1);
            CompiledTrainer<float> trainer = Newest.Value.New(network, data.Parameters((int)Newest.Value.Network(network).ParameterCount, 0.5));
            (float[] x, float[] y, bool[] none) = (data.Inputs(), data.Targets(), new bool[Steps]);
            trainer.Masked(x, none, y, null);
            Assert.Equal((1, 0.0), (trainer.Count, trainer.Loss));
            Assert.All(trainer.Gradient, value => Assert.Equal(0, value));
            trainer.Accumulate(x, y, null);
            (float[] gradient, double loss) = (trainer.Gradient, trainer.Loss);
            trainer.Masked(x, none, y, data.Weights());
            Assert.Equal((3, 2 * loss / 3), (trainer.Count, trainer.Loss));
            Assert.Equal(gradient, trainer.Gradient);
            Assert.Equal(0, trainer.MaskedEvaluate(x, none, y, null));
        }
    }

    /// <summary>Without a mask a network that has no value for masked steps reads all of them.</summary>
    [Fact]
    public void All_members_take_masks()
    {
        for (int i = 0; i < Plain.Length; i++)
        {
            var data = new TrainingData<float>(Plain[i], i);
            float[] parameters = data.Parameters((int)Newest.Value.Network(Plain[i]).ParameterCount, 0.5);
            CompiledTrainer<float>[] trainers = [.. Enumerable.Range(0, 3).Select(_ => Newest.Value.New(ByMask[i], parameters))];
            (float[] x, float[] y, float[] w) = (data.Inputs(Masks.Length), data.Targets(Masks.Length), data.Weights());
            trainers[0].MaskedBatch(Masks.Length, x, [.. Masks.SelectMany(mask => mask)], y);
            double losses = 0;
            for (int s = 0; s < Masks.Length; s++)
            {
                float[] input = Part(x, s, Masks.Length), target = Part(y, s, Masks.Length);
                trainers[1].Masked(input, Masks[s], target, null);
                losses += trainers[1].MaskedEvaluate(input, Masks[s], target, null);
            }

            Assert.Equal(trainers[1].Gradient, trainers[0].Gradient);
            Assert.Equal(trainers[1].Loss, trainers[0].Loss);
            Assert.Equal(losses / Masks.Length, trainers[1].Loss, 1e-14);

            CompiledTrainer<float> plain = Newest.Value.New(Plain[i], parameters);
            plain.Accumulate(Part(x, 0, Masks.Length), Part(y, 0, Masks.Length), w);
            trainers[2].Accumulate(Part(x, 0, Masks.Length), Part(y, 0, Masks.Length), w);
            Assert.Equal(plain.Gradient, trainers[2].Gradient);
        }
    }

    /// <summary>A window whose steps are all masked leaves the state unchanged.</summary>
    [Fact]
    public void A_masked_window_passes_the_state_on()
    {
        (TrainedNetwork stream, TrainedNetwork masked) = (Plain[^1], ByMask[^1]);
        var data = new TrainingData<float>(stream, 5);
        float[] parameters = data.Parameters((int)Newest.Value.Network(stream).ParameterCount, 0.5);
        CompiledTrainer<float> one = Newest.Value.New(stream, parameters), other = Newest.Value.New(masked, parameters);
        (float[] x, float[] y) = (data.Inputs(3), data.Targets(3));
        one.Accumulate(Part(x, 0, 3), Part(y, 0, 3), null);
        one.Continue(Part(x, 2, 3), Part(y, 2, 3), null);
        other.Accumulate(Part(x, 0, 3), Part(y, 0, 3), null);
        other.MaskedContinue(Part(x, 1, 3), new bool[Steps], Part(y, 1, 3), null);
        other.MaskedContinue(Part(x, 2, 3), [true, true, true, true, true], Part(y, 2, 3), null);
        Assert.Equal(one.Gradient, other.Gradient);
        Assert.Equal((2, 3), (one.Count, other.Count));
    }

    [Fact]
    public void A_mask_of_another_length_is_refused()
    {
        var data = new TrainingData<float>(ByMask[0], 5);
        CompiledTrainer<float> trainer = Newest.Value.New(ByMask[0], data.Parameters((int)Newest.Value.Network(ByMask[0]).ParameterCount, 0.5));
        (float[] x, float[] y) = (data.Inputs(), data.Targets());
        foreach (int length in new[] { 0, Steps - 1, Steps + 1 })
        {
            Assert.Equal("mask", Assert.Throws<ArgumentException>(() => trainer.Masked(x, new bool[length], y, null)).ParamName);
            Assert.Equal("masks", Assert.Throws<ArgumentException>(() => trainer.MaskedBatch(1, x, new bool[length], y)).ParamName);
        }

        Assert.Equal(0, trainer.Count);
    }

    /// <summary>The head reads the last step even if it is masked, as in the network's class.</summary>
    [Fact]
    public void A_skip_connection_adds_the_last_step()
    {
        var network = new TrainedNetwork(
            "Skips", "[Lstm(Input = 3, Steps = 5, Units = 9)] [Dense(Units = 2)] [SkipConnection] [Masking(Value = -1)]", 3, 2, Steps, false, false)
        { MaskValue = -1 };
        TrainerAssembly assembly = TrainerAssembly.Of([network]);
        var data = new TrainingData<float>(network, 5);
        CompiledTrainer<float> trainer = assembly.New(network, data.Parameters((int)assembly.Network(network).ParameterCount, 0.5));
        List<float> last = [];
        for (int i = 0; i < 10; i++)
        {
            float[] x = data.Inputs(), y = new float[2];
            trainer.Outputs(x, y);
            Assert.Equal(0, trainer.Evaluate(x, y, null));
            Assert.NotEqual(0, trainer.Evaluate(x, data.Targets(), null));
            last.Add(x[^1]);
        }

        Assert.Contains(-1, last);
        Assert.Contains(last, value => value != -1);
    }

    private static float[] Part(float[] values, int part, int count) => values[(part * values.Length / count)..((part + 1) * values.Length / count)];

    /// <summary>Whether the step of each output row is read; a single row's step always is.</summary>
    private static bool[] RowsOf(TrainedNetwork network, bool[] mask) =>
        !network.HasEveryOutput ? [true] : network.RowsAreBackwards ? [.. mask.Reverse()] : mask;

    private static float[] Filled(float[] values, bool[] mask, int width, float value) =>
        [.. values.Select((kept, i) => mask[i / width] ? kept : value)];

    /// <summary>What remains without the masked steps, followed by padding.</summary>
    private static (float[] Input, float[] Target) Left(TrainedNetwork network, float[] x, float[] y, bool[] mask)
    {
        return (Kept(x, mask, 3), Kept(y, RowsOf(network, mask), 2));

        static float[] Kept(float[] values, bool[] mask, int width)
        {
            float[] kept = [.. values.Where((_, i) => mask[i / width])];
            Array.Resize(ref kept, values.Length);
            return kept;
        }
    }
}
