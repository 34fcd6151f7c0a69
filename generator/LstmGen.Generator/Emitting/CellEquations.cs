using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>What a layer computes, as equations for a reader.</summary>
internal static class CellEquations
{
    /// <summary>The local variable of a gate. The candidate is g, because c is the cell state.</summary>
    public static string Local(Gate gate) => gate == Gate.Candidate ? "g" : LstmLayer.Letter(gate);

    /// <summary>Every equation of an LSTM, in the order in which it is computed, with what it means.</summary>
    public static IEnumerable<(string Equation, string Meaning)> Of(LstmLayer layer)
    {
        foreach (Gate gate in layer.Sums.Where(gate => !layer.Peepholes || gate != Gate.Output))
        {
            yield return (Of(layer, gate), Meaning(gate));
            if (gate == Gate.Input && layer.IsCoupled)
            {
                yield return (Coupling, "forget gate: what the input gate leaves");
            }
        }

        yield return (Cell(layer), "the new cell state: some of the old, some of the candidate");
        if (layer.Peepholes)
        {
            yield return (Of(layer, Gate.Output), Meaning(Gate.Output) + "; c is the new one");
        }

        yield return (Hidden(layer), "the new hidden state" + (layer.Projection is null ? "" : ", as many values as the projection P has columns"));
    }

    private const string Coupling = "f = 1 − i";

    /// <summary>What happens to the cell state.</summary>
    private static string Cell(LstmLayer layer) => layer.CellClip is float limit ? Clip("f∘c + i∘g", limit, "c = ") : "c = f∘c + i∘g";

    private static string Clip(string x, float limit, string start = "") => $"{start}clip({x}, ±{FloatText.Of(limit)})";

    /// <summary>The equation of a gate, such as <c>i = sigmoid(x·K_i + h·R_i + b_i)</c>.</summary>
    public static string Of(LstmLayer layer, Gate gate)
    {
        string name = LstmLayer.Letter(gate);
        string sum = $"x·K_{name} + h·R_{name}"
            + (layer.Peepholes && LstmLayer.HasPeephole(gate) ? $" + p_{name}∘c" : "")
            + (layer.UseBias ? $" + b_{name}" : "");
        return $"{Local(gate)} = {ActivationText.Equation(layer.ActivationOf(gate), layer.Clip is float limit ? Clip(sum, limit) : sum)}";
    }

    public static string Meaning(Gate gate) => gate switch
    {
        Gate.Input => "input gate: how much of its candidate each unit takes in",
        Gate.Forget => "forget gate: how much of its old cell state each unit keeps",
        Gate.Candidate => "candidate: what each unit would like to add to its cell state",
        _ => "output gate: how much of its cell state each unit shows",
    };

    public static string Hidden(LstmLayer layer)
    {
        string shown = $"o∘{ActivationText.Equation(layer.CellActivation, "c")}";
        return layer.Projection is null ? "h = " + shown : $"h = ({shown})·P";
    }

    /// <summary>The equation of a fully connected layer.</summary>
    public static string Of(DenseLayer layer) =>
        ActivationText.Equation(layer.Activation, $"x·{(layer.IsProjection ? "P" : "K")}" + (layer.UseBias ? " + b" : ""));

    /// <summary>Writes what a whole step of a layer computes, a line for each gate.</summary>
    public static void Write(CodeWriter code, LstmLayer layer)
    {
        foreach (Gate gate in layer.Sums)
        {
            code.Comment($"{Of(layer, gate)}   {Meaning(gate)}");
        }

        Update(code, layer);
    }

    /// <summary>Writes how the gates make the new state.</summary>
    public static void Update(CodeWriter code, LstmLayer layer) =>
        code.Comment($"{(layer.IsCoupled ? Coupling + ", " : "")}{Cell(layer)}, then {Hidden(layer)}   the new state of each unit");
}
