using System.Collections.Generic;

namespace LstmGen.Tool.Numbers;

/// <summary>The numbers of a file, row by row.</summary>
/// <param name="Name">The file as the user wrote it, for messages.</param>
/// <param name="Values">At least one.</param>
/// <param name="Shape">[rows, columns]; or [sequences, steps, columns]; or [numbers] for a list without rows.</param>
internal sealed record NumberTable(string Name, float[] Values, IReadOnlyList<int> Shape)
{
    /// <summary>Whether the file itself says where a sequence ends.</summary>
    public bool IsOfSequences => Shape.Count == 3;

    /// <summary>The text of the rows before the numbers that aren't numbers; null if there are none.</summary>
    public string? Header { get; init; }

    /// <summary>What the file may have meant if its sizes don't fit, such as <c>if its commas are decimal commas, …</c>.</summary>
    public string? Hint { get; init; }
}
