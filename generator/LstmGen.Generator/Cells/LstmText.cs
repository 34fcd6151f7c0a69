using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Cells;

/// <summary>The explanation of an LSTM for a reader.</summary>
internal sealed class LstmText(LstmLayer layer)
{
    private const string Coupling = "f = 1 − i";

    public CellText Cell => new(Opening, [.. Equations()], Weights, Count);

    /// <summary>How the new state follows from the gates.</summary>
    public string Update => $"{(layer.IsCoupled ? Coupling + ", " : "")}{CellState}, then {Hidden}";

    /// <summary>The equation of a gate, such as <c>i = sigmoid(x·K_i + h·R_i + b_i)</c>.</summary>
    public string Equation(Gate gate)
    {
        string name = LstmLayer.Letter(gate);
        string sum = $"x·K_{name} + h·R_{name}"
            + string.Concat(LstmCell.Terms(layer, gate).Select(term => " + " + term.Text))
            + (layer.UseBias ? $" + b_{name}" : "");
        string limited = layer.Clip is float limit ? Clip(sum, limit) : sum;
        return $"{LstmCell.Name(gate)} = {ActivationText.Equation(layer.ActivationOf(gate), limited)}";
    }

    public static string Meaning(Gate gate) => gate switch
    {
        Gate.Input => "input gate: how much of its candidate each unit takes in",
        Gate.Forget => "forget gate: how much of its old cell state each unit keeps",
        Gate.Candidate => "candidate: what each unit would like to add to its cell state",
        _ => "output gate: how much of its cell state each unit shows",
    };

    private string Opening
    {
        get
        {
            int units = layer.Units;
            string inputs = ReaderText.Count(layer.Input, "value");
            return units == 1
                ? $"Layer {layer.Name}: 1 unit. It has a cell state c, its memory, and a hidden state h, what it shows of that memory.\n"
                  + $"At each step it sees the {inputs} x of that step and its own hidden state h of the step before, and computes"
                : $"Layer {layer.Name}: {units} units that work side by side. Each has a cell state c, its memory, and a hidden state h, "
                  + $"what it\nshows of that memory. At each step every unit sees the {inputs} x of that step "
                  + "and the hidden states h that all\n"
                  + $"{units} units had after the step before, its own among them, and computes";
        }
    }

    private IEnumerable<(string Equation, string Meaning)> Equations()
    {
        foreach (Gate gate in layer.Sums.Where(gate => !layer.Peepholes || gate != Gate.Output))
        {
            yield return (Equation(gate), Meaning(gate));
            if (gate == Gate.Input && layer.IsCoupled)
            {
                yield return (Coupling, "forget gate: what the input gate leaves");
            }
        }

        yield return (CellState, "the new cell state: some of the old, some of the candidate");
        if (layer.Peepholes)
        {
            yield return (Equation(Gate.Output), Meaning(Gate.Output) + "; c is the new one");
        }

        string projected = layer.Projection is null ? "" : ", as many values as the projection P has columns";
        yield return (Hidden, "the new hidden state" + projected);
    }

    private string CellState => layer.CellClip is float limit ? "c = " + Clip("f∘c + i∘g", limit) : "c = f∘c + i∘g";

    private string Hidden
    {
        get
        {
            string shown = $"o∘{ActivationText.Equation(layer.CellActivation, "c")}";
            return layer.Projection is null ? "h = " + shown : $"h = ({shown})·P";
        }
    }

    private string Weights
    {
        get
        {
            string sums = layer.IsCoupled ? "three" : "four";
            string each = layer.Units == 1
                ? $"Each of the {sums} sums has"
                : $"Each of the {sums} sums has, for each of the {layer.Units} units,";
            return $"{each} {ReaderText.Count(layer.Input, "weight")} for x (K, the kernel), "
                + $"{layer.Recurrent} for h (R, the recurrent\nkernel)"
                + (layer.UseBias ? " and a bias b" : " and no bias")
                + (layer.Peepholes ? "; the gates' sums have a weight p for their own c, a peephole" : "");
        }
    }

    private string Count => $"{layer.Gates} · {layer.Units} · ({layer.Input} + {layer.Recurrent}{(layer.UseBias ? " + 1" : "")})" +
        (layer.Peepholes ? $" + {layer.Gates - 1} · {layer.Units}" : "") +
        (layer.Projection is int projection ? $" + {layer.Units} · {projection}" : "");

    private static string Clip(string x, float limit) => $"clip({x}, ±{FloatText.Of(limit)})";
}
