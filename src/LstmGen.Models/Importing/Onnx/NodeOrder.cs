using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>Which nodes compute a value, each after those that it reads.</summary>
internal static class NodeOrder
{
    /// <param name="given">The names of the graph's inputs and tensors.</param>
    /// <exception cref="ModelException">A name refers to two values or to none, or a node reads a later value, as in a cycle.</exception>
    /// <param name="passedOver">Notes the nodes and outputs that aren't needed.</param>
    /// <param name="others">The graph's other outputs, which must exist.</param>
    public static IReadOnlyList<OnnxNode> NeededFor(string output, IEnumerable<string> others, IReadOnlyList<OnnxNode> nodes, IEnumerable<string> given, PassedOver passedOver)
    {
        var known = new HashSet<string>(given, StringComparer.Ordinal);
        var computed = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxNode node in nodes)
        {
            computed.UnionWith(node.Outputs);
        }

        foreach (OnnxNode node in nodes)
        {
            if (node.Inputs.FirstOrDefault(name => name.Length > 0 && !known.Contains(name)) is { } missing)
            {
                throw node.Error($"reads {Shown.Text(missing)}, {(computed.Contains(missing) ? "which is computed after it or from its own output: the graph has a cycle, or its nodes are out of order" : "which nothing in the file computes")}");
            }

            foreach (string name in node.Outputs)
            {
                if (name.Length > 0 && !known.Add(name))
                {
                    throw node.Error($"computes {Shown.Text(name)}, which the graph has already");
                }
            }
        }

        if (others.Prepend(output).FirstOrDefault(name => !known.Contains(name)) is { } nothing)
        {
            throw new ModelException($"nothing computes the graph's output {Shown.Text(nothing)}");
        }

        var needed = new HashSet<string>(StringComparer.Ordinal) { output };
        var order = new List<OnnxNode>();
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            if (nodes[i].Outputs.Any(name => name.Length > 0 && needed.Contains(name)))
            {
                PassOverUnread(nodes[i], needed, passedOver);
                needed.UnionWith(nodes[i].Inputs);
                order.Add(nodes[i]);
            }
            else
            {
                passedOver.Note(nodes[i].Place, OnnxHarmless.DeadNode);
            }
        }

        order.Reverse();
        return order;
    }

    /// <param name="needed">The names that the output and the nodes after this one read.</param>
    private static void PassOverUnread(OnnxNode node, HashSet<string> needed, PassedOver passedOver)
    {
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            if (node.Outputs[i].Length > 0 && !needed.Contains(node.Outputs[i]))
            {
                passedOver.Note(PassedOver.Below(node.Place + "/output", i), OnnxHarmless.UnreadOutput);
            }
        }
    }
}
