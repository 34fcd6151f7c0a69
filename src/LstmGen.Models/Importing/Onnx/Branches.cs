using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>The values that more than one node reads, so that what one node does with a value must not change it for the others.</summary>
internal sealed class Branches
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <param name="nodes">The nodes that the output needs.</param>
    public Branches(IReadOnlyList<OnnxNode> nodes)
    {
        var readers = new Dictionary<string, List<OnnxNode>>(StringComparer.Ordinal);
        foreach (OnnxNode node in nodes.Where(node => !ConstantFolder.IsAlwaysConstant(node)))
        {
            foreach (string input in node.Inputs.Where(input => input.Length > 0))
            {
                if (!readers.TryGetValue(input, out List<OnnxNode>? of))
                {
                    readers[input] = of = [];
                }

                of.Add(node);
            }
        }

        _read.UnionWith(readers.Where(of => of.Value.Count > 1 && !IsSilu(of.Value)).Select(of => of.Key));
    }

    public bool StartAt(string value) => _read.Contains(value);

    /// <summary>A value times its own Sigmoid is one activation.</summary>
    private static bool IsSilu(List<OnnxNode> readers) => readers.Count == 2
        && readers.Find(node => node.Type == "Sigmoid") is { } sigmoid
        && readers.Exists(node => node.Type == "Mul" && node.Inputs.Contains(sigmoid.Outputs[0]));
}
