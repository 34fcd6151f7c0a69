using System;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>Which options networks can be trained with. Reasons against are the ends of sentences.</summary>
internal static class TrainingRules
{
    /// <summary>Why a layer can't be named for training, or null.</summary>
    public static string? Obstacle(Layer layer) =>
        layer.ParameterCount == 0 ? "a layer without parameters"
        : layer is DenseLayer { IsScaling: true } ? "the factors and offsets of the model's file, which are not trained"
        : null;

    /// <summary>Why a network can't be trained for a loss on sequences of that many steps, or null.</summary>
    public static string? Obstacle(Network network, TrainingLoss loss, int steps) => loss switch
    {
        TrainingLoss.CrossEntropy => OfClasses(network),
        TrainingLoss.BinaryCrossEntropy => OfHead(network, ActivationKind.Sigmoid, ActivationKind.Linear),
        TrainingLoss.ErrorToSignal when !HasOutputOfEachStep(network) =>
            "needs an output for each step, and the network has "
            + $"{(network.OutputRows is > 1 and int rows ? NumberText.Of(rows) : "one")} for a whole sequence",
        TrainingLoss.ErrorToSignal when steps < 2 => FormattableString.Invariant($"needs at least 2 steps, and there is {steps}"),
        _ => null,
    };

    /// <summary>
    /// Whether training sees an output for each step. A network without a number of steps reads streams, in which each step has an output;
    /// training reads a window of one.
    /// </summary>
    public static bool HasOutputOfEachStep(Network network) => network.Steps is null || network.OutputFollowsSteps;

    private static string? OfClasses(Network network) =>
        OfHead(network, ActivationKind.Softmax, ActivationKind.LogSoftmax, ActivationKind.Linear)
        ?? (network.OutputSize < 2 ? "needs at least 2 outputs, and the network has 1; a yes or no is for BinaryCrossEntropy" : null);

    /// <summary>The requirements of a loss computed from the values before the last layer's activation.</summary>
    private static string? OfHead(Network network, params ActivationKind[] kinds)
    {
        Layer last = network.Layers[network.Layers.Count - 1];
        if (last is not DenseLayer { IsScaling: false, Activation.Kind: var kind })
        {
            return $"needs a Dense layer at the end, and the network ends in layer {last.Name} ({last.TypeName})";
        }

        if (!kinds.Contains(kind))
        {
            string needed = string.Join(" or ", kinds);
            return $"needs a last layer with the activation {needed}, and layer {last.Name} has {kind}";
        }

        // A softmax plus other values no longer gives probabilities.
        return network.Skip && kind != ActivationKind.Linear
            ? $"needs a last layer with the activation Linear beside a skip connection, and layer {last.Name} has {kind}"
            : null;
    }
}
