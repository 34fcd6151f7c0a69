using System.Collections.Generic;
using System.Linq;
using CsCheck;

namespace LstmGen.Tests.Networks;

/// <summary>Random networks.</summary>
public static class NetworkGen
{
    /// <summary>One to three LSTM layers, with and without Dense layers in front of, between and behind them.</summary>
    public static Gen<NetworkCase> Case(int largestSize = 70, int mostSteps = 40) =>
        from spec in Spec(largestSize, mostSteps)
        from seed in Gen.Int[0, int.MaxValue]
        from scale in Gen.OneOf(0.25, 0.5, 1.0, 1.5)
        select new NetworkCase(spec, seed, IsBounded(spec) ? scale : 0.3);

    /// <summary>The same with tanh and sigmoid alone, as Keras has them by default.</summary>
    public static Gen<NetworkCase> DefaultActivations(int largestSize = 70, int mostSteps = 40) =>
        from network in Case(largestSize, mostSteps)
        select new NetworkCase(WithDefaultActivations(network.Spec), network.Seed, network.Scale);

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
        from activation in MostlyDefault(Activation.Tanh)
        from recurrentActivation in MostlyDefault(Activation.Sigmoid)
        from noBias in Gen.Int[0, 4]
        select new LstmSpec(units, activation, recurrentActivation, UseBias: noBias > 0);

    private static Gen<LayerSpec> Dense(Gen<int> size) =>
        from units in size
        from activation in MostlyDefault(Activation.Linear)
        from noBias in Gen.Int[0, 4]
        select (LayerSpec)new DenseSpec(units, activation, UseBias: noBias > 0);

    private static Gen<Activation> MostlyDefault(Activation activation) =>
        Gen.Frequency((1, Gen.Const(activation)), (1, Gen.Enum<Activation>()));

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

    /// <summary>Whether every state stays bounded whatever the parameters are. Where it doesn't, large parameters would explode over the steps.</summary>
    private static bool IsBounded(NetworkSpec spec) => spec.LstmLayers.All(layer =>
        layer.Activation is not (Activation.Relu or Activation.Linear) && layer.RecurrentActivation is not (Activation.Relu or Activation.Linear));
}
