using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>What a layer's attribute beside a model states: only options that are given are compared.</summary>
internal sealed record StatedLayer(
    bool IsLstm, int? Input, int? Units, int? Steps, bool? UseBias, EquatableArray<StatedOption> Options)
{
    public string AttributeName => IsLstm ? "[Lstm]" : "[Dense]";
}

/// <summary>Another option of a layer, by the name of the attribute's property and with its value as written there.</summary>
internal sealed record StatedOption(string Name, string Value);
