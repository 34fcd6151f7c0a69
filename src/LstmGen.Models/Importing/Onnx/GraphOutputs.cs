using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// Chooses which of a graph's outputs is the network's. Those that are states, or depend on no input, don't count unless they are
/// requested.
/// </summary>
internal sealed class GraphOutputs(GraphProto graph, GraphProducers producers, CellFinder cells)
{
    private const int MostSteps = 100;

    /// <summary>The most outputs from which one is chosen.</summary>
    private const int MostOutputs = 32;

    /// <param name="asked">The requested name, or null.</param>
    /// <exception cref="ModelException">There is no such output, or several that may be meant.</exception>
    public string Choose(string? asked)
    {
        List<string> names = graph.Output.Select(output => output.Name).ToList();
        if (names.Count == 0 || names.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw new ModelException(names.Count == 0 ? "the graph has no outputs" : $"the graph has two outputs of one name: "
                + $"{Shown.List(names)}");
        }

        if (asked is not null)
        {
            return names.Contains(asked, StringComparer.Ordinal) ? asked : throw new ModelException(
                $"the output {Shown.Text(asked)} is asked for, and the graph has {List(graph.Output)}");
        }

        if (names.Count == 1)
        {
            return names[0];
        }

        if (names.Count > MostOutputs)
        {
            throw new ModelException(
                $"the graph has {names.Count} outputs: say which is the network's, with Output on the item or --output-name");
        }

        List<string> results = names.Where(name => Kind(name) is null && DependsOnInput(name)).ToList();
        results = results.Count > 0 ? results : names.Where(name => Kind(name) == true).ToList();
        if (results.Count > 1 && names.Count(name => Kind(name) is not null) < StateInputs().Count)
        {
            foreach (string name in results)
            {
                if (ChangeOf(name) is { } node)
                {
                    throw IsChanged(name, node);
                }
            }
        }

        IEnumerable<ValueInfoProto> choice = graph.Output.Where(output => results.Count == 0 || results.Contains(output.Name));
        return results.Count == 1
            ? results[0]
            : throw new ModelException($"the graph has several outputs, {List(choice)}: say which is the network's, with "
                + $"OutputName=\"{PlainName(choice.First().Name)}\" on the item or --output-name {PlainName(choice.First().Name)}");
    }

    /// <summary>The node that computes an output value by value from an LSTM's states, if there is one.</summary>
    public OnnxNode? ChangeOf(string name)
    {
        var left = new Stack<(string Name, OnnxNode? Change)>([(name, null)]);
        for (int i = 0; i < MostSteps && left.TryPop(out (string Name, OnnxNode? Change) next); i++)
        {
            OnnxNode? producer = producers.Of(next.Name);
            if (cells.IsHidden(next.Name) is not null || (producer is { Type: "LSTM" } && producer.Outputs.ToList().IndexOf(next.Name) > 0))
            {
                if (next.Change is not null)
                {
                    return next.Change;
                }
            }
            else if (producer is not null && (StateRules.IsLayout(producer) || StateRules.IsByValue(producer)))
            {
                foreach (string input in producer.Inputs)
                {
                    left.Push((input, StateRules.IsLayout(producer) ? next.Change : producer));
                }
            }
        }

        return null;
    }

    public static ModelException IsChanged(string name, OnnxNode node) => node.Error(
        $"computes the graph's output {Shown.Text(name)} of a state that an LSTM leaves: a state has to be handed out as the LSTM "
            + $"leaves it; resetting or scaling it is the program's part");

    /// <summary>The inputs of the graph that an LSTM starts from.</summary>
    private HashSet<string> StateInputs()
    {
        HashSet<string> found = producers.Origins(
            producers.Nodes.Where(node => node.Type == "LSTM").SelectMany(node => node.Inputs.Skip(5).Take(2)), node => node.Type == "LSTM" ? [] : node.Inputs);
        found.UnionWith(cells.StateInputs);
        return found;
    }

    private static string PlainName(string name) => Shown.Text(name).Trim('\'');

    private static string List(IEnumerable<ValueInfoProto> outputs)
    {
        List<string> shown = outputs.Select(output => Shown.Text(output.Name) + ShapeOf(output)).ToList();
        return string.Join(", ", shown.Take(8)) + (shown.Count > 8 ? $" and {shown.Count - 8} more" : "");
    }

    private static string ShapeOf(ValueInfoProto output) => output.Type?.TensorType?.Shape is { } shape && shape.Dim.Count <= ConstantFolder.MostAxes
        ? " [" + string.Join(", ", shape.Dim.Select(size => size.DimValue > 0 ? size.DimValue.ToString(CultureInfo.InvariantCulture) : "?")) + "]"
        : "";

    private bool DependsOnInput(string name) => producers.Origins([name], node => node.Inputs).Count > 0;

    /// <summary>
    /// Whether an output is only a rearranged hidden state (true), a rearranged cell state, alone or beside others (false), or something
    /// else (null).
    /// </summary>
    private bool? Kind(string name)
    {
        var left = new Stack<string>([name]);
        bool? isHidden = null;
        for (int i = 0; left.TryPop(out string? next); i++)
        {
            if (i == MostSteps || OfOne(next, left) is not { } found)
            {
                return null;
            }

            isHidden = found.IsState ? found.IsHidden && isHidden != false : isHidden;
        }

        return isHidden;
    }

    private (bool IsState, bool IsHidden)? OfOne(string name, Stack<string> left)
    {
        OnnxNode? producer = producers.Of(name);
        if (cells.IsHidden(name) is bool hidden)
        {
            return (true, hidden);
        }

        if (producer is { Type: "LSTM" })
        {
            int output = producer.Outputs.ToList().IndexOf(name);
            return output == 0 ? null : (true, output == 1);
        }

        if (producer is null || producer.Inputs.Count == 0 || !StateRules.IsLayout(producer))
        {
            return null;
        }

        foreach (string input in producer.Type == "Concat" ? producer.Inputs : producer.Inputs.Take(1))
        {
            left.Push(input);
        }

        return (false, false);
    }
}
