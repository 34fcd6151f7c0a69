using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes what one group of units computes from its weighted sums: the mathematics of a layer, once for every schedule and vector width.</summary>
internal sealed class CellWriter(CodeWriter code, Lanes lanes)
{
    /// <summary>The gates of an LSTM in the order in which they are packed, and what the equations call them.</summary>
    public static readonly string[] LstmGates = ["i", "f", "c", "o"];

    /// <summary>The locals that hold them. The candidate is g, because c is the cell state.</summary>
    public static readonly string[] LstmSums = ["i", "f", "g", "o"];

    public static readonly string[] DenseGates = [""];

    private static readonly string[] GateMeanings =
    [
        "input gate: how much of its candidate each unit takes in",
        "forget gate: how much of its old cell state each unit keeps",
        "candidate: what each unit would like to add to its cell state",
        "output gate: how much of its cell state each unit shows",
    ];

    public static Activation ActivationOf(LstmLayer layer, int gate) => gate == 2 ? layer.Activation : layer.RecurrentActivation;

    /// <summary>The equation of a gate, such as <c>i = sigmoid(x·K_i + h·R_i + b_i)</c>.</summary>
    public static string Equation(LstmLayer layer, int gate)
    {
        string name = LstmGates[gate];
        string sum = $"x·K_{name} + h·R_{name}" + (layer.UseBias ? $" + b_{name}" : "");
        return $"{LstmSums[gate]} = {Activations.Apply(ActivationOf(layer, gate), sum)}";
    }

    public static string GateMeaning(int gate) => GateMeanings[gate];

    public static string CellEquation => "c = f∘c + i∘g";

    public static string HiddenEquation(LstmLayer layer) => $"h = o∘{Activations.Apply(layer.Activation, "c", alwaysParentheses: false)}";

    /// <summary>Applies a gate's activation to its sum.</summary>
    public void Activate(Activation activation, string sum)
    {
        if (activation != Activation.Linear)
        {
            code.Line($"{sum} = {Activations.Call(activation, sum)};");
        }
    }

    /// <summary>The new cell state, and the expression of the new hidden state.</summary>
    public string Update(LstmLayer layer, string[] gates, string cell)
    {
        code.Line($"{cell} = {lanes.MultiplyAdd(gates[1], cell, lanes.Multiply(gates[0], gates[2]))};");
        return lanes.Multiply(gates[3], layer.Activation == Activation.Linear ? cell : Activations.Call(layer.Activation, cell));
    }
}
