using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Units of a layer that one method of a batch computes.</summary>
/// <param name="Run">The units. Where the caller passes them, one example of its runs.</param>
/// <param name="IsGiven">Whether the caller passes which units they are and in what groups their parameters are packed.</param>
/// <param name="IsGroupVector">Whether their parameters are packed in groups as wide as the vectors, for every width.</param>
internal sealed record BatchUnits(BatchRun Run, bool IsGiven, bool IsGroupVector)
{
    /// <summary>The units of a method for one width.</summary>
    public static BatchUnits Of(BatchRun run) => new(run, IsGiven: false, IsGroupVector: false);

    /// <summary>
    /// The units of methods that are written once for all widths. If every width has the same runs, each has a method that knows its units;
    /// otherwise there is a method for each number of units computed at a time.
    /// </summary>
    /// <param name="layers">The layer for each width.</param>
    public static IReadOnlyList<BatchUnits> OfEveryWidth(IReadOnlyList<(int Width, BatchLayer Layer)> layers)
    {
        BatchRun first = layers[0].Layer.Runs[0];
        bool isSame = layers.All(one => one.Layer.Runs.Count == 1 && one.Layer.Runs[0].UnitsOfTile == first.UnitsOfTile);
        if (isSame && layers.All(one => one.Layer.Runs[0].GroupLanes == one.Width))
        {
            return [new BatchUnits(first with { HasManyGroups = true }, IsGiven: false, IsGroupVector: true)];
        }

        if (isSame && layers.All(one => one.Layer.Runs[0] == first))
        {
            return [Of(first)];
        }

        return
        [
            .. layers.SelectMany(one => one.Layer.Runs)
                .GroupBy(run => run.UnitsOfTile)
                .Select(alike => new BatchUnits(alike.First() with { HasManyGroups = true }, IsGiven: true, IsGroupVector: false)),
        ];
    }
}
