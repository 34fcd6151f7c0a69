using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>The layout of a graph's state inputs and outputs.</summary>
internal enum StateLayout
{
    /// <summary>h and c of each layer by themselves, [1, sequences, units].</summary>
    Pairs,

    /// <summary>h and c of each layer by themselves, [sequences, units].</summary>
    Flat,

    /// <summary>h and c of all layers, [layers, sequences, units].</summary>
    Layers,

    /// <summary>h and c of all layers, [sequences, layers, units].</summary>
    BatchFirst,

    /// <summary>One tensor, [sequences, 1, all values], of which the first half is h.</summary>
    Halves,

    /// <summary>One tensor for each layer, [layers, sequences, 2·units].</summary>
    HalvesByLayer,
}

/// <summary>A random graph of LSTMs whose states are inputs and outputs, as in agents' policies and streaming models.</summary>
internal sealed class StateGraph
{
    private readonly Random _random;
    private readonly GraphText _graph;
    private readonly List<(string In, string Out, long[] Shape)> _states = [];
    private readonly List<(string Name, int Size)> _observations = [];
    private readonly List<(string H, string C)> _before = [];
    private readonly List<(string H, string C)> _after = [];
    private readonly string[] _heads;
    private string _trunk = "";

    public StateGraph(int seed)
    {
        _random = new Random(seed);
        _graph = new GraphText(_random.Next(2) == 0 ? 11 : 14, _random);
        Layout = (StateLayout)(seed % 6);
        IsCell = seed % 5 == 2;
        Steps = IsCell || _random.Next(2) == 0 ? 1 : _random.Next(2, 5);
        LayerCount = _random.Next(1, 4);
        Units = _random.Next(2, 5);
        IsBatchFirst = _random.Next(2) == 0;
        IsFlat = IsCell || (Steps == 1 && _random.Next(2) == 0);
        IsLast = _random.Next(2) == 0;
        IsOfHidden = _random.Next(2) == 0;
        _heads = [.. Enumerable.Range(0, _random.Next(1, 4)).Select(head => new[] { "pi", "v", "aux" }[head])];
        Build();
    }

    public StateLayout Layout { get; }

    /// <summary>Whether the layers are cells written as separate operations.</summary>
    public bool IsCell { get; }

    public int Steps { get; }

    public int LayerCount { get; }

    public int Units { get; }

    /// <summary>Whether the input is [sequences, steps, features].</summary>
    public bool IsBatchFirst { get; }

    /// <summary>Whether the input is [sequences, features].</summary>
    public bool IsFlat { get; }

    /// <summary>Whether the heads read only the last step.</summary>
    public bool IsLast { get; }

    /// <summary>Whether the last step is the hidden state rather than the last row.</summary>
    public bool IsOfHidden { get; }

    /// <summary>The requested head.</summary>
    public string Output { get; private set; } = "";

    public IReadOnlyList<(string Name, int Size)> Observations => _observations;

    public IReadOnlyList<(string In, string Out, long[] Shape)> States => _states;

    public GraphText Text => _graph;

    public byte[] File => _graph.Graph.ToModel();

    public override string ToString() => FormattableString.Invariant(
        $"{Layout}, {(IsCell ? "cells" : "LSTM nodes")}, opset {_graph.Opset}, {LayerCount} layers of {Units}, {Steps} steps, {(IsFlat ? "flat" : IsBatchFirst ? "sequences first" : "steps first")}, {(IsLast ? "last step" : "every step")}, inputs {string.Join('+', _observations)}, heads {string.Join(", ", _heads)}, chosen {Output}");

    /// <summary>The shape of an observation of one sequence.</summary>
    public long[] ShapeOf(int size) => IsFlat ? [1, size] : IsBatchFirst ? [1, Steps, size] : [Steps, 1, size];

