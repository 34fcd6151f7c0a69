using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>What a file of RTNeural or AIDA-X says of its origin, in an object of its own or beside the layers.</summary>
internal static class RtNeuralFacts
{
    public static EquatableArray<ModelFact> Of(JsonModel json)
    {
        var facts = new FactList();
        foreach (JsonModel? place in new[] { json.Find("metadata"), json })
        {
            facts
                .Add(FactKind.Title, place, "name")
                .Add(FactKind.Title, place, "model_name")
                .Add(FactKind.ModeledBy, place, "author")
                .Add(FactKind.SampleRate, place, "samplerate")
                .Add(FactKind.SampleRate, place, "sample_rate");
        }

        return facts.Facts;
    }
}
