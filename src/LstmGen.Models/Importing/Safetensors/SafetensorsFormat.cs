using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.PyTorch;

namespace LstmGen.Models.Importing.Safetensors;

/// <summary>A PyTorch state_dict in a safetensors file, whose tensors are in no order that says how the modules run.</summary>
internal sealed class SafetensorsFormat : IModelFormat
{
    public string Name => "PyTorch state_dict (safetensors)";

    public bool TakesLeaveOut => true;

    public bool Matches(ModelInput input) => input.HasExtension(".safetensors") || SafetensorsFile.LooksLike(input.Bytes);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        TensorTable tensors = SafetensorsFile.Read(input, out IReadOnlyList<string> names);
        var leftOut = new LeftOut(options);
        Network network = PyTorchStateDict.Read(tensors, names, TensorOrder.None, leftOut, options);
        foreach (string name in leftOut.Tensors)
        {
            input.PassedOver.Note(PassedOver.Below("", name), CheckpointHarmless.LeftOut);
            input.PassedOver.Note(PassedOver.Below("/data", name), CheckpointHarmless.LeftOut);
        }

        return new ImportedModel(network, Name, "PyTorch", GateOrder.PyTorch.Text, tensors.Uses, []);
    }
}
