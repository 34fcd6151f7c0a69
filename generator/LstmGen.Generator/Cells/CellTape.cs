using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>
/// What training computes for a cell at a step: the forward pass, with the values that the backward pass needs, and the backward pass, by
/// the derivative of the same expressions. Between the two, a row of slots holds the kept values; a slot has a value for each unit of the
/// layer.
/// </summary>
internal sealed class CellTape
{
    private CellTape(Backwards both, IReadOnlyList<string?> slots, IReadOnlyList<CellSum> sums)
    {
        Both = both;
        Slots = slots;
        Sums = sums;
    }

    /// <summary>
    /// The new hidden state, or the input of its projection, then the rest of the new state; and the derivative by the sums, their own
    /// weights and the state before the step, which reads <see cref="DerivativeOf"/> of the new state.
    /// </summary>
    public Backwards Both { get; }

    /// <summary>
    /// The kept values, by the names of their variables. The slots of the sums come first; null where a sum keeps nothing.
    /// </summary>
    public IReadOnlyList<string?> Slots { get; }

    public IReadOnlyList<CellSum> Sums { get; }

    /// <summary>The sums that have weights of their own.</summary>
    public IEnumerable<CellSum> Weighted => Sums.Where(sum => sum.Weights is not null);

    /// <summary>The variable of a weighted sum.</summary>
    public static string Of(CellSum sum) => "z_" + sum.Name;

    /// <summary>The variable of a sum's own weight.</summary>
    public static string WeightOf(CellSum sum) => "p_" + sum.Letter;

    /// <summary>The variable of the derivative by a part of the new state.</summary>
    public static string DerivativeOf(StateSlot slot) => "d_" + slot.Name;

    public static CellTape Of(Cell cell, RecurrentLayer layer, Element element)
    {
        if (cell.Phases.Count > 1)
        {
            throw new NotSupportedException("Training knows cells that compute their sums at once.");
        }

        Backwards both = Backwards.Of(Whole(cell.Phases[0], layer), element, [.. layer.State.Select(DerivativeOf)]);
        List<string?> slots = [.. cell.Sums.Select(sum => both.Needed.Contains(Of(sum)) ? Of(sum) : null)];
        foreach (Variable kept in both.Kept)
        {
            int free = slots.IndexOf(null);
            if (free < 0)
            {
                slots.Add(kept.Name);
            }
            else
            {
                slots[free] = kept.Name;
            }
        }

        return new CellTape(both, slots, cell.Sums);
    }

    /// <summary>All that a unit computes from its sums and its state: the new hidden state, then the rest of the new state.</summary>
    private static Definition Whole(Phase phase, RecurrentLayer layer)
    {
        var formula = new Formula();
        Dictionary<CellSum, Expression> sums = phase.Sums.ToDictionary(sum => sum, sum => formula.Parameter(Of(sum)));
        Dictionary<CellSum, Expression> weights = phase.Sums.Where(sum => sum.Weights is not null)
            .ToDictionary(sum => sum, sum => formula.Parameter(WeightOf(sum)));
        Dictionary<string, Expression> before = layer.State.Skip(1).ToDictionary(slot => slot.Name, slot => formula.Parameter(slot.Name));
        Dictionary<string, Expression> values = new(before);
        foreach (CellSum sum in phase.Sums.Where(sum => !sum.ReadsNewState))
        {
            Gate(sum);
        }

        Dictionary<Expression, Expression> given = [];
        Statements(phase.Update, given, name => before.TryGetValue(name, out Expression value) ? value : values[name]);
        foreach (CellSum sum in phase.Sums.Where(sum => sum.ReadsNewState))
        {
            Gate(sum);
        }

        Expression hidden = In(phase.Update.Results.Single(), given, name => before.TryGetValue(name, out Expression value) ? value : values[name]);
        return formula.Return([.. layer.State.Skip(1).Select(slot => values[slot.Name]).Prepend(hidden)]);

        void Gate(CellSum sum)
        {
            Expression value = sums[sum];
            if (sum.Before is { } prepared)
            {
                Func<string, Expression> find = name =>
                    name == CellSum.Sum ? sums[sum] : name == CellSum.Weight ? weights[sum] : values[name];
                Dictionary<Expression, Expression> own = [];
                Dictionary<string, Expression> outer = new(values);
                Statements(prepared, own, find);
                value = In(prepared.Result, own, find);
                values = outer;
            }

            GateActivations activation = GateActivations.Of(sum.Activation);
            values[sum.Name] = formula.Let(sum.Name, activation.IsNothing ? value : new Call(activation, value));
        }

        void Statements(Definition definition, Dictionary<Expression, Expression> own, Func<string, Expression> find)
        {
            foreach (Statement statement in definition.Statements)
            {
                string name = statement.Variable.Name;
                own[statement.Variable] = values[name] = formula.Let(name, In(statement.Value, own, find));
            }
        }
    }

    private static Expression In(Expression expression, Dictionary<Expression, Expression> own, Func<string, Expression> find) =>
        expression.Rewritten(part => part is Variable variable
            ? own.TryGetValue(part, out Expression value) ? value : find(variable.Name)
            : part);
}
