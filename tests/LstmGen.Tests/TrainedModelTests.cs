using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsCheck;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>A class made from a model's file computes the same bits as the declared class with the same parameters.</summary>
public class TrainedModelTests
{
    private static readonly VectorWidth[] Widths = [VectorWidth.Auto, VectorWidth.Vector256, VectorWidth.Vector128, VectorWidth.Scalar];

    [Theory]
    [Seeds("1He-54tiIrA4")]
    public void Random_networks(string seed) =>
        Check(NetworkGen.Case(largestSize: 40, mostSteps: 9).Array[3].Draw(seed), skip: false, initial: false);

    [Theory]
    [Seeds("7p0wl5z0cI76")]
    public void Random_networks_with_initial_states(string seed) =>
        Check(NetworkGen.Case(largestSize: 20, mostSteps: 9).Array[2].Draw(seed), skip: false, initial: true);

    [Theory]
    [Seeds("0-n6KQBAeNd8")]
    public void Random_networks_with_a_skip_connection(string seed) =>
        Check(NetworkGen.Case(largestSize: 20, mostSteps: 9).Where(network => network.Spec.Output <= network.Spec.Input).Array[3].Draw(seed), skip: true, initial: true);

    /// <summary>Small enough to be read where the assembly has the parameters, and in every way to write a step.</summary>
    [Theory]
    [InlineData(1, 4, 1, Unroll.Full)]
    [InlineData(1, 8, 1, Unroll.Auto)]
    [InlineData(3, 5, 2, Unroll.Tiled)]
    [InlineData(9, 7, 6, Unroll.Step)]
    [InlineData(4, 90, 1, Unroll.Auto)]
    public void A_skip_connection_in_every_schedule(int input, int units, int output, Unroll unroll)
    {
        var spec = new NetworkSpec(input, 5, new LstmSpec(units, ReturnSequences: true), new DenseSpec(output));
        Check([new NetworkCase(spec, 7, 1)], skip: true, initial: true, unroll);
        if (units <= input)
        {
            Check([new NetworkCase(new NetworkSpec(input, 5, new LstmSpec(units, ReturnSequences: true)), 8, 1)], skip: true, initial: true, unroll);
        }
    }

    private static void Check(IReadOnlyList<NetworkCase> cases, bool skip, bool initial, Unroll unroll = Unroll.Auto)
    {
        foreach (Arithmetic arithmetic in new[] { Arithmetic.Fused, Arithmetic.Separate })
        {
            // Where the parameters are doesn't depend on the arithmetic.
            VectorWidth[] widths = arithmetic == Arithmetic.Fused ? Widths : [VectorWidth.Auto, VectorWidth.Scalar];
            List<(NetworkCase Case, float[] Initial, NetworkVariant Variant)> trained = cases
                .SelectMany(network => widths.Select(width => (
                    network,
                    Initial(network, initial),
                    new NetworkVariant(network.Spec, unroll, arithmetic, width) { Model = Text(network, skip, Initial(network, initial)) })))
                .ToList();
            IReadOnlyList<GeneratedModel> models = GeneratedModel.Compile(
                trained.Select(one => one.Variant).Concat(cases.Select(network => new NetworkVariant(network.Spec, Unroll.Auto, arithmetic))));
            for (int i = 0; i < trained.Count; i++)
            {
                (NetworkCase network, float[] start, NetworkVariant variant) = trained[i];
                Compare(network, models[i].Create([]), models[trained.Count + (i / widths.Length)].Create(network.Parameters), start, skip, variant with { Model = null });
            }
        }
    }

