using System.Collections.Generic;

namespace LstmGen.Tool.Importing;

/// <summary>What a reader passed over in a file, place by place, each with the reason why it can't matter.</summary>
internal sealed class PassedOver
{
    private readonly HashSet<(string Place, Harmless What)> _notes = [];

    public IReadOnlyCollection<(string Place, Harmless What)> Notes => _notes;

    /// <param name="place">Where it stands, as <see cref="Below"/> makes it. What stands below it is passed over with it.</param>
    public void Note(string place, Harmless what) => _notes.Add((place, what));

    /// <summary>The place of a member or an item: the names from the root on, each behind a slash, as in a JSON pointer.</summary>
    public static string Below(string place, string name) => place + "/" + name.Replace("~", "~0").Replace("/", "~1");

    /// <inheritdoc cref="Below(string, string)"/>
    public static string Below(string place, int index) => System.FormattableString.Invariant($"{place}/{index}");
}
