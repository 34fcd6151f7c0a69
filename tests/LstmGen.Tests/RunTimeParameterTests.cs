using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>
/// Parameters and initial states that a program sets: whatever class they are given to, declared or trained, and in whatever way, it
/// computes the bits of a class that never had others.
/// </summary>
public class RunTimeParameterTests
{
    private const int Count = 19;

    private static readonly VectorWidth[] Widths = [VectorWidth.Auto, VectorWidth.Vector256, VectorWidth.Vector128, VectorWidth.Scalar];

    [Theory]
    [Seeds("2kTqRr4Ch0w1")]
    public void Random_networks(string seed) => Check(NetworkGen.Case(largestSize: 40, mostSteps: 9).Array[3].Draw(seed), [Unroll.Auto]);

    /// <summary>Small enough to be read where the assembly has them, copied from there, and in every way to write a step.</summary>
    [Theory]
    [InlineData(2, 3, 4)]
    [InlineData(1, 8, 1)]
    [InlineData(9, 7, 2)]
    [InlineData(4, 90, 1)]
    public void Every_schedule(int input, int units, int output)
    {
        var spec = new NetworkSpec(input, 5, new LstmSpec(units), new DenseSpec(output));
        Check([new NetworkCase(spec, 7, 1)], [Unroll.Full, Unroll.Step, Unroll.Tiled]);
    }

    private static void Check(IReadOnlyList<NetworkCase> cases, IReadOnlyList<Unroll> unrolls)
    {
        foreach (NetworkCase network in cases)
        {
            NetworkCase other = new(network.Spec, network.Seed + 1, 1);
            (float[] first, float[] second) = (TrainedModelTests.Initial(network, true), TrainedModelTests.Initial(other, true));
            // A trained class with an initial state of its own and one without, in turn: over several schedules, each of them and each width has both.
            NetworkVariant[] all = [.. from u in Enumerable.Range(0, unrolls.Count)
                                       from w in Enumerable.Range(0, Widths.Length)
                                       from start in new float[]?[] { null, (u + w) % 2 == 0 ? first : [] }
                                       select new NetworkVariant(network.Spec, unrolls[u], VectorWidth: Widths[w])
                                       {
                                           Model = start is null ? null : TrainedModelTests.Text(network, skip: false, start),
                                       }];
            IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(all);
            float[] expected = Results(models[0].Create(other.Parameters), network, second);
            float[] zero = Results(models[0].Create(other.Parameters), network, new float[second.Length]);
            Assert.NotEqual(expected, zero);
            for (int i = 0; i < all.Length; i++)
            {
                bool isTrained = all[i].Model is not null;
                Replace(models[i], network, other, second, expected, isTrained);
                if (all[i].Model is null)
                {
                    // The initial state goes on when the parameters don't, and nothing means the one of the class.
                    IModel model = models[i].Create(network.Parameters, second);
                    model.SetParameters(other.Parameters);
                    Same(expected, model, network, all[i], "the initial state of the constructor");
                    model.SetInitialState([]);
                    Same(zero, model, network, all[i], "no initial state");
                }
            }
        }
    }

    private static void Replace(
        GeneratedModel generated, NetworkCase network, NetworkCase other, float[] initial, float[] expected, bool isTrained)
    {
        NetworkVariant variant = generated.Variant;
        float[] given = isTrained ? [] : network.Parameters;
        IModel untouched = generated.Create(given);
        float[] before = Own(untouched, network);

        Same(expected, generated.Create(other.Parameters, initial), network, variant, "a new instance");
        IModel model = generated.Create(given);
        Same(before, model, network, variant, "the class's own parameters");
        for (int turn = 0; turn < 2; turn++)
        {
            model.SetParameters(other.Parameters);
            model.SetInitialState(initial);
            Same(expected, model, network, variant, $"SetParameters, turn {turn}");
            var copied = new float[other.Parameters.Length];
            model.CopyParametersTo(copied);
            Bits.AssertSame(other.Parameters, copied, () => $"CopyParametersTo {variant.Options} {network}");

            model.SetParameters(network.Parameters);
            model.SetInitialState([]);
            Same(before, model, network, variant, $"back again, turn {turn}");
        }

        Same(before, untouched, network, variant, "another instance");
    }

