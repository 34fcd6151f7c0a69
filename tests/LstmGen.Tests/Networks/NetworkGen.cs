using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.Tests.References;

namespace LstmGen.Tests.Networks;

/// <summary>Random networks.</summary>
public static class NetworkGen
{
    /// <summary>One to three LSTM layers, with and without Dense layers before, between and after them.</summary>
    public static Gen<NetworkCase> Case(int largestSize = 70, int mostSteps = 40) =>
        from spec in Spec(largestSize, mostSteps)
        from seed in Gen.Int[0, int.MaxValue]
        from scale in Gen.OneOf(0.25, 0.5, 1.0, 1.5)
        select new NetworkCase(spec, seed, IsBounded(spec) ? scale : 0.3);

    /// <summary>The same with only tanh and sigmoid, Keras' defaults.</summary>
    public static Gen<NetworkCase> DefaultActivations(int largestSize = 70, int mostSteps = 40) =>
        from network in Case(largestSize, mostSteps)
        select new NetworkCase(WithDefaultActivations(network.Spec), network.Seed, network.Scale);

    /// <summary>The same with activations that ONNX has.</summary>
    public static Gen<NetworkCase> InOnnx(int largestSize = 70, int mostSteps = 40) =>
        from network in Case(largestSize, mostSteps)
        select new NetworkCase(
            network.Spec with
            {
                Layers = network.Spec.Layers
                    .Select(layer => layer is LstmSpec lstm
                        ? lstm with { Activation = OfGates(lstm.Activation, Activation.Tanh), RecurrentActivation = OfGates(lstm.RecurrentActivation, Activation.Sigmoid) }
                        : layer with { Activation = OnnxModel.IsOperator(layer.Activation) ? layer.Activation : Activation.Linear })
                    .ToArray(),
            },
            network.Seed,
            network.Scale);

    private static Activation OfGates(Activation activation, Activation otherwise) => OnnxModel.IsOfGates(activation) ? activation : otherwise;

    public static Gen<NetworkSpec> Spec(int largestSize, int mostSteps)
    {
        Gen<int> size = Size(largestSize);
        Gen<LayerSpec[]> dense = Dense(size).Array[0, 2];
        Gen<LayerSpec[]> maybeDense = Gen.Frequency((2, Gen.Const<LayerSpec[]>([])), (1, dense));
        return
            from input in size
            from steps in Gen.Int[1, mostSteps]
            from front in maybeDense
            from stack in Gen.Select(Lstm(size), maybeDense).Array[1, 3]
            from returnSequences in Gen.Bool
            select new NetworkSpec(input, steps, [.. front, .. Stack(stack, returnSequences)]);
    }

    private static NetworkSpec WithDefaultActivations(NetworkSpec spec) => spec with
    {
        Layers = spec.Layers
            .Select(layer => layer is LstmSpec lstm ? lstm with { Activation = Activation.Tanh, RecurrentActivation = Activation.Sigmoid } : layer)
            .ToArray(),
    };

    /// <summary>Mostly small and odd ones, and those beside the widths of vectors.</summary>
    private static Gen<int> Size(int largest) => Gen.Frequency(
        (6, Gen.Int[1, System.Math.Min(9, largest)]),
        (3, Gen.OneOf(new[] { 1, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 31, 32, 33, 40 }.Where(size => size <= largest).ToArray())),
        (1, Gen.Int[1, largest]));

    private static Gen<LstmSpec> Lstm(Gen<int> size) =>
        from units in size
        from activation in OfGates(Activation.Tanh)
        from recurrentActivation in OfGates(Activation.Sigmoid).Where(drawn => drawn != Activation.Softplus)
        from noBias in Gen.Int[0, 4]
        select new LstmSpec(units, activation, recurrentActivation, UseBias: noBias > 0);

    /// <summary>The same networks, with every option of a layer that reads its steps as they arrive.</summary>
    public static Gen<NetworkCase> WithOptions(int largestSize = 70, int mostSteps = 40) =>
        from network in Case(largestSize, mostSteps)
        from options in Options.Array[network.Spec.Layers.Count]
        select new NetworkCase(network.Spec with { Layers = [.. network.Spec.Layers.Select((layer, i) => With(layer, options[i]))] }, network.Seed, System.Math.Min(network.Scale, 0.5));

    private static Gen<(int Bits, int Projection, float Limit, Activation Hidden, Numbers[] Numbers)> Options => Gen.Select(
        Gen.Int[0, 63],
        Gen.Int[1, 1000],
        Gen.Float[0.1f, 3f],
        OfGates(Activation.Tanh),
        Gen.Select(Gen.Float[-1.5f, 1.5f], Gen.Float[-0.5f, 0.5f]).Select((alpha, beta) => new Numbers(alpha, beta)).Array[3]);

    private static LayerSpec With(LayerSpec layer, (int Bits, int Projection, float Limit, Activation Hidden, Numbers[] Numbers) options)
    {
        bool Has(int bit) => (options.Bits & (1 << bit)) != 0;
        Numbers Some(int which) => Has(5) ? options.Numbers[which] : default;
        return layer is not LstmSpec lstm ? layer with { Numbers = Some(0) } : lstm with
        {
            Numbers = Some(0),
            RecurrentNumbers = Some(1),
            HiddenNumbers = Some(2),
            HiddenActivation = Has(0) ? options.Hidden : null,
            Peepholes = Has(1),
            CoupledGates = Has(2),
            Clip = Has(3) ? options.Limit : null,
            CellClip = Has(3) && Has(5) ? 1 / options.Limit : null,
            Projection = Has(4) && lstm.Units > 1 ? 1 + (options.Projection % (lstm.Units - 1)) : null,
        };
    }

    /// <summary>Every activation that a gate can have, without the one that makes infinities within a few steps; softplus does it for gates, which are above ½ on average.</summary>
    private static Gen<Activation> OfGates(Activation activation) =>
        MostlyDefault(activation).Where(drawn => drawn is not (Activation.Softmax or Activation.LogSoftmax or Activation.Exponential));

    private static Gen<LayerSpec> Dense(Gen<int> size) =>
        from units in size
        from activation in MostlyDefault(Activation.Linear)
        from noBias in Gen.Int[0, 4]
        select (LayerSpec)new DenseSpec(units, activation, UseBias: noBias > 0);

    /// <summary>Those that existed when the first seeds found something: with one more, seeds would draw other networks.</summary>
    private static Activation[] Drawn => [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.LogSoftmax)];

    private static Gen<Activation> MostlyDefault(Activation activation) =>
        Gen.Frequency((1, Gen.Const(activation)), (1, Gen.Int[0, Drawn.Length - 1].Select(index => Drawn[index])));

    private static IEnumerable<LayerSpec> Stack((LstmSpec Lstm, LayerSpec[] Behind)[] stack, bool returnSequences)
    {
        for (int i = 0; i < stack.Length; i++)
        {
            yield return stack[i].Lstm with { ReturnSequences = returnSequences || i < stack.Length - 1 };
            foreach (LayerSpec dense in stack[i].Behind)
            {
                yield return dense;
            }
        }
    }

    /// <summary>
    /// Whether every state stays bounded whatever the parameters. Otherwise states would explode over the steps with large parameters.
    /// </summary>
    private static bool IsBounded(NetworkSpec spec) => spec.LstmLayers.All(layer =>
        Bounded.Contains(layer.Activation) && Bounded.Contains(layer.RecurrentActivation));

    private static readonly Activation[] Bounded =
        [Activation.Tanh, Activation.Sigmoid, Activation.HardSigmoid, Activation.HardSigmoid02, Activation.Softsign, Activation.ScaledTanh];
}
