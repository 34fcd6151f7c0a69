using System.Collections.Generic;

namespace LstmGen.Models.Importing;

/// <summary>What a reader skipped in a file, place by place, each with the reason why it can't matter.</summary>
internal sealed class PassedOver
{
    private readonly HashSet<PassedOverNote> _notes = [];

    public IReadOnlyCollection<PassedOverNote> Notes => _notes;

    /// <param name="place">Its place, as made by <see cref="Below(string, string)"/>. Everything below it is skipped with it.</param>
    /// <param name="meaning">Its meaning, where that can be expressed in several ways.</param>
    public void Note(string place, Harmless what, string? meaning = null) => _notes.Add(new PassedOverNote(place, what, meaning));

    /// <summary>The place of a member or an item: the names from the root on, each after a slash, as in a JSON pointer.</summary>
    public static string Below(string place, string name) => place + "/" + name.Replace("~", "~0").Replace("/", "~1");

    /// <inheritdoc cref="Below(string, string)"/>
    public static string Below(string place, int index) => System.FormattableString.Invariant($"{place}/{index}");

    /// <summary>The place of a member's name, apart from its value.</summary>
    public static string NameOf(string place) => Below(place, "(name)");
}

/// <inheritdoc cref="PassedOver.Note"/>
internal readonly record struct PassedOverNote(string Place, Harmless What, string? Meaning);
