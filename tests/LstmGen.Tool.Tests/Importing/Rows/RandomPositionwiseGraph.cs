using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.TestKit.Onnx;

namespace LstmGen.Tool.Tests.Importing.Rows;

/// <summary>
/// A random ONNX graph of LSTMs and fully connected layers with positionwise operations: residual sums of anything earlier, layer
/// normalizations, a table of ids at the start, and LogSoftmax at the end.
/// </summary>
internal sealed class RandomPositionwiseGraph
{
    private readonly Random _random;
    private readonly OnnxGraph _graph;

    /// <summary>What a residual sum may add: values of every step, and how many features each has.</summary>
    private readonly List<(string Name, int Features)> _before = [];

    /// <summary>How many rows the table has; 0 without one.</summary>
    private readonly int _ids;

    private string _at = "x";
    private int _features;
    private int _names;

    /// <summary>Whether the value has an axis for the steps: [steps, 1, features]; otherwise [1, features].</summary>
    private bool _hasSteps = true;

    /// <summary>Whether steps can be computed as they arrive, so that the last row of anything is that of one step.</summary>
    private bool _isStreaming = true;

    public RandomPositionwiseGraph(int seed)
    {
        _random = new Random(seed);
        _graph = new OnnxGraph(13 + _random.Next(6));
        int steps = _random.Next(2, 8);
        _features = _random.Next(1, 5);
        _ids = _random.Next(4) == 0 ? _random.Next(2, 12) : 0;
        Shape = IsIds ? [steps, 1] : [steps, 1, _features];
        if (IsIds)
        {
            _graph.WholeInput("x", Shape);
        }
        else
        {
            _graph.Input("x", Shape);
        }

        Build();
        _graph.Nodes[^1].Outputs[0] = "y";
        _graph.Output("y", _hasSteps ? [steps, 1, _features] : (long[])[1, _features]);
    }

    public long[] Shape { get; }

    /// <summary>Whether a step of the input is an id, which names a row of a table.</summary>
    public bool IsIds => _ids > 0;

    public byte[] Bytes => _graph.ToModel();

    /// <summary>The operators in their order, for messages.</summary>
    public string Operators => string.Join(" ", _graph.Nodes.Select(node => node.Operation));

    public float[] Input() => IsIds ? [.. Enumerable.Range(0, (int)Shape[0]).Select(_ => (float)_random.Next(_ids))] : OnnxModel.Input(_random, Shape);

    private void Build()
    {
        if (IsIds)
        {
            _graph.Nodes.Add(new OnnxNode("Gather", [Constant([_ids, _features], Weights(_ids * _features)), "x"], ["rows"]) { Name = "lookup" });
            _at = "rows";
        }

        Keep();
        if (_random.Next(6) == 0)
        {
            Normalize();
            Keep();
        }

        if (_random.Next(3) == 0)
        {
            Dense();
        }

        int layers = _random.Next(1, 4);
        for (int i = 0; i < layers; i++)
        {
            Lstm(isLast: i == layers - 1);
            Rows();
            if (i < layers - 1 && _random.Next(3) == 0)
            {
                Dense();
            }
        }

        for (int heads = _random.Next(0, 3); heads > 0; heads--)
        {
            Dense();
        }

        if (_random.Next(4) == 0)
        {
            int units = _random.Next(2, 6);
            Node("MatMul", Constant([_features, units], Weights(_features * units)));
            _features = units;
            Node("LogSoftmax").With("axis", -1L);
        }
    }

    /// <summary>What a residual sum may read later.</summary>
    private void Keep() => _before.Add((_at, _features));

    private void Rows()
    {
        for (int count = _random.Next(3); count > 0; count--)
        {
            if (_random.Next(3) == 0)
            {
                Normalize();
            }
            else
            {
                Sum();
            }
        }

        Keep();
    }