    private static void Compare(NetworkCase network, IModel trained, IModel declared, float[] start, bool skip, NetworkVariant variant)
    {
        NetworkSpec spec = network.Spec;
        string What(string member) => $"{member} of {network}\n{variant}";
        var parameters = new float[spec.ParameterCount];
        trained.CopyParametersTo(parameters);
        Bits.AssertSame(network.Parameters, parameters, () => What("the parameters"));

        // The whole sequence, from the initial state.
        float[] input = spec.RandomInput(network.Seed);
        IModelState Initial()
        {
            IModelState state = declared.CreateState();
            int at = 0;
            for (int layer = 0; layer < spec.LstmLayers.Count; layer++)
            {
                int units = spec.LstmLayers[layer].Units;
                start.AsSpan(at, units).CopyTo(state.Hidden(layer));
                start.AsSpan(at + units, units).CopyTo(state.Cell(layer));
                at += 2 * units;
            }

            return state;
        }

        var rows = new float[spec.Output * spec.Steps!.Value];
        IModelState after = Initial();
        declared.Process(input, rows, after);
        if (skip)
        {
            for (int i = 0; i < rows.Length; i++)
            {
                rows[i] += input[(i / spec.Output * spec.Input) + (i % spec.Output)];
            }
        }

        float[] expected = spec.ReturnSequences ? rows : rows[^spec.Output..];
        var output = new float[spec.OutputLength];
        trained.Forward(input, output);
        Bits.AssertSame(expected, output, () => What("Forward"));

        // Where the input is.
        IModelState state = trained.CreateState();
        var processed = new float[rows.Length];
        trained.Process(input, processed, state);
        Bits.AssertSame(rows, processed, () => What("Process"));
        if (spec.Output <= spec.Input)
        {
            float[] place = [.. input];
            trained.Process(place, place.AsSpan(0, rows.Length), trained.CreateState());
            Bits.AssertSame(rows, place[..rows.Length], () => What("Process where the input is"));
        }

        // Many sequences, with and without a state, and after a reset.
        const int Count = 19;
        float[] inputs = [.. Enumerable.Repeat(input, Count).SelectMany(values => values)];
        var outputs = new float[Count * spec.OutputLength];
        trained.ForwardBatch(Count, inputs, outputs);
        Bits.AssertSame((float[])[.. Enumerable.Repeat(expected, Count).SelectMany(values => values)], outputs, () => What("ForwardBatch"));
        IModelBatchState batch = trained.CreateBatchState(Count + 2);
        var processedRows = new float[Count * rows.Length];
        for (int turn = 0; turn < 2; turn++)
        {
            trained.ProcessBatch(Count, inputs, processedRows, batch);
            Bits.AssertSame((float[])[.. Enumerable.Repeat(rows, Count).SelectMany(values => values)], processedRows, () => What("ProcessBatch"));
            Assert.Equal(state, batch[Count - 1]);
            Assert.Equal(trained.CreateState(), batch[Count + 1]);
            batch.Reset();
        }
    }

    internal static float[] Initial(NetworkCase network, bool initial)
    {
        var random = new Random(network.Seed);
        return [.. Enumerable.Range(0, 2 * network.Spec.LstmLayers.Sum(layer => layer.Units)).Select(_ => initial ? (float)(random.NextDouble() - 0.5) : 0)];
    }

    internal static string Text(NetworkCase network, bool skip, float[] initial)
    {
        NetworkSpec spec = network.Spec;
        var names = new LayerNames();
        var layers = spec.Layers.Select((layer, i) => layer is LstmSpec lstm
            ? (Layer)new LstmLayer(names.Next("lstm"), spec.InputOf(i), lstm.Units, Of(lstm.Activation), Of(lstm.RecurrentActivation), lstm.UseBias, lstm.ReturnSequences)
            : new DenseLayer(names.Next("dense"), spec.InputOf(i), layer.Units, Of(layer.Activation), layer.UseBias));
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(
            new ModelFile(null, null, new Network(new EquatableArray<Layer>(layers), spec.Steps)
            {
                Skip = skip,
                Parameters = new Floats(network.Parameters),
                InitialState = initial.Any(value => value != 0) ? new Floats(initial) : null,
            }),
            text);
        return text.ToString();
    }

    private static Generator.Model.Activation Of(Activation activation) => Generator.Model.Activation.Of((Generator.Model.ActivationKind)activation);
}
