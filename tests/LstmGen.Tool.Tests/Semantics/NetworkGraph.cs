using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.TestKit.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>
/// A network as ONNX operators, with what ONNX Runtime computes for it. It arranges tensors independently of the readers of files.
/// </summary>
internal sealed class NetworkGraph
{
    private readonly OnnxGraph _graph = new(opset: 14);
    private readonly Network _network;
    private readonly Queue<float> _parameters;
    private readonly Queue<float> _initial;
    private readonly int _steps;
    private int _names;

    private NetworkGraph(Network network, int steps)
    {
        _network = network;
        _parameters = new Queue<float>(network.Parameters!);
        _initial = new Queue<float>(network.InitialState ?? Enumerable.Empty<float>());
        _steps = steps;
    }

    /// <summary>What ONNX Runtime computes for the first steps of a sequence (sequence_lens): all rows, or the last.</summary>
    public static float[] Run(Network network, float[] input, int length)
    {
        int steps = input.Length / network.InputSize;
        byte[] model = File(network, steps, length);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        using var session = new InferenceSession(model, options);
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, [steps, 1, network.InputSize]);
        using var run = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(run, ["x"], [value], ["y"]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    /// <summary>The ONNX file of a network.</summary>
    public static byte[] File(Network network, int steps, int length) => new NetworkGraph(network, steps).Build(length);

    private byte[] Build(int length)
    {
        _graph.Input("x", _steps, 1, _network.InputSize);
        _graph.Constant("lengths", [length], 1);
        string rows = "x";
        for (int i = 0; i < _network.Layers.Count; i++)
        {
            Layer layer = _network.Layers[i];
            rows = layer is DenseLayer dense ? Dense(dense, rows) : Lstm(layer, rows, i == _network.LastOverTime && !_network.ReturnsSequences);
        }

        _graph.Node("Identity", [rows], "y");
        _graph.OutputOfAnyShape("y");
        return _graph.ToModel();
    }

    private string Lstm(Layer layer, string x, bool isLast)
    {
        LstmLayer[] directions = [.. layer.Parts.OfType<LstmLayer>()];
        LstmLayer first = directions[0];
        int units = first.Units;
        var w = new List<float>();
        var r = new List<float>();
        var b = new List<float>();
        var p = new List<float>();
        var h = new List<float>();
        var c = new List<float>();
        foreach (LstmLayer lstm in directions)
        {
            w.AddRange(Gates(lstm, Take(lstm.Input * lstm.Gates * units), lstm.Input));
            r.AddRange(Gates(lstm, Take(units * lstm.Gates * units), units));
            if (lstm.UseBias)
            {
                // Both halves add: a part of each bias in either.
                float[] bias = Gates(lstm, Take(lstm.Gates * units), 1);
                b.AddRange(bias.Select(value => value * 0.25f));
                b.AddRange(bias.Select(value => value * 0.75f));
            }

            if (lstm.Peepholes)
            {
                // Keras' order i, f, o (or i, o) as ONNX' order i, o, f.
                float[][] gates = [.. Take((lstm.Gates - 1) * units).Chunk(units)];
                p.AddRange([.. gates[0], .. gates[^1], .. lstm.IsCoupled ? new float[units] : gates[1]]);
            }

            if (_network.InitialState is not null)
            {
                h.AddRange(Enumerable.Range(0, units).Select(_ => _initial.Dequeue()));
                c.AddRange(Enumerable.Range(0, units).Select(_ => _initial.Dequeue()));
            }
        }

        long count = directions.Length;
        string[] inputs =
        [
            x,
            Constant(w, count, 4 * units, layer.Input),
            Constant(r, count, 4 * units, units),
            b.Count == 0 ? "" : Constant(b, count, 8 * units),
            "lengths",
            h.Count == 0 ? "" : Constant(h, count, 1, units),
            c.Count == 0 ? "" : Constant(c, count, 1, units),
            p.Count == 0 ? "" : Constant(p, count, 3 * units),
        ];
        string name = Name();
        OnnxNode node = _graph.Node("LSTM", inputs, name + "_y", name + "_h");
        node.With("hidden_size", (long)units);
        node.With("direction", directions.Length == 2 ? "bidirectional" : first.Direction == Direction.Backward ? "reverse" : "forward");
        Activation[] activations = [.. directions.SelectMany(lstm => new[] { lstm.RecurrentActivation, lstm.Activation, lstm.CellActivation }).Select(InLstm)];
        node.With("activations", activations.Select(Operator));
        Floats(node, "activation_alpha", activations.Where(one => Activation.Defaults(one.Kind).Alpha is not null).Select(one => one.Alpha));
        Floats(node, "activation_beta", activations.Where(one => Activation.Defaults(one.Kind).Beta is not null).Select(one => one.Beta));
        if (first.Clip is float clip)
        {
            node.With("clip", clip);
        }

        if (first.IsCoupled)
        {
            node.With("input_forget", 1L);
        }

        // [steps, directions, 1, units], or [directions, 1, units], with the directions side by side.
        string turned = Name();
        _graph.Node("Transpose", [name + (isLast ? "_h" : "_y")], turned).With("perm", isLast ? new long[] { 1, 0, 2 } : [0, 2, 1, 3]);
        long[] sizes = isLast ? [1L, layer.Output] : [_steps, 1L, layer.Output];
        string shape = _graph.ConstantAsList(Name(), sizes, sizes.Length);
        string rows = Name();
        _graph.Node("Reshape", [turned, shape], rows);
        return rows;
    }

    private string Dense(DenseLayer layer, string x)
    {
        string sum = Name();
        _graph.Node("MatMul", [x, Constant(Take(layer.Input * layer.Units), layer.Input, layer.Units)], sum);
        if (layer.UseBias)
        {
            string product = sum;
            sum = Name();
            _graph.Node("Add", [product, Constant(Take(layer.Units), layer.Units)], sum);
        }

        string name = Name();
        if (layer.Activation.Kind == ActivationKind.Linear)
        {
            _graph.Node("Identity", [sum], name);
            return name;
        }

        OnnxNode node = _graph.Node(Operator(layer.Activation), [sum], name);
        if (layer.Activation.IsOfLayer)
        {
            node.With("axis", -1L);
        }

        (float? alpha, float? beta) = Activation.Defaults(layer.Activation.Kind);
        if (alpha is not null)
        {
            node.With("alpha", layer.Activation.Alpha);
        }

        if (beta is not null)
        {
            node.With("beta", layer.Activation.Beta);
        }

        return name;
    }

    /// <summary>Keras' [rows, gates·units], gates i, f, c, o, as ONNX' [4·units, rows], gates i, o, f, c. What coupled gates have no f for is noise that must not matter.</summary>
    private static float[] Gates(LstmLayer lstm, float[] matrix, int rows)
    {
        int units = lstm.Units;
        var turned = new List<float>();
        foreach (Gate gate in new[] { Gate.Input, Gate.Output, Gate.Forget, Gate.Candidate })
        {
            int place = lstm.Sums.ToList().IndexOf(gate);
            for (int unit = 0; unit < units; unit++)
            {
                for (int row = 0; row < rows; row++)
                {
                    turned.Add(place < 0 ? 7f : matrix[(row * lstm.Gates * units) + (place * units) + unit]);
                }
            }
        }

        return [.. turned];
    }

    private static Activation InLstm(Activation activation) =>
        activation.Kind == ActivationKind.Linear ? Activation.Of(ActivationKind.Affine, 1, 0) : activation;

    private static string Operator(Activation activation) => activation.Kind == ActivationKind.HardSigmoid02 ? "HardSigmoid" : activation.Kind.ToString();

    private static void Floats(OnnxNode node, string attribute, IEnumerable<float> values)
    {
        if (values.Any())
        {
            node.With(attribute, values);
        }
    }

    private float[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => _parameters.Dequeue())];

    private string Name() => "value" + _names++;

    private string Constant(IReadOnlyList<float> values, params long[] shape) => _graph.ConstantAsList(Name(), [.. values], shape);
}
