using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>One instance serves any number of threads, each with its own state.</summary>
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

    /// <summary>
    /// Two threads compute neighbouring slices of one batch, which meet inside a block of those that are computed side by side: many
    /// thousands of steps, so that each would notice if the other one wrote beyond its own slots. They wait for each other at the start of
    /// each round, because on a busy machine one may finish a round before the other one gets a core.
    /// </summary>
    [Theory]
    [InlineData(VectorWidth.Auto, 21)]
    [InlineData(VectorWidth.Auto, 5)]
    [InlineData(VectorWidth.Vector256, 11)]
    [InlineData(VectorWidth.Vector128, 6)]
    [InlineData(VectorWidth.Vector128, 1)]
    [InlineData(VectorWidth.Scalar, 21)]
    public void Threads_with_slices_of_one_batch_don_t_disturb_each_other(VectorWidth width, int cut)
    {
        const int Steps = 1000;
        int count = cut + 20;
        var spec = new NetworkSpec(2, 6, new LstmSpec(3));
        IModel model = GeneratedModel.Compile([new NetworkVariant(spec, VectorWidth: width)])[0].Create(spec.RandomParameters(seed: 1, scale: 1));
        float[] inputs = spec.RandomInput(seed: cut, steps: count * Steps);
        var expected = new float[count * Steps * spec.Output];
        IModelBatchState alone = model.CreateBatchState(count);
        for (int step = 0; step < Steps; step++)
        {
            model.StepBatch(count, Row(inputs, step, 0, count, spec.Input), Row(expected, step, 0, count, spec.Output), alone);
        }

        var rows = new float[expected.Length];
        IModelBatchState shared = model.CreateBatchState(count);
        (int First, int Count)[] slices = [(0, cut), (cut, count - cut)];
        using var start = new Barrier(2);
        AssertNoMistakes(threads: 2, rounds: 100, (thread, _) =>
        {
            (int first, int some) = slices[thread];
            for (int slot = first; slot < first + some; slot++)
            {
                shared[slot] = model.CreateState();
            }

            start.SignalAndWait();
            bool isRight = true;
            for (int step = 0; step < Steps; step++)
            {
                Span<float> row = Row(rows, step, first, some, spec.Output);
                model.StepBatch(first, some, Row(inputs, step, first, some, spec.Input), row, shared);
                isRight &= MemoryMarshal.AsBytes(row).SequenceEqual(MemoryMarshal.AsBytes(Row(expected, step, first, some, spec.Output)));
            }

            return isRight;
        });

        Span<float> Row(float[] values, int step, int first, int some, int size) => values.AsSpan(((step * count) + first) * size, some * size);
    }

    private static void AssertNoMistakes(Func<int, int, bool> isRight) => AssertNoMistakes(Threads, Rounds, isRight);

    /// <summary>Runs all rounds on all threads at once.</summary>
    private static void AssertNoMistakes(int threads, int rounds, Func<int, int, bool> isRight)
    {
        var mistakes = new int[threads];
        using var start = new Barrier(threads);
        Thread[] running = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            start.SignalAndWait();
            for (int round = 0; round < rounds; round++)
            {
                mistakes[thread] += isRight(thread, round) ? 0 : 1;
            }
        })).ToArray();
        foreach (Thread thread in running)
        {
            thread.Start();
        }

        foreach (Thread thread in running)
        {
            thread.Join();
        }

        Assert.Equal(new int[threads], mistakes);
    }
}
