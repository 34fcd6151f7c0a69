using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Imports every change of a format's golden models, and counts what came of it.</summary>
internal sealed class FieldChangeRun
{
    /// <summary>How many of what is wrong are listed.</summary>
    private const int MostShown = 400;

    /// <summary>How many changes are tried within a place that is passed over as a whole.</summary>
    private const int MostWithin = 4;

    /// <summary>What a change is called that changes nothing, from which a run takes what the file means.</summary>
    public const string Unchanged = "unchanged";

    private readonly List<string> _unexplained = [];
    private readonly List<string> _contradicted = [];
    private readonly HashSet<Harmless> _explained = [];
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

    /// <summary>The entries of the list that some change without an effect was explained by.</summary>
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
        ModelInput unchanged = changes[0].Kind == ChangeKind.Value && changes[0].What == Unchanged ? changes[0].Changed() : original;
        Network network = ModelImporter.Import(unchanged, model.Options).Network;
        IReadOnlyCollection<(string Place, Harmless What)> notes = unchanged.PassedOver.Notes;
        var within = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (FieldChange change in changes)
        {
            string? whole = notes.FirstOrDefault(note => change.Place.Length > note.Place.Length && IsIn(change.Place, note.Place)).Place;
            if (whole is null || (within[whole] = within.GetValueOrDefault(whole) + 1) <= MostWithin)
            {
                Try(model, network, notes, change);
            }
        }
    }

    private void Try(GoldenModel model, Network network, IReadOnlyCollection<(string Place, Harmless What)> original, FieldChange change)
    {
        if (change.What == Unchanged)
        {
            return;
        }

        ModelInput changed = change.Changed();
        Network found;
        try
        {
            found = ModelImporter.Import(changed, model.Options).Network;
        }
        catch (ModelException)
        {
            _errors++;
            return;
        }

        // A value that wasn't there is passed over in the changed file alone, and where an item is taken out, the places in that file are those of others.
        Harmless? inOriginal = change.Kind == ChangeKind.Add ? null : Find(original, change.Place);
        Harmless? inChanged = change.Kind == ChangeKind.RemoveItem ? null : Find(changed.PassedOver.Notes, change.Place);
        if (!found.Equals(network))
        {
            _networks++;
            if (inOriginal is { IsDefault: false })
            {
                _contradicted.Add($"{model.Name} {change} changes the network, and is passed over as {inOriginal}");
            }
        }
        else if ((inOriginal ?? inChanged) is { } why)
        {
            _harmless++;
            _explained.Add(why);
        }
        else
        {
            _unexplained.Add($"{model.Name} {change}");
        }
    }

    /// <summary>The note of a place, or of one that it is in.</summary>
    private static Harmless? Find(IReadOnlyCollection<(string Place, Harmless What)> notes, string place)
    {
        foreach ((string noted, Harmless what) in notes)
        {
            if (IsIn(place, noted))
            {
                return what;
            }
        }

        return null;
    }

    private static bool IsIn(string place, string noted) =>
        place.StartsWith(noted, StringComparison.Ordinal) && (place.Length == noted.Length || place[noted.Length] == '/');
}
