using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.TestKit.Onnx;

namespace LstmGen.Tool.Tests.Importing.Scaled;

/// <summary>
/// A random ONNX graph of one or two LSTMs with a head, and scalings by constants at random places: before the first layer, between layers,
/// on either side of activations, and after the last layer.
/// </summary>
internal sealed class RandomScaledGraph
{
    private readonly Random _random;
    private readonly bool _isScaled;
    private readonly OnnxGraph _graph;
    private string _at = "x";
    private int _features;
    private int _names;

    /// <summary>Whether the value has an axis for the steps: [steps, 1, features]; otherwise [1, features].</summary>
    private bool _hasSteps = true;

    /// <param name="isScaled">Whether there are any scalings; the rest is the same without them.</param>
    public RandomScaledGraph(int seed, bool isScaled = true)
    {
        _random = new Random(seed);
        _isScaled = isScaled;
        _graph = new OnnxGraph(13 + _random.Next(3));
        int steps = _random.Next(2, 8);
        _features = _random.Next(1, 5);
        Shape = [steps, 1, _features];
        Means = [.. Enumerable.Range(0, _features).Select(_ => _random.Next(4) == 0 ? (float)(_random.Next(-400, 400) / 4.0) : 0)];
        _graph.Input("x", Shape);
        Build();
        _graph.Nodes[^1].Outputs[0] = "y";
        _graph.Output("y", _hasSteps ? [steps, 1, _features] : (long[])[1, _features]);
    }

    public long[] Shape { get; }

    /// <summary>The numbers around which the features of the input are.</summary>
    public float[] Means { get; }

    public byte[] Bytes => _graph.ToModel();

    /// <summary>The operators in their order, for messages.</summary>
    public string Operators => string.Join(" ", _graph.Nodes.Select(node => node.Operation));

    public float[] Input()
    {
        float[] input = OnnxModel.Input(_random, Shape);
        return [.. input.Select((value, i) => value + Means[i % Means.Length])];
    }

    private void Build()
    {
        // Means far from zero are always subtracted, because otherwise the network saturates.
        if (Means.Any(mean => mean != 0))
        {
            Node("Sub", Constant([_features], Means));
        }

        Scalings(3);
        if (_random.Next(4) == 0)
        {
            Dense();
        }

        int layers = _random.Next(1, 3);
        for (int i = 0; i < layers; i++)
        {
            Lstm(isLast: i == layers - 1);
            Scalings(2);
        }

        for (int heads = _random.Next(0, 3); heads > 0; heads--)
        {
            Dense();
        }

        Scalings(2);
    }

    private void Scalings(int most)
    {
        for (int count = _random.Next(most + 1); count > 0; count--)
        {
            // The same numbers are drawn whether they are used or not.
            int kind = _random.Next(6);
            float[] values = [.. Enumerable.Range(0, _features).Select(_ => Far())];
            float[][] batch = [Weights(_features), Weights(_features), Weights(_features), [.. Weights(_features).Select(value => Math.Abs(value) + 0.125f)]];
            long[] shape = ShapeOf();
            if (_isScaled)
            {
                Scaling(kind, shape.Length == 0 ? values[..1] : values, shape, batch);
            }
        }
    }

    private void Scaling(int kind, float[] values, long[] shape, float[][] batch)
    {
        if (kind == 5)
        {
            BatchNormalization(batch);
            return;
        }

        // 4 subtracts from a constant.
        string constant = Constant(shape, values);
        Node(new[] { "Add", "Sub", "Mul", "Div", "Sub" }[kind], kind == 4 ? [constant] : [], [constant]);
    }

    private void BatchNormalization(float[][] values)
    {
        string[] names = [.. values.Select(value => Constant([_features], value))];
        if (_hasSteps)
        {
            Node("Transpose").With("perm", [0L, 2L, 1L]);
        }

        Node("BatchNormalization", names).With("epsilon", 1e-3f);
        if (_hasSteps)
        {
            Node("Transpose").With("perm", [0L, 2L, 1L]);
        }
    }

    private void Lstm(bool isLast)
    {
        int units = _random.Next(1, 6);
        string direction = new[] { "forward", "reverse", "bidirectional" }[_random.Next(3)];
        int directions = direction == "bidirectional" ? 2 : 1;
        bool hasBias = _random.Next(3) > 0;
        string w = Constant([directions, 4 * units, _features], Weights(directions * 4 * units * _features));
        string r = Constant([directions, 4 * units, units], Weights(directions * 4 * units * units));
        string[] b = hasBias ? [Constant([directions, 8 * units], Weights(directions * 8 * units))] : [];
        bool takesLast = isLast && _random.Next(2) == 0;
        OnnxNode node = Node("LSTM", [w, r, .. b]).With("hidden_size", units).With("direction", direction);
        _features = directions * units;
        if (takesLast)
        {
            // Y_h, [directions, 1, units].
            node.Outputs.Insert(0, "");
            _hasSteps = false;
            Node("Transpose").With("perm", [1L, 0L, 2L]);
            Node("Reshape", Ints(1, -1));
        }
        else
        {
            Node("Transpose").With("perm", [0L, 2L, 1L, 3L]);
            Node("Reshape", Ints(0, 0, -1));
        }
    }

    private void Dense()
    {
        int units = _random.Next(1, 6);
        Node("MatMul", Constant([_features, units], Weights(_features * units)));
        if (_random.Next(2) == 0)
        {
            Node("Add", Constant([units], Weights(units)));
        }

        _features = units;
        Scalings(2);
        string activation = new[] { "", "Relu", "Tanh", "Sigmoid" }[_random.Next(4)];
        if (activation.Length > 0)
        {
            Node(activation);
            Scalings(1);
        }
    }

    private long[] ShapeOf() => _random.Next(4) switch
    {
        0 => [],
        1 => [_features],
        2 => [1, _features],
        _ => _hasSteps ? [1, 1, _features] : [_features],
    };

    /// <summary>A number that isn't near zero, because it may be a divisor.</summary>
    private float Far() => (float)((_random.Next(2) == 0 ? -1 : 1) * (0.25 + (_random.NextDouble() * 1.75)));

    private float[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((_random.NextDouble() * 2) - 1))];

    private OnnxNode Node(string type, params string[] more) => Node(type, [], more);

    private OnnxNode Node(string type, string[] before, string[] more)
    {
        string name = Next("node");
        string[] inputs = before.Length > 0 ? [before[0], _at] : [_at, .. more];
        _at = Next("value");
        var node = new OnnxNode(type, inputs, [_at]) { Name = name };
        _graph.Nodes.Add(node);
        return node;
    }

    private string Constant(long[] shape, float[] values) => _graph.ConstantAsList(Next("tensor"), values, shape);

    private string Ints(params long[] values) => _graph.ConstantAsList(Next("shape"), values, values.Length);

    private string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{_names++}");
}
