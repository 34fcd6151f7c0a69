using System;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.Compiling;

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

    /// <summary>An output row for each step, in calls of random numbers of steps, none among them.</summary>
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
}
