using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>
/// What each unit of a recurrent layer computes at a step, as a value: the weighted sums that it takes in, what it makes of them and of its
/// state, and what a reader is told of it. Whoever plans or prints a layer asks its cell; nobody asks which cell it is.
/// </summary>
/// <param name="Phases">
/// What is computed one after the other. Most cells have one phase; another begins where a sum takes in what all units made before.
/// </param>
internal sealed record Cell(IReadOnlyList<Phase> Phases, CellText Text)
{
    private readonly IReadOnlyList<string>? _shown;

    /// <summary>
    /// Whether only the hidden state waits for the last sum, which may then be added up while the others are made to the new state.
    /// </summary>
    public bool ShowsByLastSum { get; init; }

    /// <summary>In which order the frameworks have the gates; null where some have no such layer.</summary>
    public GateOrders? Orders { get; init; }

    /// <summary>What a reader may want to see of a unit beside its state, by the names that the equations have: its gates.</summary>
    public IReadOnlyList<string> Shown
    {
        get => _shown ?? [.. Sums.Select(sum => sum.Name).Distinct()];
        init => _shown = value;
    }

    /// <summary>All sums, in the order in which they are added up.</summary>
    public IReadOnlyList<CellSum> Sums { get; } = [.. Phases.SelectMany(phase => phase.Sums)];

    /// <summary>What is computed value by value at a step, once for each time.</summary>
    public IEnumerable<Activation> Activations =>
        Sums.Select(sum => sum.Activation).Concat(Phases.SelectMany(phase => phase.Activations));

    /// <summary>What phases leave for later ones: a value for each unit.</summary>
    public IEnumerable<string> Carried => Phases.Where(phase => !IsLast(phase)).SelectMany(phase => phase.Leaves);

    /// <summary>Whether a phase leaves the new state.</summary>
    public bool IsLast(Phase phase) => phase == Phases[Phases.Count - 1];

    /// <summary>The cell of a layer. This is the one place that knows which layers there are.</summary>
    public static Cell Of(RecurrentLayer layer, Element element) => layer switch
    {
        LstmLayer lstm => LstmCell.Of(lstm, element),
        IHasCell own => own.Cell(element),
        _ => throw new ArgumentOutOfRangeException(nameof(layer)),
    };
}
