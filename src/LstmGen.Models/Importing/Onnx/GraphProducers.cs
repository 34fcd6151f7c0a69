using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Which node computes a value, by the value's name, and where values come from.</summary>
internal sealed class GraphProducers
{
    /// <summary>The most nodes through which a search goes back.</summary>
    private const int MostSteps = 100;

    private readonly Dictionary<string, OnnxNode> _producers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inputs;

    /// <param name="inputs">The names of the graph's inputs without a tensor of the file as default.</param>
    public GraphProducers(IReadOnlyList<OnnxNode> nodes, IEnumerable<string> inputs)
    {
        Nodes = nodes;
        _inputs = new HashSet<string>(inputs, StringComparer.Ordinal);
        foreach (OnnxNode node in nodes)
        {
            foreach (string output in node.Outputs)
            {
                _producers.TryAdd(output, node);
            }
        }
    }

    /// <summary>All nodes of the graph.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>How many inputs the graph has without a tensor of the file as default.</summary>
    public int InputCount => _inputs.Count;

    public OnnxNode? Of(string name) => _producers.GetValueOrDefault(name);

    public OnnxNode? Of(OnnxNode node, int input) => input < node.Inputs.Count ? Of(node.Inputs[input]) : null;

    /// <summary>Whether an input has the indices of some Gather.</summary>
    public bool LooksUp(string input) => Nodes.Any(node => node.Type == "Gather" && node.Inputs.Count > 1 && Origin(node, 1) == input);

    public bool IsInput(string name) => _inputs.Contains(name);

    /// <summary>The input of the graph from which nodes cut out or rearrange a value, or null if there is none.</summary>
    public string? Origin(OnnxNode node, int input)
    {
        string name = input < node.Inputs.Count ? node.Inputs[input] : "";

        // The steps are bounded because a file may have a cycle.
        for (int i = 0; i < MostSteps && name.Length > 0 && !IsInput(name); i++)
        {
            bool isComputed = _producers.TryGetValue(name, out OnnxNode? producer) && producer.Inputs.Count > 0 && producer.Type != "Shape";
            name = isComputed ? producer!.Inputs[0] : "";
        }

        return IsInput(name) ? name : null;
    }

    /// <summary>
    /// The input of the graph that a value rearranges or computes value by value, or null if it is something else. A scaled state, which
    /// isn't supported, must still be recognised as a state.
    /// </summary>
    public string? Root(string name)
    {
        var left = new Stack<string>([name]);
        for (int i = 0; i < MostSteps && left.TryPop(out string? next); i++)
        {
            if (IsInput(next))
            {
                return next;
            }

            if (Of(next) is { } producer && (StateRules.IsLayout(producer) || StateRules.IsByValue(producer)))
            {
                foreach (string input in producer.Inputs)
                {
                    left.Push(input);
                }
            }
        }

        return null;
    }

    /// <summary>Every input of the graph from which a value is computed, apart from the sizes of its axes.</summary>
    /// <param name="inputsOf">The inputs of a node that count.</param>
    public HashSet<string> Origins(IEnumerable<string> names, Func<OnnxNode, IEnumerable<string>> inputsOf)
    {
        var origins = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var left = new Stack<string>(names);
        while (left.TryPop(out string? name))
        {
            if (!seen.Add(name))
            {
                continue;
            }

            if (IsInput(name))
            {
                origins.Add(name);
            }
            else if (Of(name) is { } producer && producer.Type != "Shape")
            {
                foreach (string input in inputsOf(producer))
                {
                    left.Push(input);
                }
            }
        }

        return origins;
    }
}
