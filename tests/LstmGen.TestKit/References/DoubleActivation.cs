using System;
using System.Linq;
using LstmGen.Pictures;

namespace LstmGen.TestKit.References;

/// <summary>The activation functions in double precision, by the names that an architecture has for them.</summary>
public static class DoubleActivation
{
    /// <summary>The function of one value. A softmax depends on a whole layer, and isn't here.</summary>
    public static double Of(ActivationFunction activation, double x)
    {
        (double? alpha, double? beta) = Own(activation.Name);
        double Number(int index, double? own) => activation.Numbers.Count > index ? activation.Numbers[index] : own ?? 0;
        return Of(activation.Name, Number(0, alpha), Number(1, beta), x);
    }

    /// <summary>The function of all sums of a layer.</summary>
    public static double[] OfLayer(ActivationFunction activation, double[] sums)
    {
        if (activation.Name is not ("softmax" or "log_softmax"))
        {
            return [.. sums.Select(sum => Of(activation, sum))];
        }

        double largest = sums.Max();
        double total = sums.Sum(sum => Math.Exp(sum - largest));
        return [.. sums.Select(sum => activation.Name == "softmax" ? Math.Exp(sum - largest) / total : sum - largest - Math.Log(total))];
    }

    /// <summary>The default numbers of a function; null if it takes none.</summary>
    private static (double? Alpha, double? Beta) Own(string name) => name switch
    {
        "hard_sigmoid" => (1f / 6f, 0.5),
        "hard_sigmoid_02" => (0.2f, 0.5),
        "leaky_relu" => (0.2f, null),
        "thresholded_relu" or "elu" => (1, null),
        "affine" => (1, 0),
        "scaled_tanh" => (1, 1),
        _ => (null, null),
    };

    public static double Of(string name, double alpha, double beta, double x) => name switch
    {
        "tanh" => Math.Tanh(x),
        "sigmoid" => Sigmoid(x),
        "hard_sigmoid" or "hard_sigmoid_02" => Math.Clamp((alpha * x) + beta, 0, 1),
        "relu" => Math.Max(x, 0),
        "linear" => x,
        "leaky_relu" => x < 0 ? alpha * x : x,
        "thresholded_relu" => x > alpha ? x : 0,
        "relu6" => Math.Clamp(x, 0, 6),
        "elu" => x < 0 ? alpha * (Math.Exp(x) - 1) : x,
        "selu" => 1.0507009873554805 * (x < 0 ? 1.6732632423543772 * (Math.Exp(x) - 1) : x),
        "softplus" => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x))),
        "softsign" => x / (1 + Math.Abs(x)),
        "silu" => x / (1 + Math.Exp(-x)),
        "gelu" => x * Normal(x),
        "gelu_tanh" => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))),
        "exponential" => Math.Exp(x),
        "affine" => (alpha * x) + beta,
        "scaled_tanh" => alpha * Math.Tanh(beta * x),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>The distribution function of the normal distribution, by Gauss' quadrature of its density in panels of a quarter.</summary>
    private static double Normal(double x)
    {
        if (Math.Abs(x) > 12)
        {
            return x > 0 ? 1 : 0;
        }

        ReadOnlySpan<double> nodes = [0, 0.5384693101056831, -0.5384693101056831, 0.9061798459386640, -0.9061798459386640];
        ReadOnlySpan<double> weights = [0.5688888888888889, 0.4786286704993665, 0.4786286704993665, 0.2369268850561891, 0.2369268850561891];
        int panels = (int)Math.Ceiling(Math.Abs(x) * 8) + 1;
        double half = x / panels / 2, sum = 0;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int node = 0; node < nodes.Length; node++)
            {
                double t = (((2 * panel) + 1) * half) + (nodes[node] * half);
                sum += weights[node] * Math.Exp(-t * t / 2);
            }
        }

        return 0.5 + (sum * half / Math.Sqrt(2 * Math.PI));
    }
}
