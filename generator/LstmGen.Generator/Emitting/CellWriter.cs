using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>A vector in which one gate is summed up, or several gates side by side.</summary>
/// <param name="Name">The local variable.</param>
/// <param name="Gates">The gates by their letters, as they stand behind K, R and b in the equations.</param>
internal sealed record GateVector(string Name, int First, int Count, string Gates);

/// <summary>Writes what one group of units computes from its weighted sums: the mathematics of a layer, once for every schedule and vector width.</summary>
/// <param name="lanes">A lane for each unit of the group.</param>
/// <param name="sumLanes">The vectors of the sums: as many lanes for each gate that they join.</param>
internal sealed class CellWriter(CodeWriter code, Lanes lanes, Lanes sumLanes)
{
    /// <summary>The gates of an LSTM in the order in which they are packed, and what the equations call them.</summary>
    private static readonly string[] Letters = ["i", "f", "c", "o"];

    /// <summary>The locals that hold them. The candidate is g, because c is the cell state.</summary>
    private static readonly string[] Locals = ["i", "f", "g", "o"];

    private static readonly string[] GateMeanings =
    [
        "input gate: how much of its candidate each unit takes in",
        "forget gate: how much of its old cell state each unit keeps",
        "candidate: what each unit would like to add to its cell state",
        "output gate: how much of its cell state each unit shows",
    ];

    /// <summary>The vectors in which a layer's sums stand.</summary>
    public static IReadOnlyList<GateVector> Vectors(Layer layer, Group group, string suffix)
    {
        if (layer is DenseLayer)
        {
            return [new GateVector("sum" + suffix, 0, 1, "")];
        }

        return Enumerable.Range(0, layer.Gates / group.Joined)
            .Select(vector =>
            {
                int first = vector * group.Joined;
                string name = group.Joined == layer.Gates ? "gates" : string.Join("And", Locals.Skip(first).Take(group.Joined).Select((gate, at) => at == 0 ? gate : gate.ToUpperInvariant()));
                string gates = "_" + string.Concat(Letters.Skip(first).Take(group.Joined));
                return new GateVector(name + suffix, first, group.Joined, group.Joined == layer.Gates ? "" : gates);
            })
            .ToList();
    }

    public static Activation ActivationOf(LstmLayer layer, int gate) => gate == 2 ? layer.Activation : layer.RecurrentActivation;

    /// <summary>The equation of a gate, such as <c>i = sigmoid(x·K_i + h·R_i + b_i)</c>.</summary>
    public static string Equation(LstmLayer layer, int gate)
    {
        string name = Letters[gate];
        string sum = $"x·K_{name} + h·R_{name}" + (layer.UseBias ? $" + b_{name}" : "");
        return $"{Locals[gate]} = {Activations.Apply(ActivationOf(layer, gate), sum)}";
    }

    public static string GateMeaning(int gate) => GateMeanings[gate];

    public static string CellEquation => "c = f∘c + i∘g";

    public static string HiddenEquation(LstmLayer layer) => $"h = o∘{Activations.Apply(layer.Activation, "c", alwaysParentheses: false)}";

    /// <summary>The activations that are called on vectors of some number of lanes.</summary>
    public static IEnumerable<(int Lanes, GateActivations Activations)> Calls(Layer layer, Group group)
    {
        yield return (group.Lanes, GateActivations.Of(layer.Activation));
        if (layer is LstmLayer lstm)
        {
            foreach (GateVector vector in Vectors(layer, group, ""))
            {
                GateActivations activations = Of(lstm, vector);
                if (activations.CanJoin)
                {
                    yield return (group.SumLanes, activations);
                }
                else
                {
                    foreach (Activation activation in activations)
                    {
                        yield return (group.Lanes, GateActivations.Of(activation));
                    }
                }
            }
        }
    }

    /// <summary>Applies the activations to a vector of sums, and gives each gate that it joins a local variable of its own.</summary>
    public void Activate(LstmLayer layer, GateVector vector, string suffix)
    {
        GateActivations activations = Of(layer, vector);
        if (activations.CanJoin)
        {
            Activate(activations, vector.Name);
        }

        if (vector.Count == 1)
        {
            return;
        }

        for (int at = 0; at < vector.Count; at++)
        {
            string name = Locals[vector.First + at] + suffix;
            code.Line($"{lanes.Type} {name} = {sumLanes.Part(vector.Name, at, vector.Count)};");
            if (!activations.CanJoin)
            {
                Activate(GateActivations.Of(ActivationOf(layer, vector.First + at)), name);
            }
        }
    }

    /// <summary>Applies one activation to a Dense layer's sum.</summary>
    public void Activate(DenseLayer layer, string sum) => Activate(GateActivations.Of(layer.Activation), sum);

    /// <summary>Writes the new cell state, and returns the expression of the new hidden state.</summary>
    public string Update(LstmLayer layer, string suffix, string cell)
    {
        code.Line($"{cell} = {lanes.MultiplyAdd("f" + suffix, cell, lanes.Multiply("i" + suffix, "g" + suffix))};");
        return lanes.Multiply("o" + suffix, layer.Activation == Activation.Linear ? cell : Activations.Call(GateActivations.Of(layer.Activation), cell));
    }

    private static GateActivations Of(LstmLayer layer, GateVector vector) =>
        GateActivations.Of(Enumerable.Range(vector.First, vector.Count).Select(gate => ActivationOf(layer, gate)));

    private void Activate(GateActivations activations, string sum)
    {
        if (!activations.IsLinear)
        {
            code.Line($"{sum} = {Activations.Call(activations, sum)};");
        }
    }
}
