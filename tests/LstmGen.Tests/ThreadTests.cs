using System;
using System.Linq;
using System.Threading;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>One instance serves any number of threads, each with a state of its own.</summary>
public class ThreadTests
{
    private const int Threads = 8;
    private const int Rounds = 200;

    [Theory]
    [InlineData(Unroll.Tiled)]
    [InlineData(Unroll.Step)]
    [InlineData(Unroll.Full)]
    public void Threads_that_share_an_instance_don_t_disturb_each_other(Unroll unroll)
    {
        // The Dense layers and the big LSTM layer keep values in scratch memory, which must be each call's own.
        var spec = new NetworkSpec(3, 6, new DenseSpec(5, Activation.Tanh), new LstmSpec(19, ReturnSequences: true), new DenseSpec(3), new LstmSpec(4, ReturnSequences: true));
        IModel model = GeneratedModel.Compile([new NetworkVariant(spec, unroll)])[0].Create(spec.RandomParameters(seed: 1, scale: 1));
        float[][] inputs = Enumerable.Range(0, Threads).Select(seed => spec.RandomInput(seed)).ToArray();
        float[][] expected = inputs.Select(input => model.Forward(spec, input)).ToArray();
        AssertNoMistakes((thread, round) =>
        {
            IModelState state = model.CreateState();
            float[] actual = (round % 3) switch
            {
                0 => model.Forward(spec, inputs[thread]),
                1 => model.Steps(spec, inputs[thread], state),
                _ => model.Process(spec, inputs[thread], state),
            };
            return Bits.Raw(expected[thread]).SequenceEqual(Bits.Raw(actual));
        });
    }

    [Theory]
    [InlineData(VectorWidth.Auto)]
    [InlineData(VectorWidth.Vector128)]
    [InlineData(VectorWidth.Scalar)]
    public void Threads_with_a_batch_each_don_t_disturb_each_other(VectorWidth width)
    {
        const int Count = 19;
        var spec = new NetworkSpec(3, 6, new DenseSpec(5, Activation.Tanh), new LstmSpec(19, ReturnSequences: true), new DenseSpec(3), new LstmSpec(4, ReturnSequences: true));
        IModel model = GeneratedModel.Compile([new NetworkVariant(spec, VectorWidth: width)])[0].Create(spec.RandomParameters(seed: 1, scale: 1));
        float[][] inputs = Enumerable.Range(0, Threads).Select(seed => spec.RandomInput(seed, steps: Count * 6)).ToArray();
        float[][] expected = inputs.Select(input => input.Chunk(spec.InputLength).SelectMany(sequence => model.Forward(spec, sequence)).ToArray()).ToArray();
        IModelBatchState[] states = inputs.Select(_ => model.CreateBatchState(Count)).ToArray();
        AssertNoMistakes((thread, round) =>
        {
            states[thread].Reset();
            float[] actual = (round % 4) switch
            {
                0 => model.ForwardBatch(spec, Count, inputs[thread]),
                1 => model.ForwardBatch(spec, Count, inputs[thread], states[thread]),
                2 => model.StepsBatch(spec, Count, inputs[thread], states[thread]),
                _ => model.ProcessBatch(spec, Count, inputs[thread], states[thread]),
            };
            return Bits.Raw(expected[thread]).SequenceEqual(Bits.Raw(actual));
        });
    }

    /// <summary>Runs all rounds on all threads at once.</summary>
    private static void AssertNoMistakes(Func<int, int, bool> isRight)
    {
        var mistakes = new int[Threads];
        using var start = new Barrier(Threads);
        Thread[] threads = Enumerable.Range(0, Threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            for (int round = 0; round < Rounds; round++)
            {
                mistakes[thread] += isRight(thread, round) ? 0 : 1;
            }
        })).ToArray();
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        Assert.Equal(new int[Threads], mistakes);
    }
}
