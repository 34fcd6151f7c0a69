using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning.Members;

/// <summary>What reads and writes h and c of one layer of a state.</summary>
internal sealed class StateLayerMembers(Plan plan)
{
    private readonly Vocabulary _words = new(plan);

    /// <summary>The layers with a state, as the members number them.</summary>
    public static IReadOnlyList<LayerLayout> Layers(Plan plan) => [.. plan.Layouts.Where(layout => layout.Layer is RecurrentLayer)];

    /// <summary>The kinds of state that the layers have, each as the first layer has it.</summary>
    public static IEnumerable<SlotLayout> Kinds(Plan plan) =>
        Layers(plan).SelectMany(layout => layout.State).GroupBy(slot => slot.Slot.Word).Select(alike => alike.First());

    public IEnumerable<Member> All()
    {
        foreach (StateSlot slot in Kinds(plan).Select(kind => kind.Slot))
        {
            (string name, string what) = (slot.PascalName, $"{slot.Words} {slot.Name}");
            string each = slot.Count == Layers(plan)[0].Layer.Units ? "unit" : "value of its output";
            if (_words.State.IsObject ? plan.Target.Spans : !_words.State.IsCopied)
            {
                yield return Method(name, $"The {what} of an LSTM layer, a value for each {each}, to read or to write.", null) with
                {
                    Type = TypeUse.Run(plan.Element.Type, true, plan.Target),
                    Attributes = _words.State.IsObject ? [] : [.. StateMembers.UnscopedRef(plan)],
                };
                continue;
            }

            yield return Method(
                $"Copy{name}To", $"Copies the {what} of an LSTM layer, a value for each {each}.",
                _words.Whole("destination", "Room for as many values.", isWritten: true));
            yield return Method(
                $"Set{name}", $"Sets the {what} of an LSTM layer, a value for each {each}.", _words.Whole("source", "As many values."));
        }
    }

    private Member Method(string name, string summary, Parameter? run)
    {
        IReadOnlyList<LayerLayout> layers = Layers(plan);
        string numbers = layers.Count == 1
            ? $"Layer 0 is {layers[0].Layer.Name}."
            : $"The LSTM layers are numbered in order: {string.Join(", ", layers.Select((layout, i) => $"{i} is {layout.Layer.Name}"))}.";
        Parameter layer = Vocabulary.Number("layer", numbers);
        var none = new Thrown("ArgumentOutOfRangeException", "There is no such layer.");
        return new Member(MemberKind.Method, "public", name)
        {
            Documentation = new Documentation(summary)
            {
                Exceptions = run is null ? [none] : [new Thrown("ArgumentException", "It has another length."), none],
            },
            Parameters = run is null ? [layer] : [layer, run],
            Checks = run is null ? [] : [new IsGiven(run)],
            Body = new IsOwn(),
        };
    }
}
