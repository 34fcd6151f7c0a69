using System;
using System.Diagnostics;
using System.Linq;
using System.Reflection;
using LstmGen.Models;
using Xunit;

namespace LstmGen.Tests.Interfaces;

/// <summary>Code over the interfaces computes what calls of the classes themselves do, for every kind of network.</summary>
public class InterfaceTests
{
    [Fact]
    public void Sizes_are_those_of_the_class()
    {
        Assert.Equal(
            (Gesture.InputSize, Gesture.OutputSize, Gesture.ParameterCount, Gesture.Architecture), Sizes<Gesture, float>());
        Assert.Equal((Stream.InputSize, Stream.OutputSize, Stream.ParameterCount, Stream.Architecture), Sizes<Stream, float>());
        Assert.Equal((Tagger.InputSize, Tagger.OutputSize, Tagger.ParameterCount, Tagger.Architecture), Sizes<Tagger, float>());
        Assert.Equal((Large.InputSize, Large.OutputSize, Large.ParameterCount, Large.Architecture), Sizes<Large, float>());
        Assert.Equal(
            (Outer.@double.InputSize, Outer.@double.OutputSize, Outer.@double.ParameterCount, Outer.@double.Architecture),
            Sizes<Outer.@double, double>());
    }

    [Fact]
    public void Which_interfaces_a_network_has()
    {
        Assert.Equal(["ILstmSequence`2", "ILstmStream`3", "ILstm`2"], Interfaces(typeof(Gesture)));
        Assert.Equal(["ILstmStream`3", "ILstm`2"], Interfaces(typeof(Stream)));
        Assert.Equal(["ILstmSequence`2", "ILstm`2"], Interfaces(typeof(Tagger)));
        Assert.Equal(["ILstmStream`3", "ILstm`2"], Interfaces(typeof(Large)));
        Assert.Equal(["ILstmSequence`2", "ILstmStream`3", "ILstm`2"], Interfaces(typeof(ReadOnly)));
        Assert.Equal(["ILstmSequence`2", "ILstmStream`3", "ILstm`2"], Interfaces(typeof(Outer.@double)));
        Assert.DoesNotContain(typeof(Gesture.State).GetInterfaces(), type => type.Namespace == typeof(ILstm<,>).Namespace);

        static string[] Interfaces(Type type) =>
            [.. type.GetInterfaces().Where(one => one.Namespace == typeof(ILstm<,>).Namespace).Select(one => one.Name).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_sequence_has_the_bits_of_the_class()
    {
        float[] parameters = Values(Gesture.ParameterCount, 1);
        float[] input = Values(Gesture.InputLength, 2);
        var expected = new float[Gesture.OutputLength];
        new Gesture(parameters).Forward(input, expected);
        Assert.Equal(expected, Forward<Gesture, float>(parameters, input));
        Assert.Equal(expected, Forward<ReadOnly, float>(parameters, input));

        float[] taggers = Values(Tagger.ParameterCount, 3);
        float[] words = Values(Tagger.InputLength, 4);
        var tags = new float[Tagger.OutputLength];
        new Tagger(taggers).Forward(words, tags);
        Assert.Equal(tags, Forward<Tagger, float>(taggers, words));

        double[] doubles = [.. parameters.Select(value => (double)value)];
        double[] wide = [.. input.Select(value => (double)value)];
        var exact = new double[Outer.@double.OutputLength];
        new Outer.@double(doubles).Forward(wide, exact);
        Assert.Equal(exact, Forward<Outer.@double, double>(doubles, wide));
    }

    [Fact]
    public void A_stream_has_the_bits_of_the_class()
    {
        CheckGesture();
        CheckLarge();

        static void CheckGesture()
        {
            float[] parameters = Values(Gesture.ParameterCount, 1);
            float[] initial = Values(Gesture.StateSize, 5);
            float[] rows = Values(7 * Gesture.InputSize, 6);
            var expected = new float[7 * Gesture.OutputSize];
            var network = new Gesture(parameters, initial);
            network.ResetState(out Gesture.State state);
            network.Process(rows, expected, ref state);
            Assert.Equal(expected, Streamed<Gesture, Gesture.State>(parameters, initial, rows));
            Assert.Equal(expected, Streamed<ReadOnly, ReadOnly.State>(parameters, initial, rows));
        }

        static void CheckLarge()
        {
            float[] parameters = Values(Large.ParameterCount, 1);
            float[] initial = Values(Large.StateSize, 5);
            float[] rows = Values(3 * Large.InputSize, 6);
            var expected = new float[3 * Large.OutputSize];
            var network = new Large(parameters, initial);
            var state = new Large.State();
            network.ResetState(state);
            network.Process(rows, expected, state);
            Assert.Equal(expected, Streamed<Large, Large.State>(parameters, initial, rows));
        }
    }

    [Fact]
    public void What_is_set_is_the_class_s_and_a_readonly_structure_refuses_it()
    {
        float[] parameters = Values(Gesture.ParameterCount, 1);
        float[] other = Values(Gesture.ParameterCount, 2);
        Assert.Equal(other, Set<Gesture, Gesture.State>(new Gesture(parameters), other));
        NotSupportedException exception =
            Assert.Throws<NotSupportedException>(() => Set<ReadOnly, ReadOnly.State>(new ReadOnly(parameters), other));
        Assert.Equal("ReadOnly is a readonly structure, which keeps what it was made with.", exception.Message);
        Assert.Throws<NotSupportedException>(() => SetInitial<ReadOnly, ReadOnly.State>(new ReadOnly(parameters), []));
    }

    /// <summary>
    /// In code that isn't optimized, each read of a table of constants allocates a handle for its field: then the class's own calls do so,
    /// too, and those through the interface allocate nothing more.
    /// </summary>
    [Fact]
    public void No_call_boxes_or_allocates()
    {
        var gesture = new Gesture(Values(Gesture.ParameterCount, 1));
        var structure = new Stream(Values(Stream.ParameterCount, 1));
        long gestures = Allocated(() => OfClass(gesture, 1000));
        long structures = Allocated(() => OfStructure(structure, 1000));
        Assert.Equal(gestures, Allocated(() => Loop<Gesture, Gesture.State>(gesture, 1000)));
        Assert.Equal(structures, Allocated(() => Loop<Stream, Stream.State>(structure, 1000)));
        if (typeof(Gesture).Assembly.GetCustomAttribute<DebuggableAttribute>() is not { IsJITOptimizerDisabled: true })
        {
            Assert.Equal((0, 0), (gestures, structures));
        }

        static long Allocated(Action call)
        {
            long fewest = long.MaxValue;
            for (int attempt = 0; attempt < 5; attempt++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                call();
                fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
            }

            return fewest;
        }

        static void OfClass(Gesture network, int steps)
        {
            Span<float> input = stackalloc float[Gesture.InputSize];
            Span<float> output = stackalloc float[Gesture.OutputSize];
            Gesture.State state = Gesture.State.Initial;
            for (int step = 0; step < steps; step++)
            {
                network.Step(input, output, ref state);
            }
        }

        static void OfStructure(Stream network, int steps)
        {
            Span<float> input = stackalloc float[Stream.InputSize];
            Span<float> output = stackalloc float[Stream.OutputSize];
            Stream.State state = Stream.State.Initial;
            for (int step = 0; step < steps; step++)
            {
                network.Step(input, output, ref state);
            }
        }
    }

    private static void Loop<TNetwork, TState>(TNetwork network, int steps)
        where TNetwork : ILstmStream<TNetwork, TState, float>
    {
        Span<float> input = stackalloc float[TNetwork.InputSize];
        Span<float> output = stackalloc float[TNetwork.OutputSize];
        network.ResetState(out TState state);
        for (int step = 0; step < steps; step++)
        {
            network.Step(input, output, ref state);
            input[0] = output[0];
        }
    }

    private static (int, int, int, string) Sizes<TNetwork, T>()
        where TNetwork : ILstm<TNetwork, T>
        where T : unmanaged =>
        (TNetwork.InputSize, TNetwork.OutputSize, TNetwork.ParameterCount, TNetwork.Architecture);

    private static T[] Forward<TNetwork, T>(T[] parameters, T[] input)
        where TNetwork : ILstmSequence<TNetwork, T>
        where T : unmanaged
    {
        TNetwork network = TNetwork.Create(parameters);
        Assert.Equal(TNetwork.Steps * TNetwork.InputSize, TNetwork.InputLength);
        var output = new T[TNetwork.OutputLength];
        network.Forward(input, output);
        var two = new T[2 * output.Length];
        network.ForwardBatch(2, [.. input, .. input], two);
        Assert.Equal([.. output, .. output], two);
        return output;
    }

    private static float[] Streamed<TNetwork, TState>(float[] parameters, float[] initial, float[] rows)
        where TNetwork : ILstmStream<TNetwork, TState, float>
    {
        TNetwork network = TNetwork.Create(parameters, initial);
        Assert.Equal(initial.Length, TNetwork.StateSize);
        network.ResetState(out TState state);
        int steps = rows.Length / TNetwork.InputSize;
        var byStep = new float[steps * TNetwork.OutputSize];
        for (int step = 0; step < steps; step++)
        {
            network.Step(
                rows.AsSpan(step * TNetwork.InputSize, TNetwork.InputSize), byStep.AsSpan(step * TNetwork.OutputSize, TNetwork.OutputSize),
                ref state);
        }

        network.ResetState(out state);
        var processed = new float[byStep.Length];
        network.Process(rows, processed, ref state);
        Assert.Equal(byStep, processed);
        return processed;
    }

    private static float[] Set<TNetwork, TState>(TNetwork network, float[] parameters)
        where TNetwork : ILstmStream<TNetwork, TState, float>
    {
        network.SetParameters(parameters);
        network.SetInitialState(new float[TNetwork.StateSize]);
        var copied = new float[TNetwork.ParameterCount];
        network.CopyParametersTo(copied);
        return copied;
    }

    private static void SetInitial<TNetwork, TState>(TNetwork network, float[] initial)
        where TNetwork : ILstmStream<TNetwork, TState, float> => network.SetInitialState(initial);

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
