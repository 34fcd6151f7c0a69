using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>The activations' names in text: Keras' own.</summary>
internal static class ActivationNames
{
    private static readonly Dictionary<string, Activation> Known = new()
    {
        ["tanh"] = Activation.Tanh,
        ["sigmoid"] = Activation.Sigmoid,
        ["hard_sigmoid"] = Activation.HardSigmoid,
        ["hard_sigmoid_02"] = Activation.HardSigmoid02,
        ["relu"] = Activation.Relu,
        ["linear"] = Activation.Linear,
    };

    /// <summary>All names, for a message that lists them.</summary>
    public static string List => string.Join(", ", Known.Keys);

    public static string Of(Activation activation) => Known.First(pair => pair.Value == activation).Key;

    public static Activation? Find(string name) => Known.TryGetValue(name, out Activation activation) ? activation : null;
}
