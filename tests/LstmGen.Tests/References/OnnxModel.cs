using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.TestKit.Onnx;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.References;

/// <summary>
/// A network as an ONNX file: input "x" [steps, 1, features], output "y". With states there are also, for every LSTM layer n,
/// the inputs "hn" and "cn" and the outputs "hn_final" and "cn_final", each [1, 1, units].
/// </summary>
public static class OnnxModel
{
    /// <summary>ONNX's gate order i, o, f, c as indices into Keras' order i, f, c, o.</summary>
    private static readonly int[] GatesInOnnxOrder = [0, 3, 1, 2];

    public static byte[] Build(NetworkSpec spec, float[] parameters, int steps, bool withStates)
    {
        var graph = new OnnxGraph(opset: 14);
        graph.Input("x", steps, 1, spec.Input);
        graph.Constant("direction_axis", [1L], 1);
        graph.Constant("last", [-1L]);
        ReadOnlySpan<float> rest = parameters;
        string value = "x";
        int lstm = 0;
        bool hasSteps = true;
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            int input = spec.InputOf(i);
            int count = layer.ParameterCount(input);
            if (layer is LstmSpec lstmLayer)
            {
                value = Lstm(graph, lstmLayer, lstm++, input, rest[..count], value, withStates);
                if (!lstmLayer.ReturnSequences)
                {
                    graph.Node("Gather", [value, "last"], value + "_last").With("axis", 0);
                    value += "_last";
                    hasSteps = false;
                }
            }
            else
            {
                value = Dense(graph, (DenseSpec)layer, i, input, rest[..count], value);
            }

            rest = rest[count..];
        }

