using LstmGen.Generator.Model;

namespace LstmGen.Generator.Reading;

/// <summary>What a layer's attribute beside a model states: only what is written is compared.</summary>
internal sealed record StatedLayer(
    bool IsLstm, int? Input, int? Units, int? Steps, bool? UseBias, bool? ReturnSequences, Activation? Activation, Activation? RecurrentActivation)
{
    public string AttributeName => IsLstm ? "[Lstm]" : "[Dense]";
}
