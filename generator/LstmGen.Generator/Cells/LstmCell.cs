using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Cells;

/// <summary>The cell of an LSTM: its gates i, f and o between 0 and 1, the candidate g, and the cell state c.</summary>
internal static class LstmCell
{
    private const string CellState = "c";

    private static readonly Gate[] AllGates = [Gate.Input, Gate.Forget, Gate.Candidate, Gate.Output];

    private static readonly GateOrders Orders = new(
        Keras: new GateOrder(["i", "f", "c", "o"], [0, 1, 2, 3]),
        PyTorch: new GateOrder(["i", "f", "g", "o"], [0, 1, 2, 3]),
        Onnx: new GateOrder(["i", "o", "f", "c"], [0, 2, 3, 1]));

    public static Cell Of(LstmLayer layer, Element element)
    {
        var text = new LstmText(layer);
        Definition? limited = layer.Clip is null ? null : Before(layer, [], element);
        IReadOnlyList<CellSum> sums = [.. layer.Sums.Select((gate, column) => Sum(layer, gate, column, element, text, limited))];
        var phase = new Phase(sums, Update(layer, element), [StateSlot.Hidden], text.Update);
        return new Cell([phase], text.Cell)
        {
            Shown = [.. AllGates.Select(Name)],
            ShowsByLastSum = true,
            Orders = layer.IsPlain ? Orders : null,
        };
    }

    /// <summary>A gate's sum that also sees the cell state.</summary>
    public static Expression WithPeephole(Expression sum, Expression c, Expression weight) => c * weight + sum;

    /// <summary>The forget gate, coupled to the input gate.</summary>
    public static Expression CoupledForget(Expression i) => 1 - i;

    /// <summary>The new cell state: part of the old one plus part of the candidate.</summary>
    public static Expression State(Expression f, Expression c, Expression i, Expression g) => f * c + i * g;

    /// <summary>The new hidden state, or the input of a projection.</summary>
    public static Expression Hidden(Expression o, Expression c, Activation activation)
    {
        GateActivations shown = GateActivations.Of(activation);
        return o * (shown.IsNothing ? c : new Call(shown, c));
    }

    /// <summary>The gate in equations. The candidate is g, because c is the cell state.</summary>
    public static string Name(Gate gate) => gate == Gate.Candidate ? "g" : LstmLayer.Letter(gate);

    /// <summary>
    /// What is added to a gate's weighted sum: as text of the equation, and as computed from the sum and the parameters of the formula.
    /// </summary>
    public static IEnumerable<(string Text, Func<Formula, Expression, Expression> Added)> Terms(LstmLayer layer, Gate gate)
    {
        if (HasPeephole(layer, gate))
        {
            yield return (
                $"p_{LstmLayer.Letter(gate)}∘c",
                (formula, sum) => WithPeephole(sum, formula.Parameter(CellState), formula.Parameter(CellSum.Weight)));
        }
    }

    private static bool HasPeephole(LstmLayer layer, Gate gate) => layer.Peepholes && LstmLayer.HasPeephole(gate);

    /// <param name="limited">What happens to a sum to which nothing is added; null where that is nothing.</param>
    private static CellSum Sum(LstmLayer layer, Gate gate, int column, Element element, LstmText text, Definition? limited)
    {
        (string Text, Func<Formula, Expression, Expression> Added)[] terms = [.. Terms(layer, gate)];
        bool hasPeephole = HasPeephole(layer, gate);
        return new CellSum(
            LstmLayer.Letter(gate), Name(gate), column, layer.ActivationOf(gate), text.Equation(gate), LstmText.Meaning(gate))
        {
            Weights = hasPeephole ? TensorShape.Peephole : null,
            Before = terms.Length > 0 ? Before(layer, terms, element) : limited,
            ReadsNewState = hasPeephole && gate == Gate.Output,
        };
    }

    /// <summary>A sum plus what is added to it, clipped to its limit.</summary>
    private static Definition Before(
        LstmLayer layer, IEnumerable<(string Text, Func<Formula, Expression, Expression> Added)> terms, Element element)
    {
        var formula = new Formula();
        Expression sum = formula.Parameter(CellSum.Sum);
        foreach ((string text, Func<Formula, Expression, Expression> added) in terms)
        {
            formula.Comment($"+ {text}");
            sum = formula.Let(CellSum.Sum, added(formula, sum));
        }

        return formula.Return(Limited(formula, CellSum.Sum, sum, layer.Clip, element));
    }

    private static Definition Update(LstmLayer layer, Element element)
    {
        var formula = new Formula();
        Expression i = formula.Parameter(Name(Gate.Input));
        Expression c = formula.Parameter(CellState);
        Expression f = layer.IsCoupled
            ? formula.Let(Name(Gate.Forget), CoupledForget(i))
            : formula.Parameter(Name(Gate.Forget));
        c = formula.Let(CellState, State(f, c, i, formula.Parameter(Name(Gate.Candidate))));
        c = Limited(formula, CellState, c, layer.CellClip, element);
        return formula.Return(Hidden(formula.Parameter(Name(Gate.Output)), c, layer.CellActivation));
    }

    private static Expression Limited(Formula formula, string name, Expression value, float? limit, Element element)
    {
        if (limit is not float most)
        {
            return value;
        }

        double meant = element.Meant(most);
        value = formula.Let(name, AtLeast(value, -meant));
        return formula.Let(name, AtMost(value, meant));
    }
}
