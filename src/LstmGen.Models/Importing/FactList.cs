using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing;

/// <summary>
/// Collects what a file says besides its network. None of it changes what is computed, so values of the wrong kind are left out.
/// </summary>
internal sealed class FactList
{
    private readonly Dictionary<FactKind, ModelFact> _facts = [];

    /// <summary>All of them, in the order in which they are written.</summary>
    public EquatableArray<ModelFact> Facts => new(FactKind.OfMetadata.Where(_facts.ContainsKey).Select(kind => _facts[kind]));

    /// <summary>Takes the members of an object that are named like facts, except those that a file can't know about itself.</summary>
    public FactList Add(JsonModel? json)
    {
        foreach (FactKind kind in FactKind.OfMetadata.Where(kind => kind != FactKind.ModelHash && kind != FactKind.Scaler))
        {
            Add(kind, json, kind.Word);
        }

        return this;
    }

    /// <summary>Takes a member of an object, unless the fact is already known.</summary>
    /// <param name="json">Possibly an object.</param>
    public FactList Add(FactKind kind, JsonModel? json, string member)
    {
        if (json is { IsObject: true } && json.Find(member) is { } value)
        {
            if (kind.IsText && value.IsString)
            {
                Add(kind, value.Text);
            }
            else if (!kind.IsText && Number(value) is double number && double.IsFinite(number))
            {
                _facts.TryAdd(kind, new ModelFact(kind, number));
            }
        }

        return this;
    }

    public FactList Add(FactKind kind, string? text)
    {
        if (text?.Trim() is { Length: > 0 } there)
        {
            _facts.TryAdd(kind, new ModelFact(kind, FactKind.Cut(there)));
        }

        return this;
    }

    public FactList Add(IEnumerable<ModelFact> facts)
    {
        foreach (ModelFact fact in facts)
        {
            _facts.TryAdd(fact.Kind, fact);
        }

        return this;
    }

    /// <summary>A number, which some programs write as text.</summary>
    private static double? Number(JsonModel value) => value.IsNumber ? value.Double
        : value.IsString && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : null;
}