    private void Build()
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            _observations.Add((FormattableString.Invariant($"obs_{(char)('a' + _random.Next(26))}{i}"), _random.Next(1, 5)));
        }

        bool isStateFirst = _random.Next(3) == 0;
        if (isStateFirst)
        {
            AddStates();
        }

        foreach ((string name, int size) in _observations)
        {
            _graph.Input(name, ShapeOf(size));
        }

        if (!isStateFirst)
        {
            AddStates();
        }

        string x = _observations.Count == 1 ? _observations[0].Name : _graph.Concat([.. _observations.Select(one => one.Name)], IsFlat ? 1 : 2);
        x = IsCell ? x : IsFlat ? _graph.Unsqueeze(x, 0) : IsBatchFirst ? _graph.Transpose(x, 1, 0, 2) : x;
        int width = _observations.Sum(one => one.Size);
        if (_random.Next(3) == 0)
        {
            (x, width) = (Encoder(x, width), 3);
        }

        for (int i = 0; i < LayerCount; i++)
        {
            (string h, string c) = _before[i];
            x = IsCell ? Cell(x, width, h, c) : Lstm(x, width, h, c, isRead: i < LayerCount - 1 || !IsLast);
            width = Units;
        }

        _trunk = x;
        Heads();
        Outputs();
    }

    private string Encoder(string x, int width) => _graph.Node("Tanh", [_graph.Node("Add", [_graph.Node("MatMul", [x, _graph.Weights(width, 3)]), _graph.Weights(3)])]);

    /// <param name="isRead">Whether anything reads its rows: an exporter leaves no unused node.</param>
    private string Lstm(string x, int width, string h, string c, bool isRead)
    {
        string[] outputs = _graph.Nodes(
            "LSTM", 3, [x, _graph.Weights(1, 4 * Units, width), _graph.Weights(1, 4 * Units, Units), _random.Next(4) > 0 ? _graph.Weights(1, 8 * Units) : "", "", h, c],
            ("hidden_size", Units));
        _after.Add((outputs[1], outputs[2]));
        return isRead || !IsOfHidden ? _graph.Squeeze(outputs[0], 1) : "";
    }

    /// <summary>c' = f·c + i·g, h' = o·tanh(c'), in some of the ways in which exporters write them. h and c are [sequences, units].</summary>
    private string Cell(string x, int width, string h, string c)
    {
        string sums = Sums(x, width, h);
        string[] gates = _random.Next(2) == 0
            ? _graph.Split(sums, 1, Units, Units, Units, Units)
            : [.. Enumerable.Range(0, 4).Select(gate => _graph.Slice(sums, 1, gate * Units, (gate + 1) * Units))];
        int[] order = _random.Next(2) == 0 ? [0, 1, 2, 3] : [0, 3, 1, 2];
        string Gate(int which, string activation) => _graph.Node(activation, [gates[order[which]]]);
        (string i, string f, string g, string o) = (Gate(0, "Sigmoid"), Gate(1, "Sigmoid"), Gate(2, "Tanh"), Gate(3, "Sigmoid"));
        string cell = _graph.Node("Add", Turned(_graph.Node("Mul", Turned(f, c)), _graph.Node("Mul", Turned(i, g))));
        string hidden = _graph.Node("Mul", Turned(o, _graph.Node("Tanh", [cell])));
        _after.Add((hidden, cell));
        return hidden;
    }

    private string Sums(string x, int width, string h)
    {
        switch (_random.Next(3))
        {
            case 0:
                return _graph.Node("Add", Turned(
                    _graph.Node("Gemm", [x, _graph.Weights(4 * Units, width), _graph.Weights(4 * Units)], ("transB", 1)),
                    _graph.Node("Gemm", [h, _graph.Weights(4 * Units, Units), _graph.Weights(4 * Units)], ("transB", 1), ("alpha", 0.75f))));
            case 1:
                string both = _graph.Node("Add", Turned(_graph.Node("MatMul", [x, _graph.Weights(width, 4 * Units)]), _graph.Node("MatMul", [h, _graph.Weights(Units, 4 * Units)])));
                return _graph.Node("Add", Turned(both, _graph.Weights(4 * Units)));
            default:
                return _graph.Node("Gemm", [_graph.Concat(Turned(x, h), 1), _graph.Weights(width + Units, 4 * Units), _graph.Weights(4 * Units)]);
        }
    }

    private string[] Turned(string first, string second) => _random.Next(2) == 0 ? [first, second] : [second, first];

    private void Heads()
    {
        string rows = _trunk;
        if (!IsCell)
        {
            // [steps, sequences, units]
            rows = IsLast ? (IsOfHidden ? _graph.Squeeze(_after[^1].H, 0) : _graph.Node("Gather", [rows, _graph.Scalar(-1)], ("axis", 0)))
                : IsBatchFirst ? _graph.Transpose(rows, 1, 0, 2) : rows;
        }

        foreach (string head in _heads)
        {
            int size = _random.Next(1, 4);
            string y = (IsCell || IsLast) && _random.Next(2) == 0
                ? _graph.Node("Gemm", [rows, _graph.Weights(Units, size), _graph.Weights(size)])
                : _graph.Node("Add", [_graph.Node("MatMul", [rows, _graph.Weights(Units, size)]), _graph.Weights(size)]);
            _graph.Rename(_random.Next(2) == 0 ? y = _graph.Node("Elu", [y]) : y, head);
        }

        Output = _heads[_random.Next(_heads.Length)];
    }

    private void AddStates()
    {
        (string hName, string cName) = new[] { ("h{0}_in", "c{0}_in"), ("h{0}", "c{0}"), ("prev_hidden{0}", "prev_cell{0}"), ("hidden{0}_state", "cell{0}_state") }[_random.Next(4)];
        switch (Layout)
        {
            case StateLayout.Pairs or StateLayout.Flat:
                for (int i = 0; i < LayerCount; i++)
                {
                    string h = Add(string.Format(null, hName, i), Layout == StateLayout.Flat ? [1, Units] : [1, 1, Units]);
                    string c = Add(string.Format(null, cName, i), Layout == StateLayout.Flat ? [1, Units] : [1, 1, Units]);
                    _before.Add((OfNode(h), OfNode(c)));
                }

                break;
            case StateLayout.Layers or StateLayout.BatchFirst:
                long[] shape = Layout == StateLayout.Layers ? [LayerCount, 1, Units] : [1, LayerCount, Units];
                string hidden = Add(string.Format(null, hName, ""), shape);
                string cell = Add(string.Format(null, cName, ""), shape);
                for (int i = 0; i < LayerCount; i++)
                {
                    _before.Add((Layer(hidden, i), Layer(cell, i)));
                }

                break;
            default:
                Halves();
                break;
        }
    }

    private void Halves()
    {
        bool isOne = Layout == StateLayout.Halves;
        int all = LayerCount * Units;
        string memory = Add("recurrent_in", isOne ? [1, 1, 2 * all] : [LayerCount, 1, 2 * Units]);
        for (int i = 0; i < LayerCount; i++)
        {
            string layer = isOne ? memory : _graph.Slice(memory, 0, i, i + 1);
            int start = isOne ? i * Units : 0;
            string h = _graph.Slice(layer, 2, start, start + Units);
            string c = _graph.Slice(layer, 2, start + (isOne ? all : Units), start + (isOne ? all : Units) + Units);
            _before.Add(IsCell ? (_graph.Squeeze(h, 0), _graph.Squeeze(c, 0)) : (h, c));
        }
    }

    /// <summary>A state [1, sequences, units] or [sequences, units] as the nodes read it.</summary>
    private string OfNode(string state) => Layout == StateLayout.Flat ? (IsCell ? state : _graph.Unsqueeze(state, 0)) : IsCell ? _graph.Squeeze(state, 0) : state;

    private string Layer(string state, int layer)
    {
        string turned = Layout == StateLayout.BatchFirst ? _graph.Transpose(state, 1, 0, 2) : state;
        return IsCell ? _graph.Node("Gather", [turned, _graph.Scalar(layer)], ("axis", 0)) : _graph.Slice(turned, 0, layer, layer + 1);
    }

    private string Add(string name, long[] shape)
    {
        _graph.Input(name, shape);
        _states.Add((name, name.Replace("prev", "next", StringComparison.Ordinal).Replace("in", "out", StringComparison.Ordinal) is var other && other != name ? other : name + "n", shape));
        return name;
    }

    private void Outputs()
    {
        // [1, sequences, units] of each layer.
        List<(string H, string C)> after = [.. _after.Select(state => IsCell ? (_graph.Unsqueeze(state.H, 0), _graph.Unsqueeze(state.C, 0)) : state)];
        string[] h = [.. after.Select(state => state.H)];
        string[] c = [.. after.Select(state => state.C)];
        string[] results = Layout switch
        {
            StateLayout.Pairs => [.. after.SelectMany(state => new[] { state.H, state.C })],
            StateLayout.Flat => [.. after.SelectMany(state => new[] { state.H, state.C }).Select(state => _graph.Squeeze(state, 0))],
            StateLayout.Layers => [_graph.Concat(h, 0), _graph.Concat(c, 0)],
            StateLayout.BatchFirst => [_graph.Transpose(_graph.Concat(h, 0), 1, 0, 2), _graph.Transpose(_graph.Concat(c, 0), 1, 0, 2)],
            StateLayout.Halves => [_graph.Concat([.. h, .. c], 2)],
            _ => [_graph.Concat([.. after.Select(state => _graph.Concat([state.H, state.C], 2))], 0)],
        };
        var outputs = _heads.Select(head => (Name: head, Sizes: (long[]?)null)).ToList();
        for (int i = 0; i < _states.Count; i++)
        {
            _graph.Rename(results[i], _states[i].Out);
            outputs.Add((_states[i].Out, _states[i].Shape));
        }

        // The states keep their order.
        if (_random.Next(2) == 0)
        {
            outputs = [.. outputs.Skip(_heads.Length), .. outputs.Take(_heads.Length)];
        }

        foreach ((string name, long[]? sizes) in outputs)
        {
            if (sizes is null)
            {
                _graph.Graph.OutputOfAnyShape(name);
            }
            else
            {
                _graph.Output(name, sizes);
            }
        }
    }
}
