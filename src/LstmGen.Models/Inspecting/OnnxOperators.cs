using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Inspecting;

/// <summary>The operators of a graph by type, and those for which the importer has no rule.</summary>
/// <param name="tensors">The names of the file's tensors.</param>
/// <param name="output">The output that the user chose, or null: then all count.</param>
internal sealed class OnnxOperators(GraphProto graph, IReadOnlySet<string> tensors, string? output)
{
    private const string NotNeeded = "not needed for the output";

    /// <summary>What an operator does that isn't supported whatever its type is.</summary>
    private enum Trait
    {
        None,
        MultipliesInputs,
    }

    /// <summary>What the importer's rules tell apart: an operator may be known only for constants.</summary>
    private readonly record struct Kind(string Type, string Domain, string Note, bool IsLive, Trait Trait);

    public ContentTable Table()
    {
        IEnumerable<string> inputs = graph.Input.Select(value => value.Name).Where(name => !tensors.Contains(name));
        HashSet<string> live = inputs.ToHashSet(StringComparer.Ordinal);
        HashSet<int> needed = Needed();
        var counts = new Dictionary<Kind, int>();
        var order = new List<Kind>();
        for (int i = 0; i < graph.Node.Count; i++)
        {
            Kind kind = KindOf(graph.Node[i], live, needed.Contains(i));
            if (counts.TryGetValue(kind, out int count))
            {
                counts[kind] = count + 1;
            }
            else if (order.Count < FileContents.MostItems)
            {
                counts.Add(kind, 1);
                order.Add(kind);
            }
        }

        return new ContentTable(["operator", "nodes", "reads"], order.Select(kind => Row(kind, counts[kind])).ToList());
    }

    private static ContentRow Row(Kind kind, int count) =>
        new([TensorRows.Plain(kind.Type), count.ToString("N0", CultureInfo.InvariantCulture), kind.Note], ObstacleOf(kind));

    private static Kind KindOf(NodeProto node, HashSet<string> live, bool isNeeded)
    {
        // A body may read any outer value, and the number of its runs depends on values.
        IReadOnlyList<NodeProto> body = node.Attribute.Count > 0 ? OnnxBodies.Of(node) : [];
        bool isLive = (body.Count > 0 || node.Input.Any(live.Contains)) && !ConstantFolder.IsAlwaysConstant(node.OpType);
        bool IsLive(int input) => node.Input.Count > input && live.Contains(node.Input[input]);
        Trait trait = node.OpType == "MatMul" && IsLive(0) && IsLive(1) ? Trait.MultipliesInputs
            : Trait.None;
        if (isLive)
        {
            live.UnionWith(node.Output.Where(name => name.Length > 0));
        }

        string reads = isLive ? "the input" : "constants";
        string note = !isNeeded ? NotNeeded
            : body.Count == 0 ? reads
            : reads + "; its body has " + Shown.List([.. body.Select(inner => inner.OpType).Distinct()]);
        return new Kind(node.OpType, node.Domain, note, isLive, trait);
    }

    private static Obstacle? ObstacleOf(Kind kind)
    {
        string what = "operator " + Shown.Text(kind.Type);
        return kind.Note == NotNeeded ? null
            : !OnnxFile.IsOwnDomain(kind.Domain)
                ? new Obstacle($"{what} of the domain {Shown.Text(kind.Domain)}", "isn't supported: only ONNX' own operators are")
            : kind.Trait == Trait.MultipliesInputs
                ? KnownCauses.Of(what + " of two values that depend on the input", KnownCauses.Attention)
            : GraphReader.Known(ofConstants: !kind.IsLive).Contains(kind.Type) ? null
            : KnownCauses.Of(what, kind.Type);
    }

    /// <summary>The nodes that the outputs need, by their places.</summary>
    private HashSet<int> Needed()
    {
        HashSet<string> names = graph.Output.Select(value => value.Name).Where(name => output is null || name == output)
            .ToHashSet(StringComparer.Ordinal);
        var needed = new HashSet<int>();
        for (int i = graph.Node.Count - 1; i >= 0; i--)
        {
            if (graph.Node[i].Output.Any(name => name.Length > 0 && names.Contains(name)))
            {
                needed.Add(i);
                names.UnionWith(graph.Node[i].Input);
                names.UnionWith(OnnxBodies.Of(graph.Node[i]).SelectMany(inner => inner.Input));
            }
        }

        return needed;
    }
}