    /// <summary>A residual sum of anything earlier that has the same number of features.</summary>
    private void Sum()
    {
        (string Name, int Features)[] fit = [.. _before.Where((one, i) => one.Name != _at && one.Features == _features && (_hasSteps || _isStreaming || (i == 0 && !IsIds)))];
        if (fit.Length == 0)
        {
            return;
        }

        string added = fit[_random.Next(fit.Length)].Name;
        if (!_hasSteps)
        {
            string row = Next("value");
            _graph.Nodes.Add(new OnnxNode("Gather", [added, Whole(-1)], [row]) { Name = Next("node") }.With("axis", 0L));
            added = row;
        }

        bool isTurned = _random.Next(2) == 0;
        Node("Add", isTurned ? [added] : [], [added]);
        if (_random.Next(4) == 0)
        {
            Node(_random.Next(2) == 0 ? "Relu" : "Tanh");
        }
    }

    /// <summary>A layer normalization, as an operator of version 17 or as exporters write it for older ones.</summary>
    private void Normalize()
    {
        float epsilon = (float)(_random.NextDouble() * 0.01);
        string Tensor() => Constant([_features], Weights(_features));
        if (_graph.Opset >= 17 && _random.Next(2) == 0)
        {
            string[] tensors = _random.Next(3) == 0 ? [Tensor()] : [Tensor(), Tensor()];
            Node("LayerNormalization", tensors).With("axis", -1L).With("epsilon", epsilon);
            return;
        }

        string x = _at;
        Mean();
        string mean = _at;
        _at = x;
        Node("Sub", mean);
        string centred = _at;
        if (_random.Next(2) == 0)
        {
            Node("Pow", Constant([], [2]));
        }
        else
        {
            Node("Mul", centred);
        }

        Mean();
        Node("Add", Constant([], [epsilon]));
        Node("Sqrt");
        bool isDivided = _random.Next(2) == 0;
        if (!isDivided)
        {
            Node("Reciprocal");
        }

        string deviation = _at;
        _at = centred;
        Node(isDivided ? "Div" : "Mul", deviation);
        if (_random.Next(3) > 0)
        {
            Node("Mul", Tensor());
            if (_random.Next(3) > 0)
            {
                Node("Add", Tensor());
            }
        }

        void Mean()
        {
            if (_graph.Opset >= 18)
            {
                Node("ReduceMean", Ints(-1)).With("keepdims", 1L);
            }
            else
            {
                Node("ReduceMean").With("axes", [_random.Next(2) == 0 ? -1L : _hasSteps ? 2L : 1L]).With("keepdims", 1L);
            }
        }
    }

    private void Lstm(bool isLast)
    {
        string direction = new[] { "forward", "forward", "forward", "reverse", "bidirectional" }[_random.Next(5)];
        int directions = direction == "bidirectional" ? 2 : 1;
        int fitting = _before[_random.Next(_before.Count)].Features;
        int units = _random.Next(3) > 0 && fitting % directions == 0 ? fitting / directions : _random.Next(1, 6);
        string w = Constant([directions, 4 * units, _features], Weights(directions * 4 * units * _features));
        string r = Constant([directions, 4 * units, units], Weights(directions * 4 * units * units));
        string[] b = _random.Next(3) > 0 ? [Constant([directions, 8 * units], Weights(directions * 8 * units))] : [];
        bool takesLast = isLast && _random.Next(2) == 0;
        OnnxNode node = Node("LSTM", [w, r, .. b]).With("hidden_size", units).With("direction", direction);
        _features = directions * units;
        _isStreaming &= direction == "forward";
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
        int units = _random.Next(2) == 0 ? _before[_random.Next(_before.Count)].Features : _random.Next(1, 6);
        Node("MatMul", Constant([_features, units], Weights(_features * units)));
        _features = units;
        Perhaps();
        if (_random.Next(2) == 0)
        {
            Node("Add", Constant([units], Weights(units)));
            Perhaps();
        }

        string activation = new[] { "", "Relu", "Tanh", "Sigmoid" }[_random.Next(4)];
        if (activation.Length > 0)
        {
            Node(activation);
        }

        if (_hasSteps)
        {
            Rows();
        }

        // Something that was read in the middle of a layer is a layer's end.
        void Perhaps()
        {
            if (_hasSteps && _random.Next(3) == 0)
            {
                Keep();
            }
        }
    }

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

    /// <summary>A whole number without an axis.</summary>
    private string Whole(long value) => _graph.ConstantAsList(Next("shape"), [value]);

    private string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{_names++}");
}
