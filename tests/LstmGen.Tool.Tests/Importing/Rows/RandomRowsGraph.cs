using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tool.Tests.Semantics;

namespace LstmGen.Tool.Tests.Importing.Rows;

/// <summary>
/// A random ONNX graph of one to three LSTMs with, between and after them, operations that change the rows as exporters write them: pooling
/// over time, last steps, all steps side by side, a repeated row, and a shape of the output.
/// </summary>
internal sealed class RandomRowsGraph
{
    private readonly Random _random;
    private readonly GraphText _text;
    private readonly bool _isBatchFirst;
    private string _at = "x";
    private int _features;

    /// <summary>Rows of the value, or null if it is one row without an axis for it: [1, features].</summary>
    private int? _rows;

    /// <summary>Dimensions of the shape that the output has, or null if it has its own.</summary>
    private int? _rank;

    public RandomRowsGraph(int seed)
    {
        _random = new Random(seed);
        _text = new GraphText(11 + _random.Next(8), _random);
        _isBatchFirst = _random.Next(2) == 0;
        int steps = _random.Next(2, 9);
        (_rows, _features) = (steps, _random.Next(1, 5));
        Shape = Laid(steps);
        long open = _random.Next(3) == 0 ? -1 : 1;
        _text.Input("x", _isBatchFirst ? [open, steps, _features] : [steps, open, _features]);
        Build();
        _text.Rename(_at, "y");
        _text.Output("y", [.. Enumerable.Repeat(-1L, _rank ?? (_rows is null ? 2 : 3))]);
    }

    public long[] Shape { get; }

    public byte[] Bytes => _text.Graph.ToModel();

    /// <summary>The operators in their order, for messages.</summary>
    public string Operators => string.Join(" ", _text.Graph.Nodes.Select(node => node.Operation)) + $" of version {_text.Opset}";

    /// <summary>What was inserted, by names for a table.</summary>
    public List<string> Kinds { get; } = [];

    private int Time => _isBatchFirst ? 1 : 0;

    public float[] Input() => OnnxModel.Input(_random, Shape);

    private void Build()
    {
        int layers = _random.Next(1, 4);
        for (int i = 0; i < layers; i++)
        {
            bool isLast = i == layers - 1;
            int choice = _random.Next(isLast ? 9 : 4);
            Lstm(takesLast: isLast ? choice == 0 : choice == 2);
            Denses(1);
            if (isLast)
            {
                Behind(choice);
            }
            else
            {
                Between(choice);
            }
        }

        Denses(2);
        if (_random.Next(3) == 0)
        {
            Shaped();
        }

        if (_at == "x" || _text.Graph.Nodes.Count == 0)
        {
            throw new InvalidOperationException("The graph is empty.");
        }
    }

    private void Between(int choice)
    {
        if (choice == 1)
        {
            Last();
        }
        else if (choice is 2 or 3)
        {
            if (choice == 3)
            {
                Pool();
            }

            Repeat();
        }
    }

    private void Behind(int choice)
    {
        switch (choice)
        {
            case 1 or 2 or 3:
                Pool();
                break;
            case 4:
                Last();
                break;
            case 5 or 6:
                Join();
                break;
            case 7:
                Last();
                Join();
                break;
        }
    }

    private void Lstm(bool takesLast)
    {
        int units = _random.Next(1, 6);
        int directions = 1 + _random.Next(2);
        string x = _isBatchFirst ? _text.Transpose(_at, 1, 0, 2) : _at;
        string[] more = _random.Next(3) > 0 ? [_text.Weights(directions, 8 * units)] : [];
        string[] outputs = _text.Nodes(
            "LSTM", 2, [x, _text.Weights(directions, 4 * units, _features), _text.Weights(directions, 4 * units, units), .. more], ("hidden_size", units));
        string direction = directions == 2 ? "bidirectional" : _random.Next(3) == 0 ? "reverse" : "forward";
        _text.Graph.Nodes[^1].With("direction", direction);
        _features = directions * units;
        if (takesLast)
        {
            // Y_h, [directions, batch, units].
            _at = _text.Node("Reshape", [_text.Transpose(outputs[1], 1, 0, 2), _text.Numbers(0, _features)]);
            _rows = null;
            return;
        }

        // Y, [steps, directions, batch, units].
        string turned = _text.Transpose(outputs[0], 0, 2, 1, 3);
        _at = directions == 1 && _random.Next(2) == 0
            ? _text.Squeeze(outputs[0], 1)
            : _text.Node("Reshape", [turned, _text.Numbers(0, 0, -1)]);
        _at = _isBatchFirst ? _text.Transpose(_at, 1, 0, 2) : _at;
    }

