using System.Collections.Generic;
using LstmGen.Tool.Importing.PyTorch;

namespace LstmGen.Tool.Importing.Safetensors;

/// <summary>A PyTorch state_dict in a safetensors file, whose tensors stand in no order that says how the modules run.</summary>
internal sealed class SafetensorsFormat : IModelFormat
{
    public string Name => "PyTorch state_dict (safetensors)";

    public bool Matches(ModelInput input) => input.HasExtension(".safetensors") || SafetensorsFile.LooksLike(input.Bytes);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        TensorTable tensors = SafetensorsFile.Read(input, out IReadOnlyList<string> names);
        IReadOnlyList<PyTorchModule> modules = PyTorchModules.Find(tensors, names);
        IReadOnlyList<PyTorchModule> order = options.Layers.Count > 0
            ? PyTorchOrder.Given(modules, options.Layers)
            : PyTorchOrder.RequireOrdinary(PyTorchOrder.BySizes(modules), isStated: false);
        return new ImportedModel(
            PyTorchStateDict.Build(tensors, order, options.Skip ?? false, options),
            Name, "PyTorch", GateOrder.PyTorch.Text, tensors.Uses, []);
    }
}
