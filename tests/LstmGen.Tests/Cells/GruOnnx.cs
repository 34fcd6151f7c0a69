using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.TestKit.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Tests.Cells;

// Named here, so that they take precedence over public types with the same names.
using ActivationKind = LstmGen.Generator.Model.ActivationKind;

/// <summary>A network with GRU layers in ONNX Runtime.</summary>
internal sealed class GruOnnx
{
    private readonly OnnxGraph _graph = new(opset: 14);
    private readonly IReadOnlyList<float> _parameters;
    private int _position;

    private GruOnnx(IReadOnlyList<float> parameters) => _parameters = parameters;

    public static float[] Run(GruNetwork network, float[] input)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        using var session = new InferenceSession(new GruOnnx(network.Parameters).Model(network.Network), options);
        using OrtValue x = OrtValue.CreateTensorValueFromMemory(input, [network.Network.Steps!.Value, 1, network.Network.InputSize]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, new Dictionary<string, OrtValue> { ["x"] = x }, ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private byte[] Model(Network network)
    {
        int steps = network.Steps!.Value;
        _graph.Input("x", steps, 1, network.InputSize);
        _graph.Constant("direction_axis", [1L], 1);
        string value = "x";
        foreach (Layer layer in network.Layers)
        {
            string read = value;
            switch (layer)
            {
                case BidirectionalLayer both:
                    string[] halves = [Gru((GruLayer)both.Forward, read), Gru((GruLayer)both.Backward, read)];
                    value = both.Name;
                    _graph.Node("Concat", halves, value).With("axis", 2);
                    break;
                case GruLayer gru:
                    value = Gru(gru, read);
                    break;
                default:
                    value = Dense((DenseLayer)layer, read);
                    break;
            }
        }

        _graph.Node("Identity", [value], "y");
        _graph.Output("y", network.ReturnsSequences ? steps : 1, 1, network.OutputSize);
        return _graph.ToModel();
    }

    private string Gru(GruLayer layer, string x)
    {
        int columns = 3 * layer.Units;
        string w = _graph.Constant(layer.Name + "_w", Transposed(layer.Input, columns), 1, columns, layer.Input);
        string r = _graph.Constant(layer.Name + "_r", Transposed(layer.Units, columns), 1, columns, layer.Units);
        string b = "";
        if (layer.UseBias)
        {
            // That of W, then that of R, of which the candidate's half is apart where the reset gate weighs it.
            float[] own = Next(columns);
            float[] recurrent = [.. new float[2 * layer.Units], .. layer.ResetsAfter ? Next(layer.Units) : new float[layer.Units]];
            b = _graph.Constant(layer.Name + "_b", (float[])[.. own, .. recurrent], 1, 2 * columns);
        }

        bool isBackward = layer.Direction == Direction.Backward;
        OnnxNode node = _graph.Node("GRU", [x, w, r, b], layer.Name + "_rows", layer.Name + "_last")
            .With("hidden_size", layer.Units)
            .With("linear_before_reset", layer.ResetsAfter ? 1 : 0)
            .With("activations", [Name(layer.RecurrentActivation.Kind), Name(layer.Activation.Kind)]);
        if (layer.RecurrentActivation.Kind == ActivationKind.HardSigmoid)
        {
            node.With("activation_alpha", [1f / 6]).With("activation_beta", [0.5f]);
        }

        if (isBackward)
        {
            node.With("direction", "reverse");
        }

        if (layer.ReturnSequences)
        {
            _graph.Node("Squeeze", [layer.Name + "_rows", "direction_axis"], layer.Name);
            return layer.Name;
        }

        // [directions, batch, units] is what follows with one step of it.
        return layer.Name + "_last";
    }

    private string Dense(DenseLayer layer, string x)
    {
        string kernel = _graph.Constant(layer.Name + "_w", Next(layer.Input * layer.Units), layer.Input, layer.Units);
        string value = layer.Name + "_product";
        _graph.Node("MatMul", [x, kernel], value);
        if (layer.UseBias)
        {
            string bias = _graph.Constant(layer.Name + "_b", Next(layer.Units), layer.Units);
            _graph.Node("Add", [value, bias], layer.Name + "_sum");
            value = layer.Name + "_sum";
        }

        if (layer.Activation.Kind == ActivationKind.Tanh)
        {
            _graph.Node("Tanh", [value], layer.Name);
            value = layer.Name;
        }

        return value;
    }

    private static string Name(ActivationKind kind) => kind.ToString();

    private float[] Transposed(int rows, int columns)
    {
        float[] values = Next(rows * columns);
        return
        [
            .. from column in Enumerable.Range(0, columns)
               from row in Enumerable.Range(0, rows)
               select values[(row * columns) + column],
        ];
    }

    private float[] Next(int count)
    {
        float[] next = [.. _parameters.Skip(_position).Take(count)];
        _position += count;
        return next;
    }
}
