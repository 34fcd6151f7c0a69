using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>What a layer's attribute beside a model states: only what is written is compared.</summary>
internal sealed record StatedLayer(
    bool IsLstm, int? Input, int? Units, int? Steps, bool? UseBias, EquatableArray<StatedOption> Options)
{
    public string AttributeName => IsLstm ? "[Lstm]" : "[Dense]";
}

/// <summary>Another option of a layer, by the name of the attribute's property and with its value as a reader writes it.</summary>
internal sealed record StatedOption(string Name, string Value);