        graph.Node("Identity", [value], "y");
        graph.Output("y", hasSteps ? [steps, 1, spec.Output] : (long[])[1, spec.Output]);
        return graph.ToModel();
    }

    private static string Lstm(OnnxGraph graph, LstmSpec layer, int number, int input, ReadOnlySpan<float> parameters, string x, bool withStates)
    {
        int units = layer.Units;
        string name = $"lstm{number}";
        ReadOnlySpan<float> kernel = parameters[..(input * 4 * units)];
        ReadOnlySpan<float> recurrentKernel = parameters.Slice(kernel.Length, units * 4 * units);
        string w = graph.Constant(name + "_w", TransposeGates(kernel, input, units), 1, 4 * units, input);
        string r = graph.Constant(name + "_r", TransposeGates(recurrentKernel, units, units), 1, 4 * units, units);
        string b = "";
        if (layer.UseBias)
        {
            // The other half, which ONNX adds to the recurrent product, stays zero.
            var bias = new float[8 * units];
            TransposeGates(parameters[(kernel.Length + recurrentKernel.Length)..], 1, units).CopyTo(bias, 0);
            b = graph.Constant(name + "_b", bias, 1, 8 * units);
        }

        List<string> inputs = [x, w, r, b];
        List<string> outputs = [name + "_directions"];
        if (withStates)
        {
            string h = $"h{number}", c = $"c{number}";
            inputs.AddRange(["", h, c]);
            outputs.AddRange([h + "_final", c + "_final"]);
            graph.Input(h, 1, 1, units);
            graph.Input(c, 1, 1, units);
            graph.Output(h + "_final", 1, 1, units);
            graph.Output(c + "_final", 1, 1, units);
        }

        Activation[] fgh = [layer.RecurrentActivation, layer.Activation, layer.Activation];
        OnnxNode node = graph.Node("LSTM", inputs, outputs).With("hidden_size", units).With("activations", fgh.Select(LstmName));

        // The lists have values only for activations that take any.
        float[] alphas = fgh.Where(HasSlope).Select(activation => Slope(activation).Alpha).ToArray();
        float[] betas = fgh.Where(HasOffset).Select(activation => Slope(activation).Beta).ToArray();
        if (alphas.Length > 0)
        {
            node.With("activation_alpha", alphas);
        }

        if (betas.Length > 0)
        {
            node.With("activation_beta", betas);
        }

        graph.Node("Squeeze", [name + "_directions", "direction_axis"], name);
        return name;
    }

    private static string Dense(OnnxGraph graph, DenseSpec layer, int number, int input, ReadOnlySpan<float> parameters, string x)
    {
        int units = layer.Units;
        string name = $"dense{number}";
        string z = name + "_product";
        graph.Node("MatMul", [x, graph.Constant(name + "_kernel", parameters[..(input * units)], input, units)], [z]);
        if (layer.UseBias)
        {
            graph.Node("Add", [z, graph.Constant(name + "_bias", parameters[(input * units)..], units)], [name + "_sum"]);
            z = name + "_sum";
        }

        bool isHardSigmoid = layer.Activation is Activation.HardSigmoid or Activation.HardSigmoid02;
        string operation = layer.Activation switch
        {
            Activation.Linear => "Identity",
            _ when isHardSigmoid => "HardSigmoid",
            _ when IsOperator(layer.Activation) => layer.Activation.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer.Activation, "ONNX has no operator for it."),
        };
        OnnxNode node = graph.Node(operation, [z], name);
        if (isHardSigmoid || layer.Activation is Activation.LeakyRelu or Activation.ThresholdedRelu or Activation.Elu)
        {
            node.With("alpha", Slope(layer.Activation).Alpha);
        }

        if (isHardSigmoid)
        {
            node.With("beta", Slope(layer.Activation).Beta);
        }

        if (layer.Activation is Activation.Softmax or Activation.LogSoftmax)
        {
            node.With("axis", -1L);
        }

        return name;
    }

    /// <summary>Keras' (rows, 4·units), gates i, f, c, o, as ONNX' (4·units, rows), gates i, o, f, c.</summary>
    internal static float[] TransposeGates(ReadOnlySpan<float> kernel, int rows, int units)
    {
        var transposed = new float[kernel.Length];
        for (int gate = 0; gate < 4; gate++)
        {
            for (int unit = 0; unit < units; unit++)
            {
                for (int row = 0; row < rows; row++)
                {
                    transposed[(((gate * units) + unit) * rows) + row] = kernel[(row * 4 * units) + (GatesInOnnxOrder[gate] * units) + unit];
                }
            }
        }

        return transposed;
    }

    private static string LstmName(Activation activation) => activation switch
    {
        Activation.Linear => "Affine",
        Activation.HardSigmoid02 => "HardSigmoid",
        _ => activation.ToString(),
    };

    /// <summary>Whether ONNX' LSTM has the activation.</summary>
    public static bool IsOfGates(Activation activation) =>
        HasSlope(activation) || activation is Activation.Tanh or Activation.Sigmoid or Activation.Relu or Activation.Softsign or Activation.Softplus;

    /// <summary>Whether ONNX has an operator for it.</summary>
    public static bool IsOperator(Activation activation) =>
        activation is Activation.Tanh or Activation.Sigmoid or Activation.Relu or Activation.Linear or Activation.HardSigmoid or Activation.HardSigmoid02
            or Activation.LeakyRelu or Activation.ThresholdedRelu or Activation.Elu or Activation.Selu or Activation.Softplus or Activation.Softsign
            or Activation.Softmax or Activation.LogSoftmax;

    private static bool HasOffset(Activation activation) =>
        activation is Activation.HardSigmoid or Activation.HardSigmoid02 or Activation.Linear or Activation.Affine or Activation.ScaledTanh;

    private static bool HasSlope(Activation activation) =>
        HasOffset(activation) || activation is Activation.LeakyRelu or Activation.ThresholdedRelu or Activation.Elu;

    private static (float Alpha, float Beta) Slope(Activation activation) => activation switch
    {
        Activation.HardSigmoid => (1f / 6f, 0.5f),
        Activation.HardSigmoid02 => (0.2f, 0.5f),
        Activation.LeakyRelu => (0.2f, 0f),
        Activation.ScaledTanh => (1f, 1f),
        _ => (1f, 0f),
    };
}
