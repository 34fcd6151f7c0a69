using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.Compiling;

/// <summary>A call for some sequences of a batch.</summary>
public delegate void SliceCall(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs);

/// <summary>Ways to put a sequence through a model.</summary>
public static class Running
{
    public static float[] Forward(this IModel model, NetworkSpec spec, float[] input)
    {
        var output = new float[spec.OutputLength];
        model.Forward(input, output);
        return output;
    }

    public static float[] Forward(this IModel model, NetworkSpec spec, float[] input, IModelState state)
    {
        var output = new float[spec.OutputLength];
        model.Forward(input, output, state);
        return output;
    }

    /// <summary>An output row for each step, one call for each.</summary>
    public static float[] Steps(this IModel model, NetworkSpec spec, ReadOnlySpan<float> input, IModelState state)
    {
        int steps = input.Length / spec.Input;
        var output = new float[steps * spec.Output];
        for (int step = 0; step < steps; step++)
        {
            model.Step(input.Slice(step * spec.Input, spec.Input), output.AsSpan(step * spec.Output, spec.Output), state);
        }

        return output;
    }

    /// <summary>An output row for each step, in calls with random numbers of steps, including none.</summary>
    public static float[] Blocks(this IModel model, NetworkSpec spec, ReadOnlySpan<float> input, IModelState state, Random random)
    {
        int steps = input.Length / spec.Input;
        var output = new float[steps * spec.Output];
        for (int step = 0; step < steps;)
        {
            int count = random.Next(0, steps - step + 1);
            model.Process(input.Slice(step * spec.Input, count * spec.Input), output.AsSpan(step * spec.Output, count * spec.Output), state);
            step += count;
        }

        return output;
    }

    /// <summary>An output row for each step, in one call that writes over its input.</summary>
    public static float[] ProcessInPlace(this IModel model, NetworkSpec spec, float[] input, IModelState state)
    {
        var values = (float[])input.Clone();
        int count = input.Length / spec.Input * spec.Output;
        model.Process(values, values.AsSpan(0, count), state);
        return values[..count];
    }

    /// <summary>An output row for each step, in one call.</summary>
    public static float[] Process(this IModel model, NetworkSpec spec, ReadOnlySpan<float> input, IModelState state)
    {
        var output = new float[input.Length / spec.Input * spec.Output];
        model.Process(input, output, state);
        return output;
    }

    /// <summary>The outputs of all sequences, one after another.</summary>
    public static float[] ForwardBatch(this IModel model, NetworkSpec spec, int count, float[] inputs)
    {
        var outputs = new float[count * spec.OutputLength];
        model.ForwardBatch(count, inputs, outputs);
        return outputs;
    }

    /// <summary>The outputs of all sequences, one after another.</summary>
    public static float[] ForwardBatch(this IModel model, NetworkSpec spec, int count, float[] inputs, IModelBatchState state)
    {
        var outputs = new float[count * spec.OutputLength];
        model.ForwardBatch(count, inputs, outputs, state);
        return outputs;
    }

    /// <summary>An output row for each step of each sequence, one call for each step.</summary>
    public static float[] StepsBatch(this IModel model, NetworkSpec spec, int count, float[] inputs, IModelBatchState state) =>
        InBlocks(spec, count, inputs, _ => 1, (x, y) => model.StepBatch(count, x, y, state));

    /// <summary>An output row for each step of each sequence, in one call.</summary>
    public static float[] ProcessBatch(this IModel model, NetworkSpec spec, int count, float[] inputs, IModelBatchState state)
    {
        var outputs = new float[inputs.Length / spec.Input * spec.Output];
        model.ProcessBatch(count, inputs, outputs, state);
        return outputs;
    }

    /// <summary>An output row for each step of each sequence, in calls with random numbers of steps, including none.</summary>
    public static float[] BlocksBatch(this IModel model, NetworkSpec spec, int count, float[] inputs, IModelBatchState state, Random random) =>
        InBlocks(spec, count, inputs, left => random.Next(0, left + 1), (x, y) => model.ProcessBatch(count, x, y, state));

    /// <summary>An output row for each step of each sequence, one call for each step of each of random slices.</summary>
    public static float[] StepsInSlices(this IModel model, NetworkSpec spec, int count, float[] inputs, IModelBatchState state, Random random) =>
        InBlocks(spec, count, inputs, _ => 1, (x, y) => InSlices(
            count, x, y, random, (first, several, some, rows) => model.StepBatch(first, several, some, rows, state)));

    /// <summary>
    /// Runs slices of a batch in random order: whole blocks of those that are computed side by side, parts of such blocks, single sequences
    /// and none.
    /// </summary>
    public static void InSlices(int count, ReadOnlySpan<float> inputs, Span<float> outputs, Random random, SliceCall run)
    {
        List<(int First, int Count)> slices = [(count, 0)];
        for (int first = 0, several; first < count; first += several)
        {
            several = Math.Min(count - first, random.Next(3) == 0 ? random.Next(0, 3) : random.Next(1, 40));
            slices.Add((first, several));
        }

        (int read, int written) = count == 0 ? (0, 0) : (inputs.Length / count, outputs.Length / count);
        foreach ((int first, int several) in slices.OrderBy(_ => random.Next()).ToList())
        {
            run(first, several, inputs.Slice(first * read, several * read), outputs.Slice(first * written, several * written));
        }
    }

    /// <summary>
    /// Splits sequences into blocks of steps, each with all sequences one after another, and reassembles the rows of the blocks.
    /// </summary>
    private static float[] InBlocks(NetworkSpec spec, int count, float[] inputs, Func<int, int> length, Action<float[], float[]> run)
    {
        int steps = count == 0 ? 0 : inputs.Length / spec.Input / count;
        var outputs = new float[count * steps * spec.Output];
        for (int step = 0; step < steps;)
        {
            int block = length(steps - step);
            var x = new float[count * block * spec.Input];
            var y = new float[count * block * spec.Output];
            for (int sequence = 0; sequence < count; sequence++)
            {
                inputs.AsSpan(((sequence * steps) + step) * spec.Input, block * spec.Input).CopyTo(x.AsSpan(sequence * block * spec.Input));
            }

            run(x, y);
            for (int sequence = 0; sequence < count; sequence++)
            {
                y.AsSpan(sequence * block * spec.Output, block * spec.Output).CopyTo(outputs.AsSpan(((sequence * steps) + step) * spec.Output));
            }

            step += block;
        }

        return outputs;
    }
}
