using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Imports every change of a format's golden models, and counts what came of it.</summary>
internal sealed class FieldChangeRun
{
    /// <summary>How many faults are listed.</summary>
    private const int MostShown = 400;

    /// <summary>How many changes of a model are tried at or within the places that are passed over for one reason.</summary>
    private const int MostOfOneReason = 12;

    /// <summary>
    /// How many changes that differ only in numbers, such as those of layers and tensors, are all tried; after these one in four.
    /// </summary>
    private const int MostOfOneKind = 4;

    /// <summary>Set, it tries every change: minutes instead of seconds.</summary>
    private static readonly bool TriesAll = Environment.GetEnvironmentVariable("LSTMGEN_FIELDS") == "all";

    /// <summary>The name of the change that changes nothing, from which a run takes what the file means.</summary>
    public const string Unchanged = "unchanged";

    private readonly List<string> _unexplained = [];
    private readonly List<string> _contradicted = [];
    private readonly HashSet<Harmless> _explained = [];
    private readonly Dictionary<string, int> _kinds = [];
    private int _errors;
    private int _networks;
    private int _harmless;

    public FieldChangeRun(IReadOnlyList<GoldenModel> models, Func<ModelInput, IEnumerable<FieldChange>> changesOf)
    {
        Models = models.Count;
        foreach (GoldenModel model in models)
        {
            Run(model, changesOf);
        }
    }

    public int Models { get; }

    public int Changes => _errors + _networks + _harmless + _unexplained.Count;

    /// <summary>The entries of the list that explained some change without an effect.</summary>
    public IReadOnlyCollection<Harmless> Explained => _explained;

    /// <summary>What the list doesn't explain, or is wrong about.</summary>
    public IReadOnlyList<string> Wrong => [.. _unexplained, .. _contradicted];

    /// <summary>The counts, and what is wrong.</summary>
    public string Report
    {
        get
        {
            var text = new StringBuilder();
            text.AppendLine(CultureInfo.InvariantCulture, $"{Models} models, {Changes} changes: {_errors} errors, {_networks} other networks, {_harmless} without an effect and explained, {_unexplained.Count} without an effect and not explained, {_contradicted.Count} with an effect though passed over");
            foreach (string line in Wrong.Take(MostShown))
            {
                text.AppendLine(line);
            }

            return text.ToString();
        }
    }

    private void Run(GoldenModel model, Func<ModelInput, IEnumerable<FieldChange>> changesOf)
    {
        ModelInput original = ModelInput.Open(model.Path);
        List<FieldChange> changes = changesOf(original).ToList();

        // The same file by the same way, as HDF5 is read otherwise then.
        ModelInput unchanged = changes[0].What == Unchanged ? changes[0].Changed() : original;
        Network network = ModelImporter.Import(unchanged, model.Options).Network;
        var notes = new PlacedNotes(unchanged.PassedOver);
        var tried = new Dictionary<Harmless, int>();
        foreach (FieldChange change in changes.Where(change => change.What != Unchanged))
        {
            Harmless? reason = notes.Around(change.Place).FirstOrDefault(note => note.What.Kind == HarmlessKind.Anything).What;
            if ((reason is null || (tried[reason] = tried.GetValueOrDefault(reason) + 1) <= MostOfOneReason) && (notes.Around(change.Place).Any() || IsTried(change)))
            {
                Try(model, network, notes, change);
            }
        }
    }

    /// <summary>
    /// The models of a format have most of their fields in common: of those that are read and occur repeatedly, only some are tried, in
    /// turn.
    /// </summary>
    private bool IsTried(FieldChange change)
    {
        string kind = string.Concat($"{change.Kind} {change}".Where(letter => !char.IsAsciiDigit(letter)));
        int met = _kinds[kind] = _kinds.GetValueOrDefault(kind) + 1;
        return TriesAll || met <= MostOfOneKind || met % 4 == 0;
    }

    private void Try(GoldenModel model, Network network, PlacedNotes original, FieldChange change)
    {
        ModelInput input = change.Changed();
        Network found;
        try
        {
            found = ModelImporter.Import(input, model.Options).Network;
        }
        catch (ModelException)
        {
            _errors++;
            return;
        }

        var changed = new PlacedNotes(input.PassedOver);
        if (!found.Equals(network))
        {
            _networks++;

            // If an item is removed from a list, those after it move.
            Harmless? wrong = change.Kind == ChangeKind.RemoveItem ? null
                : original.Around(change.Place).FirstOrDefault(note => note.What.Kind == HarmlessKind.Anything).What
                ?? original.Around(change.Place).FirstOrDefault(note => note.What.Kind == HarmlessKind.OtherWords && IsSame(note, original, changed)).What;
            if (wrong is not null)
            {
                _contradicted.Add($"{model.Name} {change} changes the network, and is passed over as {wrong}");
            }
        }
        else if (Explanation(change, original, changed) is { } why)
        {
            _harmless++;
            _explained.Add(why);
        }
        else
        {
            _unexplained.Add($"{model.Name} {change}");
        }
    }

    /// <summary>The entry that explains why a change has no effect, or null if there is none.</summary>
    private static Harmless? Explanation(FieldChange change, PlacedNotes original, PlacedNotes changed) =>
        Reasons(change, original, changed).FirstOrDefault();

    private static IEnumerable<Harmless> Reasons(FieldChange change, PlacedNotes original, PlacedNotes changed)
    {
        // What was added is skipped only in the changed file.
        IEnumerable<PassedOverNote> anything = change.Kind == ChangeKind.Add ? [] : original.Around(change.Place);

        // If an item is removed from a list, its place is the next one's in the changed file.
        IEnumerable<PassedOverNote> after = changed.Around(change.Place)
            .Where(note => change.Kind != ChangeKind.RemoveItem || note.What.Kind == HarmlessKind.LeftOut || note.Place.Length < change.Place.Length);
        // What is compared with something else may come and go.
        IEnumerable<PassedOverNote> compared = change.Kind switch
        {
            ChangeKind.Value => [],
            ChangeKind.Add => changed.Around(change.Place),
            _ => original.Around(change.Place),
        };
        return anything.Where(note => note.What.Kind == HarmlessKind.Anything)
            .Concat(after.Where(note => note.What.Kind is HarmlessKind.Anything or HarmlessKind.LeftOut))
            .Concat(compared.Where(note => note.What.Kind == HarmlessKind.Checked && note.Place == change.Place))
            .Concat(original.Around(change.Place).Where(note => note.What.Kind == HarmlessKind.OtherWords && IsSame(note, original, changed)))
            .Select(note => note.What);
    }

    /// <summary>Whether a place means the same in both files.</summary>
    private static bool IsSame(PassedOverNote note, PlacedNotes original, PlacedNotes changed) =>
        original.Meanings(note).SetEquals(changed.Meanings(note));

    /// <summary>The notes of a file by their places.</summary>
    private sealed class PlacedNotes(PassedOver passedOver)
    {
        private readonly ILookup<string, PassedOverNote> _notes = passedOver.Notes.ToLookup(note => note.Place, StringComparer.Ordinal);

        /// <summary>The notes of a place, and of those that it is in, from the innermost.</summary>
        public IEnumerable<PassedOverNote> Around(string place)
        {
            for (int end = place.Length; end >= 0; end = end == 0 ? -1 : place.LastIndexOf('/', end - 1))
            {
                foreach (PassedOverNote note in _notes[place[..end]])
                {
                    yield return note;
                }
            }
        }

        public HashSet<string?> Meanings(PassedOverNote note) => [.. _notes[note.Place].Where(other => other.What == note.What).Select(other => other.Meaning)];
    }
}
