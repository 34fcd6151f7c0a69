using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Inspecting;

/// <summary>The contents of a file, as far as they can be found without reading it as a network.</summary>
/// <param name="Format">The format's name.</param>
/// <param name="Framework">What wrote the file, or null if it doesn't say.</param>
/// <param name="Facts">What the file says about the whole model, by name.</param>
/// <param name="Tables">Inputs, outputs, operators, layers, modules, tensors.</param>
internal sealed record Contents(string Format, string? Framework, IReadOnlyList<(string Name, string Value)> Facts,
    IReadOnlyList<ContentTable> Tables)
{
    /// <summary>Everything that isn't supported, in the order of the tables.</summary>
    public IReadOnlyList<Obstacle> Obstacles => Tables.SelectMany(table => table.Rows).Select(row => row.Obstacle).OfType<Obstacle>()
        .ToList();
}

/// <summary>Things of one kind in a file.</summary>
/// <param name="Columns">The headings. The first one names the things.</param>
internal sealed record ContentTable(IReadOnlyList<string> Columns, IReadOnlyList<ContentRow> Rows);

/// <param name="Cells">One for each column, safe to show.</param>
/// <param name="Obstacle">Why it isn't supported, or null if it is.</param>
internal sealed record ContentRow(IReadOnlyList<string> Cells, Obstacle? Obstacle = null);

/// <summary>Something in a file that isn't supported.</summary>
/// <param name="What">What it is, such as <c>layer 'gru' (GRU)</c>.</param>
/// <param name="Why">Such as <c>isn't supported: …</c>.</param>
/// <param name="IsKnown">Whether the real reason and a remedy are known, with which a message should start.</param>
internal sealed record Obstacle(string What, string Why, bool IsKnown = false);
