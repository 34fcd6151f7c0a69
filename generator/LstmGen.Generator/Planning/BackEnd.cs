using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>The code for one vector width.</summary>
/// <param name="Width">Lanes of the widest vector: see <see cref="Group"/>.</param>
/// <param name="InOneMethod">
/// Whether a step of all layers is in one method, with the state in local variables, or each layer has its own method.
/// </param>
/// <param name="StepsAtOnce">How many steps a layer's own method computes before the next layer runs.</param>
/// <param name="StepsPerMethod">How many steps of a whole sequence are written out in one method; 0 where they aren't written out.</param>
internal sealed record BackEnd(int Width, EquatableArray<Stage> Stages, bool InOneMethod, int StepsAtOnce, int StepsPerMethod)
{
    /// <summary>
    /// Whether the text has a step once, as a method that is inlined into those that run steps: in machine code the steps are written out
    /// all the same.
    /// </summary>
    public bool StepIsMethod { get; init; }

    /// <summary>The layers of a network that can be computed step by step: they have one half each.</summary>
    public EquatableArray<LayerSchedule> Layers { get; } = new(Stages.Where(stage => stage.Halves.Count > 0).Select(stage => stage.First));

    /// <summary>The layers, where all of them are in one method.</summary>
    public IReadOnlyList<StraightSchedule> Straight => [.. Layers.Cast<StraightSchedule>()];

    /// <summary>Everything that has a method of its own.</summary>
    public IEnumerable<LayerSchedule> All => Stages.SelectMany(stage => stage.All);
}
