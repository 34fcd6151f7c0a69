using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Pictures.Numbers;

namespace LstmGen.Pictures;

/// <summary>An activation function by its name, with its numbers where it has some: <c>tanh</c>, <c>leaky_relu(0.3)</c>, <c>affine(0.2,0.5)</c>.</summary>
public sealed class ActivationFunction
{
    /// <summary>The name of the softmax, which a Dense layer can have, but not an LSTM.</summary>
    internal const string Softmax = "softmax";

    /// <summary>The name of its logarithm, likewise.</summary>
    internal const string LogSoftmax = "log_softmax";

    /// <summary>What each function computes; the array has its default numbers.</summary>
    private static readonly Dictionary<string, (double[] Own, Func<double, double, double, double> Of)> Known = new(StringComparer.Ordinal)
    {
        ["tanh"] = ([], (x, _, _) => Math.Tanh(x)),
        ["sigmoid"] = ([], (x, _, _) => Sigmoid(x)),
        ["hard_sigmoid"] = ([1f / 6f, 0.5], (x, a, b) => Limited((a * x) + b, 0, 1)),
        ["hard_sigmoid_02"] = ([0.2f, 0.5], (x, a, b) => Limited((a * x) + b, 0, 1)),
        ["relu"] = ([], (x, _, _) => x > 0 ? x : 0),
        ["linear"] = ([], (x, _, _) => x),
        ["leaky_relu"] = ([0.2f], (x, a, _) => x < 0 ? a * x : x),
        ["thresholded_relu"] = ([1], (x, a, _) => x > a ? x : 0),
        ["relu6"] = ([], (x, _, _) => Limited(x, 0, 6)),
        ["elu"] = ([1], (x, a, _) => x < 0 ? a * (Math.Exp(x) - 1) : x),
        ["selu"] = ([], (x, _, _) => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x)),
        ["softplus"] = ([], (x, _, _) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)))),
        ["softsign"] = ([], (x, _, _) => x / (1 + Math.Abs(x))),
        ["silu"] = ([], (x, _, _) => x * Sigmoid(x)),
        ["gelu"] = ([], (x, _, _) => x * NormalDistribution.Below(x)),
        ["gelu_tanh"] = ([], (x, _, _) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))),
        ["exponential"] = ([], (x, _, _) => Math.Exp(x)),
        ["affine"] = ([1, 0], (x, a, b) => (a * x) + b),
        ["scaled_tanh"] = ([1, 1], (x, a, b) => a * Math.Tanh(b * x)),
        [Softmax] = ([], (x, _, _) => x),
        [LogSoftmax] = ([], (x, _, _) => x),
    };

    private readonly Func<double, double, double, double> _function;
    private readonly double _alpha;
    private readonly double _beta;

    private ActivationFunction(string name, IReadOnlyList<float> numbers)
    {
        Name = name;
        Numbers = numbers;
        (double[] own, _function) = Known[name];
        _alpha = numbers.Count > 0 ? numbers[0] : own.Length > 0 ? own[0] : 0;
        _beta = numbers.Count > 1 ? numbers[1] : own.Length > 1 ? own[1] : 0;
    }

    /// <summary>The name, as Keras writes it: <c>hard_sigmoid</c>.</summary>
    public string Name { get; }

    /// <summary>The numbers that are written behind the name: none, alpha, or alpha and beta.</summary>
    public IReadOnlyList<float> Numbers { get; }

    /// <summary>All names, for a message that lists them.</summary>
    internal static string List => string.Join(", ", Known.Keys);

    /// <summary>The function, or null if there is none of this name with that many numbers.</summary>
    internal static ActivationFunction? Find(string name, IReadOnlyList<float> numbers) =>
        Known.TryGetValue(name, out (double[] Own, Func<double, double, double, double> Of) known) && numbers.Count <= known.Own.Length
            ? new ActivationFunction(name, numbers)
            : null;

    /// <summary>Whether a function is computed from all sums of a layer, which a Dense layer can have, but not an LSTM.</summary>
    internal static bool IsOfLayer(string name) => name is Softmax or LogSoftmax;

    /// <summary>How many numbers a function can have, or null if none has this name.</summary>
    internal static int? MostNumbers(string name) =>
        Known.TryGetValue(name, out (double[] Own, Func<double, double, double, double> Of) known) ? known.Own.Length : null;

    /// <summary>
    /// The function of one value, in double precision; a softmax depends on a whole layer, so here it returns the value unchanged.
    /// </summary>
    internal double Of(double x) => _function(x, _alpha, _beta);

    /// <summary>The name and the numbers, as an architecture has them.</summary>
    public override string ToString() => Numbers.Count == 0 ? Name : $"{Name}({string.Join(",", Numbers.Select(NumberText.Exact))})";

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Limited(double x, double least, double most) => x < least ? least : x > most ? most : x;
}
