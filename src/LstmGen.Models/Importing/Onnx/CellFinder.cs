using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Finds LSTM cells that a graph has as separate operations, c' = f·c + i·g and h' = o·act(c'), before the nodes are walked: which products
/// are those of the gates, and which inputs of the graph are states. What the operations compute in detail is read by
/// <see cref="CellRules"/>.
/// </summary>
internal sealed class CellFinder
{
    /// <summary>The most values that a search for the products of a gate goes through.</summary>
    private const int MostSteps = 64;

    private readonly GraphProducers _producers;
    private readonly Dictionary<string, TensorProto> _tensors = new(StringComparer.Ordinal);
    private readonly HashSet<OnnxNode> _products = [];
    private readonly HashSet<string> _stateInputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _states = new(StringComparer.Ordinal);

    public CellFinder(GraphProto graph, IEnumerable<OnnxNode> nodes, GraphProducers producers)
    {
        _producers = producers;
        foreach (TensorProto tensor in graph.Initializer)
        {
            _tensors.TryAdd(tensor.Name, tensor);
        }

        foreach (OnnxNode node in nodes.Where(node => node.Type == "Mul" && node.Inputs.Count == 2))
        {
            Find(node);
        }
    }

    /// <summary>The nodes that multiply a cell's input by its weights.</summary>
    public IReadOnlySet<OnnxNode> Products => _products;

    /// <summary>The inputs of the graph that are states of such cells.</summary>
    public IReadOnlySet<string> StateInputs => _stateInputs;

    /// <summary>
    /// Whether a value is the new hidden state of such a cell (true) or the new cell state (false); null if it is neither.
    /// </summary>
    public bool? IsHidden(string name) => _states.TryGetValue(name, out bool isHidden) ? isHidden : null;

    /// <summary>Examines a product that may be the last operation of a cell, o·act(c').</summary>
    private void Find(OnnxNode product)
    {
        for (int side = 0; side < 2; side++)
        {
            if (Activation(product, 1 - side) is not { } hidden || Activation(product, side) is not { } o || _producers.Of(hidden, 0) is not { Type: "Add", Inputs.Count: 2 } sum)
            {
                continue;
            }

            for (int term = 0; term < 2; term++)
            {
                if (_producers.Of(sum, term) is not { Type: "Mul", Inputs.Count: 2 } kept || _producers.Of(sum, 1 - term) is not { Type: "Mul", Inputs.Count: 2 } added
                    || Activation(added, 0) is not { } first || Activation(added, 1) is not { } second)
                {
                    continue;
                }

                for (int factor = 0; factor < 2; factor++)
                {
                    if (_producers.Root(kept.Inputs[factor]) is { } cell && Activation(kept, 1 - factor) is { } f)
                    {
                        Take(product, sum, cell, [f, first, second, o]);
                        return;
                    }
                }
            }
        }
    }

    private OnnxNode? Activation(OnnxNode node, int input) =>
        _producers.Of(node, input) is { } producer && ActivationRules.Operators.Contains(producer.Type) && producer.Inputs.Count > 0 ? producer : null;

    private void Take(OnnxNode product, OnnxNode sum, string cell, IReadOnlyList<OnnxNode> gates)
    {
        List<OnnxNode> products = gates.SelectMany(gate => ProductsOf(gate.Inputs[0])).Distinct().ToList();
        var roots = new Dictionary<string, OnnxNode>(StringComparer.Ordinal);
        foreach (OnnxNode one in products)
        {
            foreach (string root in Roots(one))
            {
                roots.TryAdd(root, one);
            }
        }

        if (Hidden(product, cell, roots) is not { } hidden)
        {
            return;
        }

        _products.UnionWith(products);
        _stateInputs.Add(cell);
        _stateInputs.Add(hidden);
        _states[product.Outputs[0]] = true;
        _states[sum.Outputs[0]] = false;
    }

    /// <summary>The inputs of the graph that a product reads, alone or side by side.</summary>
    private IEnumerable<string> Roots(OnnxNode product)
    {
        string data = product.Inputs[0];
        IEnumerable<string> parts = _producers.Of(data) is { Type: "Concat" } concat ? concat.Inputs : [data];
        return parts.Select(_producers.Root).OfType<string>();
    }

    /// <summary>The products whose sum a gate is.</summary>
    private IEnumerable<OnnxNode> ProductsOf(string name)
    {
        var left = new Stack<string>([name]);
        for (int i = 0; i < MostSteps && left.TryPop(out string? next); i++)
        {
            switch (_producers.Of(next))
            {
                case { Type: "MatMul" or "Gemm", Inputs.Count: > 1 } product:
                    yield return product;
                    break;
                case { Type: "Add", Inputs.Count: 2 } add:
                    left.Push(add.Inputs[0]);
                    left.Push(add.Inputs[1]);
                    break;
                case { Inputs.Count: > 0 } layout when StateRules.IsLayout(layout):
                    left.Push(layout.Inputs[0]);
                    break;
            }
        }
    }

    /// <summary>Which of the inputs that the gates read is the hidden state.</summary>
    /// <exception cref="ModelException">That can't be told.</exception>
    private string? Hidden(OnnxNode product, string cell, Dictionary<string, OnnxNode> roots)
    {
        if (roots.ContainsKey(cell) || roots.Count < 2)
        {
            return roots.ContainsKey(cell) ? cell : roots.Keys.FirstOrDefault();
        }

        Func<KeyValuePair<string, OnnxNode>, bool>[] signs =
        [
            root => IsSquare(root.Value),
            root => root.Value.Inputs.Skip(1).Any(name => StateNames.IsHiddenWeight(name)),
            root => StateNames.IsHidden(root.Key),
        ];
        foreach (Func<KeyValuePair<string, OnnxNode>, bool> sign in signs)
        {
            List<string> found = roots.Where(sign).Select(root => root.Key).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }
        }

        throw product.Error($"is the new hidden state of an LSTM cell, and neither sizes nor names tell which of the graph's inputs "
            + $"{Shown.List([.. roots.Keys])} is the old one: call it h");
    }

    /// <summary>Whether a product's matrix has as many rows as each of the four gates has units.</summary>
    private bool IsSquare(OnnxNode product)
    {
        if (!_tensors.TryGetValue(product.Inputs[1], out TensorProto? matrix) || matrix.Dims.Count != 2)
        {
            return false;
        }

        bool isTurned = product.Type == "Gemm" && product.Has("transB") && product.Bool("transB");
        (long rows, long columns) = isTurned ? (matrix.Dims[1], matrix.Dims[0]) : (matrix.Dims[0], matrix.Dims[1]);
        return columns == 4 * rows || columns == rows;
    }
}