    private static void Same(float[] expected, IModel model, NetworkCase network, NetworkVariant variant, string what) =>
        Bits.AssertSame(expected, Own(model, network), () => $"{what}: {(variant.Model is null ? "declared" : "trained")} {variant.Options} {network}");

    /// <summary>What an instance computes from where its own sequences start, one and many, and from the states that it resets.</summary>
    private static float[] Own(IModel model, NetworkCase network)
    {
        NetworkSpec spec = network.Spec;
        var forward = new float[spec.OutputLength];
        model.Forward(network.Input, forward);
        var trace = new float[model.TraceLength];
        model.Trace(network.Input, trace);

        IModelState state = model.CreateState();
        state.Hidden(0)[0] = 5;
        model.ResetState(state);
        float[] steps = model.Steps(spec, network.Input, state);

        float[] inputs = [.. Enumerable.Repeat(network.Input, Count).SelectMany(values => values)];
        var batch = new float[Count * spec.OutputLength];
        model.ForwardBatch(Count, inputs, batch);
        IModelBatchState states = model.CreateBatchState(Count);
        model.ForwardBatch(Count, inputs, new float[batch.Length], states);
        model.ResetState(states);
        var again = new float[batch.Length];
        model.ForwardBatch(Count, inputs, again, states);
        return [.. forward, .. trace, .. steps, .. batch, .. again];
    }

    /// <summary>The same of a declared class, with every state given.</summary>
    private static float[] Results(IModel model, NetworkCase network, float[] initial)
    {
        NetworkSpec spec = network.Spec;
        IModelState Start()
        {
            IModelState state = model.CreateState();
            int at = 0;
            for (int layer = 0; layer < spec.LstmLayers.Count; layer++)
            {
                Span<float> hidden = state.Hidden(layer), cell = state.Cell(layer);
                initial.AsSpan(at, hidden.Length).CopyTo(hidden);
                initial.AsSpan(at + hidden.Length, cell.Length).CopyTo(cell);
                at += hidden.Length + cell.Length;
            }

            return state;
        }

        float[] forward = model.Forward(spec, network.Input, Start());
        float[] rows = model.Steps(spec, network.Input, Start());
        float[] trace = TraceFrom(model, network, initial);
        float[] many = [.. Enumerable.Repeat(forward, Count).SelectMany(values => values)];
        return [.. forward, .. trace, .. rows, .. many, .. many];
    }

    /// <summary>The trace of a sequence has no form that takes a state: an instance that was given the initial state by the other way.</summary>
    private static float[] TraceFrom(IModel model, NetworkCase network, float[] initial)
    {
        var trace = new float[model.TraceLength];
        model.SetInitialState(initial);
        model.Trace(network.Input, trace);
        model.SetInitialState([]);
        return trace;
    }

    [Fact]
    public void The_wrong_number_of_values_is_refused_and_nothing_is_set()
    {
        var spec = new NetworkSpec(2, 4, new LstmSpec(3));
        var network = new NetworkCase(spec, 3, 1);
        IModel model = GeneratedModel.Compile(spec).Create(network.Parameters);
        float[] before = Own(model, network);
        Refused("parameters", "parameters holds 71 values; N0.SetParameters needs 72", () => model.SetParameters(new float[71]));
        Refused("initialState", "initialState holds 5 values; N0.SetInitialState needs 6, or none", () => model.SetInitialState(new float[5]));
        Refused("initialState", "N0 needs 6, or none", () => GeneratedModel.Compile(spec).Create(network.Parameters, new float[7]));
        Bits.AssertSame(before, Own(model, network), () => "what was refused changed something");

        static void Refused(string parameter, string says, Action set)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(parameter, set);
            Assert.Contains(says, exception.Message);
        }
    }

    /// <summary>An instance that was made without its parameters takes the first ones later.</summary>
    [Fact]
    public void An_instance_without_parameters_takes_them_later()
    {
        float[] parameters = new NetworkSpec(1, 4, new LstmSpec(1, ReturnSequences: true)).RandomParameters(seed: 1, scale: 1);
        float[] input = [0.1f, 0.2f, -0.3f, 0.4f];
        var expected = new float[4];
        var given = new float[4];
        new OneValueStruct(parameters).Forward(input, expected);
        var late = new WithoutParameters();
        Assert.Throws<InvalidOperationException>(() => late.Forward(input, given));
        late.SetParameters(parameters);
        late.Forward(input, given);
        Assert.Equal(expected, given);
    }
}
