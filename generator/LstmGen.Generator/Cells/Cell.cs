using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>
/// What each unit of a recurrent layer computes at a step, as a value: its weighted sums, what it computes from them and from its state,
/// and the explanation for a reader. Code that plans or prints a layer asks its cell; none asks which cell it is.
/// </summary>
/// <param name="Phases">
/// What is computed in order. Most cells have one phase; a new one begins where a sum includes what all units computed before.
/// </param>
internal sealed record Cell(IReadOnlyList<Phase> Phases, CellText Text)
{
    private readonly IReadOnlyList<string>? _shown;

    /// <summary>
    /// Whether only the hidden state needs the last sum, which may then be computed while the new cell state is computed from the others.
    /// </summary>
    public bool ShowsByLastSum { get; init; }

    /// <summary>The order of the gates in each framework; null if some of them lack this layer.</summary>
    public GateOrders? Orders { get; init; }

    /// <summary>The values of a unit that a reader may want to see besides its state, by their names in the equations: its gates.</summary>
    public IReadOnlyList<string> Shown
    {
        get => _shown ?? [.. Sums.Select(sum => sum.Name).Distinct()];
        init => _shown = value;
    }

    /// <summary>All sums, in the order in which they are computed.</summary>
    public IReadOnlyList<CellSum> Sums { get; } = [.. Phases.SelectMany(phase => phase.Sums)];

    /// <summary>The activations computed value by value at a step, as often as they occur.</summary>
    public IEnumerable<Activation> Activations =>
        Sums.Select(sum => sum.Activation).Concat(Phases.SelectMany(phase => phase.Activations));

    /// <summary>What phases keep for later phases: a value for each unit.</summary>
    public IEnumerable<string> Carried => Phases.Where(phase => !IsLast(phase)).SelectMany(phase => phase.Leaves);

    /// <summary>Whether a phase results in the new state.</summary>
    public bool IsLast(Phase phase) => phase == Phases[Phases.Count - 1];

    /// <summary>The cell of a layer. This is the one place that knows which layers there are.</summary>
    public static Cell Of(RecurrentLayer layer, Element element) => layer switch
    {
        LstmLayer lstm => LstmCell.Of(lstm, element),
        IHasCell own => own.Cell(element),
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };
}
