using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Keras' activation functions, which are written in three ways: as a name, as an object with the function's name and its numbers, and as a
/// layer's class with its options. A layer's default numbers may differ from the function's.
/// </summary>
/// <param name="hardSigmoid">Which of its two definitions <c>hard_sigmoid</c> has, or null where that is unknown.</param>
internal sealed class KerasFunctions(Activation? hardSigmoid)
{
    // keras/src/layers/activations/leaky_relu.py and keras/src/activations/activations.py of Keras 3; Keras 2 and tfjs have the same
    // numbers, where the layer's option is called alpha.
    private const float SlopeOfLayer = 0.3f;
    private const float SlopeOfFunction = 0.2f;

    private static readonly string[] Layers = ["ReLU", "LeakyReLU", "ELU", "Softmax", "ThresholdedReLU"];

    private static readonly string[] Names =
    [
        "tanh", "sigmoid", "hard_sigmoid", "relu", "linear", "leaky_relu", "relu6", "elu", "selu", "softplus", "softsign", "silu", "swish", "gelu", "exponential", "softmax", "log_softmax",
    ];

    /// <summary>The names for a message.</summary>
    public static string List => string.Join(", ", Names);

    public static bool IsLayer(string className) => Array.IndexOf(Layers, className) >= 0;

    /// <summary>A function by its name, or null where it isn't supported. tfjs' names are Keras' without underscores.</summary>
    /// <param name="config">The function's numbers, or null for its defaults.</param>
    /// <param name="owner">Its owner, for messages.</param>
    public Activation? Find(string name, JsonModel? config, string owner)
    {
        KerasMembers? members = config is null ? null : new KerasMembers(config, owner).PassOver(KerasHarmless.Layer).Float32();
        string plain = SnakeCase.Of(name);
        Activation? found = plain switch
        {
            "hard_sigmoid" => hardSigmoid
                ?? throw new ModelException($"{owner} is hard_sigmoid, which Keras 3, where the model is from, and TensorFlow.js, which the file is for, define differently; state which one it is (--hard-sigmoid, HardSigmoid on the item)"),
            "swish" => Activation.Of(ActivationKind.Silu),

            // tfjs has a name of its own for the approximation.
            "gelu_new" => Activation.Of(ActivationKind.GeluTanh),
            "gelu" => Gelu(config, members),
            "relu" => Relu(config, members, owner),
            "leaky_relu" => LeakyRelu(config, members, SlopeOfFunction, owner),
            "elu" => Elu(config, members),
            "softmax" => Softmax(Activation.Softmax, config, members, owner),
            "log_softmax" => Softmax(Activation.LogSoftmax, config, members, owner),
            _ => Names.Contains(plain) && ActivationNames.Find(plain) is { } kind ? Activation.Of(kind) : null,
        };
        if (found is not null)
        {
            members?.RequireAllKnown();
        }

        return found;
    }

    /// <summary>A layer that is an activation.</summary>
    /// <param name="members">The members of all layers, to which the layer's own are added.</param>
    public static Activation OfLayer(string className, JsonModel config, KerasMembers members, string owner)
    {
        Activation found = className switch
        {
            "ReLU" => Relu(config, members, owner),
            "LeakyReLU" => LeakyRelu(config, members, SlopeOfLayer, owner),
            "ELU" => Elu(config, members),
            "Softmax" => Softmax(Activation.Softmax, config, members, owner),
            _ => Activation.Of(ActivationKind.ThresholdedRelu, Number(config, members, "theta")),
        };
        members.Float32().RequireAllKnown();
        return found;
    }

    private static Activation Relu(JsonModel? config, KerasMembers? members, string owner)
    {
        float slope = Slope(config, members, owner) ?? 0;
        float? most = Number(config, members, "max_value");
        float threshold = Number(config, members, "threshold") ?? 0;
        return (slope, most, threshold) switch
        {
            (0, null, 0) => Activation.Relu,
            (0, 6, 0) => Activation.Of(ActivationKind.Relu6),
            (_, null, 0) => Activation.Of(ActivationKind.LeakyRelu, slope),
            (0, null, _) => Activation.Of(ActivationKind.ThresholdedRelu, threshold),
            _ => throw new ModelException(FormattableString.Invariant(
                $"{owner} is a relu with negative_slope {slope}, max_value {(most is null ? "none" : most)} and threshold {threshold}, which isn't supported; one of the three can be stated, and max_value 6 alone")),
        };
    }

    private static Activation LeakyRelu(JsonModel? config, KerasMembers? members, float otherwise, string owner) =>
        Activation.Of(ActivationKind.LeakyRelu, Slope(config, members, owner) ?? otherwise);

    /// <summary>The slope for negative values, which Keras 3 calls <c>negative_slope</c>, and Keras 2 <c>alpha</c> as well.</summary>
    private static float? Slope(JsonModel? config, KerasMembers? members, string owner)
    {
        float? slope = Number(config, members, "negative_slope");
        float? alpha = Number(config, members, "alpha");
        return slope is null || alpha is null ? slope ?? alpha
            : throw new ModelException(FormattableString.Invariant($"{owner} has both negative_slope {slope} and alpha {alpha}, two names of one number"));
    }

    private static Activation Elu(JsonModel? config, KerasMembers? members) => Activation.Of(ActivationKind.Elu, Number(config, members, "alpha"));

    private static Activation Gelu(JsonModel? config, KerasMembers? members)
    {
        members?.Known("approximate");
        return Activation.Of(config?.BoolOr("approximate", false, KerasHarmless.LeftOut) == true ? ActivationKind.GeluTanh : ActivationKind.Gelu);
    }

    private static Activation Softmax(Activation softmax, JsonModel? config, KerasMembers? members, string owner)
    {
        members?.Known("axis");
        int axis = config?.IntOr("axis", -1, KerasHarmless.LeftOut) ?? -1;
        return axis == -1
            ? softmax
            : throw new ModelException(FormattableString.Invariant($"{owner} is a {softmax} along axis {axis}, which isn't supported; -1, over the features, is"));
    }

    private static float? Number(JsonModel? config, KerasMembers? members, string name)
    {
        members?.Known(name);
        return config?.FindOr(name, KerasHarmless.LeftOut)?.Float;
    }
}
