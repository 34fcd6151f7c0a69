using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>
/// The outputs of a graph that are states. Each must follow from one state input, value by value: generated code carries h and c of each
/// layer on, and a graph that mixes or changes them does something else.
/// </summary>
internal sealed class StateOutputs(GraphProto graph, GraphOutputs outputs, StateTable states, Dictionary<string, Value> values, ElementTypes types)
{
    /// <param name="nodes">All nodes of the graph, each after those that it reads.</param>
    /// <param name="chosen">The network's output.</param>
    /// <exception cref="ModelException">An output isn't the expected state.</exception>
    public void Check(IReadOnlyList<OnnxNode> nodes, string chosen, ConstantFolder folder)
    {
        if (!states.HasInputs)
        {
            return;
        }

        LayOut(nodes, folder);
        var found = graph.Output.Select(output => (output.Name, States: Of(output.Name))).Where(output => output.States is not null).Select(output => (output.Name, States: output.States!)).ToList();
        IReadOnlyList<string> inputs = states.Inputs.Select(input => input.Name).ToList();
        List<string> inOrder = found.Select(output => output.Name).Where(name => name != chosen || found.Count == inputs.Count).ToList();
        var carried = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, States state) in found)
        {
            string input = InputOf(name, state);
            int place = inOrder.IndexOf(name);
            string? expected = name == chosen && place < 0 ? null
                : StateNames.InputOf(name, inputs) ?? (inOrder.Count == inputs.Count ? inputs[place] : null);
            if (expected is not null && expected != input)
            {
                throw new ModelException(
                    $"the graph's output {Shown.Text(name)} is the state that follows from the input {Shown.Text(input)}, and by its "
                        + $"name or its place it belongs to {Shown.Text(expected)}: the graph mixes its states up");
            }

            carried.Add(input);
        }

        RequireUnchanged(found.Select(output => output.Name).Append(chosen).ToHashSet(StringComparer.Ordinal), inputs.Where(input => !carried.Contains(input)).ToList());
    }

    /// <summary>Rearranges the states for outputs that only rearrange some. Other outputs that weren't requested aren't examined.</summary>
    private void LayOut(IReadOnlyList<OnnxNode> nodes, ConstantFolder folder)
    {
        HashSet<string> needed = graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        var order = new List<OnnxNode>();
        for (int i = nodes.Count - 1; i >= 0; i--)
        {
            OnnxNode node = nodes[i];
            bool isLayout = StateRules.IsLayout(node) || ConstantFolder.IsAlwaysConstant(node);
            if (isLayout && node.Outputs.Any(name => name.Length > 0 && needed.Contains(name)))
            {
                needed.UnionWith(node.Type == "Shape" ? [] : node.Inputs);
                order.Add(node);
            }
        }

        order.Reverse();
        foreach (OnnxNode node in order)
        {
            try
            {
                LayOut(node, folder);
            }
            catch (ModelException)
            {
                // Then it isn't a state, and an output that isn't the network's may be anything.
            }
        }
    }

    private void LayOut(OnnxNode node, ConstantFolder folder)
    {
        List<Value?> inputs = node.Inputs.Select(name => name.Length == 0 ? null : (Value?)Of(name) ?? values.GetValueOrDefault(name)).ToList();
        if (inputs.Zip(node.Inputs).Any(pair => pair.First is null && pair.Second.Length > 0))
        {
            return;
        }

        bool isConstant = ConstantFolder.IsAlwaysConstant(node) || inputs.TrueForAll(input => input is null or Constant);
        IReadOnlyList<Value> results = isConstant ? [folder.Fold(node, inputs)]
            : inputs.Exists(input => input is States) ? StateRules.Apply(node, inputs, folder, states)
            : [];
        if (results.Count > 0)
        {
            types.Walk(node);
        }

        for (int i = 0; i < Math.Min(results.Count, node.Outputs.Count); i++)
        {
            if (values.TryGetValue(node.Outputs[i], out Value? known))
            {
                known.Carries ??= results[i] as States;
            }
            else
            {
                values[node.Outputs[i]] = results[i];
            }
        }
    }

    private States? Of(string name) => values.GetValueOrDefault(name) is not { } value ? null : value as States ?? value.Carries;

    /// <summary>The input that an output follows from, value by value.</summary>
    private string InputOf(string name, States state)
    {
        long[] follows = [.. states.FollowedBy(state)];
        int none = Array.IndexOf(follows, -1);
        if (follows.Length == 0 || none >= 0)
        {
            throw new ModelException($"the graph's output {Shown.Text(name)} has "
                + $"{(none < 0 ? "no values" : states.Describe(state.Numbers.Numbers![none]) + ", which isn't what an LSTM leaves")}");
        }

        foreach ((string input, States before) in states.Inputs)
        {
            if (follows.AsSpan().SequenceEqual(before.Numbers.Numbers))
            {
                return Wide(before.Numbers.Shape).SequenceEqual(Wide(state.Numbers.Shape))
                    ? input
                    : throw new ModelException($"the graph's output {Shown.Text(name)} has the shape "
                        + $"{Shown.Shape(state.Numbers.Shape)}, and the state {Shown.Text(input)} that it follows from has "
                            + $"{Shown.Shape(before.Numbers.Shape)}");
            }
        }

        // The first values that don't follow consecutively show what is mixed up.
        int apart = Enumerable.Range(1, follows.Length - 1).FirstOrDefault(i => follows[i] != follows[i - 1] + 1);
        string where = apart > 0
            ? $"its value {apart - 1} follows from {states.Describe(follows[apart - 1])}, and its value {apart} from "
                + $"{states.Describe(follows[apart])}"
            : $"it follows from {states.Describe(follows[0])} to {states.Describe(follows[^1])}";
        throw new ModelException($"the graph's output {Shown.Text(name)} isn't laid out as a state input that it follows from: {where}");
    }

    private static IEnumerable<long> Wide(IReadOnlyList<long> shape) => shape.Where(size => size != 1);

    /// <param name="known">The outputs that are states, and the network's.</param>
    /// <param name="left">The state inputs from which no output follows.</param>
    private void RequireUnchanged(HashSet<string> known, List<string> left)
    {
        foreach (string name in graph.Output.Select(output => output.Name).Where(name => !known.Contains(name) && left.Count > 0))
        {
            if (outputs.ChangeOf(name) is { } node)
            {
                throw GraphOutputs.IsChanged(name, node);
            }
        }
    }
}
