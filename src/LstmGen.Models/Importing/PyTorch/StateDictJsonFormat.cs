using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.PyTorch;

/// <summary>
/// A PyTorch state_dict as JSON, as RTNeural's examples write it: <c>{"lstm.weight_ih_l0": [[…]], …}</c>, or in a checkpoint. The
/// modules run in
/// the order of the file, in which they were declared.
/// </summary>
internal sealed class StateDictJsonFormat : IModelFormat
{
    public string Name => "PyTorch state_dict (JSON)";

    public bool TakesLeaveOut => true;

    public bool Matches(ModelInput input) =>
        input.Json is { IsObject: true } json && !IsGuitarMl(json) && Checkpoint.IsOne(json, MembersOf);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        JsonModel json = input.Json!;
        var leftOut = new LeftOut(options);
        JsonModel stateDict = Checkpoint.StateDict(json, MembersOf, leftOut, (name, why) => json.PassOver(name, why)).Value;
        TensorTable tensors = Tensors(stateDict, out IReadOnlyList<string> names);
        Network network = PyTorchStateDict.Read(tensors, names, TensorOrder.Stacked, leftOut, options);
        foreach (string name in leftOut.Tensors)
        {
            stateDict.PassOver(name, CheckpointHarmless.LeftOut);
        }

        return new ImportedModel(network, Name, "PyTorch", GateOrder.PyTorch.Text, [.. tensors.Uses, .. leftOut.Members], []);
    }

    /// <summary>The tensors of an object whose members are tensors, and their names in the order of the file.</summary>
    public static TensorTable Tensors(JsonModel json, out IReadOnlyList<string> names)
    {
        var tensors = new TensorTable();
        var order = new List<string>();
        foreach ((string name, JsonModel value) in json.Members)
        {
            tensors.Add(value.Tensor(name));
            order.Add(name);
        }

        names = order;
        return tensors;
    }

    private static IEnumerable<(string Name, JsonModel Value)>? MembersOf(JsonModel json) => json.IsObject ? json.Members : null;

    /// <summary>
    /// GuitarML's files have a state_dict too, and describe it beside it; one without anything else is recognised by its module.
    /// </summary>
    private static bool IsGuitarMl(JsonModel json) => json.Find("model_data") is not null
        || (json.Names.Count() == 1 && json.Find("state_dict") is { IsObject: true } only && only.Find("rec.weight_ih_l0") is not null);
}
