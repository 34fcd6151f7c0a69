using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Models.Inspecting;

/// <summary>
/// Makes the single message for a refused file, from the reason that its reader found first and from all obstacles: the reader may have
/// found a consequence, such as ids in place of an embedding's rows.
/// </summary>
internal static class Refusal
{
    /// <param name="first">The reason that the reader found.</param>
    public static ModelException Explain(ModelInput input, ImportOptions options, ModelException first)
    {
        Contents? contents = FileContents.Read(input, options);
        IReadOnlyList<Obstacle> obstacles = contents?.Obstacles ?? [];

        // The message starts with a known cause and its remedy, otherwise with the reader's reason.
        string message = obstacles.FirstOrDefault(obstacle => obstacle.IsKnown) is { } cause ? $"{cause.What} {cause.Why}" : first.Message;
        string others = (obstacles.Count - 1) switch
        {
            <= 0 => "",
            1 => " (1 more part isn't supported: lstmgen inspect shows it)",
            int more => FormattableString.Invariant($" ({more:N0} more parts aren't supported: lstmgen inspect shows them)"),
        };
        return new ModelException(message + others, first.InnerException) { Contents = contents };
    }
}