    private void Pool()
    {
        bool isMax = _random.Next(2) == 0;
        Kinds.Add(isMax ? "max" : "mean");
        int way = _random.Next(3);
        if (way < 2)
        {
            bool keeps = way == 1;
            (string, object) kept = ("keepdims", keeps ? 1 : 0);
            int time = _random.Next(2) == 0 ? Time : Time - 3;
            _at = _text.Opset >= 18
                ? _text.Node(isMax ? "ReduceMax" : "ReduceMean", [_at, _text.Numbers(time)], kept)
                : _text.Node(isMax ? "ReduceMax" : "ReduceMean", [_at], ("axes", new long[] { time }), kept);
            _at = keeps ? _text.Squeeze(_at, Time) : _at;
        }
        else
        {
            string type = isMax ? "MaxPool" : "AveragePool";
            string turned = _isBatchFirst ? _text.Transpose(_at, 0, 2, 1) : _text.Transpose(_at, 1, 2, 0);
            _at = _random.Next(2) == 0
                ? _text.Node("Global" + type, [turned])
                : _text.Node(type, [turned], ("kernel_shape", new long[] { _rows!.Value }), ("strides", new long[] { 1 + _random.Next(3) }));
            _at = _text.Squeeze(_at, 2);
        }

        _rows = null;
    }

    private void Last()
    {
        int rows = _random.Next(1, _rows!.Value + 1);
        int start = _random.Next(2) == 0 || rows == _rows ? _rows.Value - rows : -rows;
        if (rows == 1 && _rows > 1)
        {
            return;
        }

        Kinds.Add("last");
        _at = _text.Slice(_at, Time, start, _random.Next(2) == 0 ? int.MaxValue : _rows.Value);
        _rows = rows;
    }

    private void Join()
    {
        // Steps are the features of a row where a row of them is a sequence: with the sequences in front.
        if (!_isBatchFirst)
        {
            _at = _text.Transpose(_at, 1, 0, 2);
        }

        Kinds.Add("joined");
        int all = _rows!.Value * _features;
        _at = _random.Next(3) switch
        {
            0 => _text.Node("Flatten", [_at], ("axis", 1)),
            1 => _text.Node("Reshape", [_at, _text.Numbers(0, -1)]),
            _ => _text.Node("Reshape", [_at, _text.Numbers(-1, all)]),
        };
        (_rows, _features) = (null, all);
        Dense();
    }

    private void Repeat()
    {
        Kinds.Add("repeat");
        int rows = _random.Next(1, 8);
        long[] times = _isBatchFirst ? [1, rows, 1] : [rows, 1, 1];
        int way = _random.Next(3);
        if (way == 0 && !_isBatchFirst)
        {
            // One axis more, in front.
            _at = _text.Node("Expand", [_at, _text.Numbers(rows, 1, 1)]);
        }
        else
        {
            _at = _text.Unsqueeze(_at, Time);
            _at = _text.Node(way == 2 ? "Tile" : "Expand", [_at, _text.Numbers(times)]);
        }

        _rows = rows;
    }

    private void Denses(int most)
    {
        for (int count = _random.Next(most + 1); count > 0; count--)
        {
            Dense();
        }
    }

    private void Dense()
    {
        int units = _random.Next(1, 6);
        _at = _text.Node("MatMul", [_at, _text.Weights(_features, units)]);
        _at = _text.Node("Add", [_at, _text.Weights(units)]);
        _features = units;
        string activation = new[] { "", "Relu", "Tanh" }[_random.Next(3)];
        _at = activation.Length > 0 ? _text.Node(activation, [_at]) : _at;
    }

    private void Shaped()
    {
        // A sequence that isn't the only one has its rows together where sequences are in front.
        bool isMixed = !_isBatchFirst && _rows is not null;
        Kinds.Add("shaped");
        _rank = _random.Next(1, 4);
        int all = (_rows ?? 1) * _features;
        int part = Enumerable.Range(1, all).Where(size => all % size == 0).ElementAt(_random.Next(Enumerable.Range(1, all).Count(size => all % size == 0)));
        if (isMixed)
        {
            _at = _text.Transpose(_at, 1, 0, 2);
        }

        _at = _text.Node("Reshape", [_at, _rank switch
        {
            1 => _text.Numbers(-1),
            2 => _text.Numbers(_random.Next(2) == 0 ? -1 : all / part, part),
            _ => _text.Numbers(_random.Next(2) == 0 ? -1 : 1, all / part, part),
        }]);
    }

    private long[] Laid(int rows) => _isBatchFirst ? [1, rows, _features] : [rows, 1, _features];
}
