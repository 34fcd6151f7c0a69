using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Tool.Importing.PyTorch;

/// <summary>A PyTorch state_dict as bare JSON, as RTNeural's examples write it: <c>{"lstm.weight_ih_l0": [[…]], …}</c>. The modules run in the order of the file, in which they were declared.</summary>
internal sealed class StateDictJsonFormat : IModelFormat
{
    public string Name => "PyTorch state_dict (JSON)";

    public bool Matches(ModelInput input) =>
        input.Json is { IsObject: true } json && json.Names.Any(name => PyTorchParameter.Parse(name).Layer is not null);

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        TensorTable tensors = Tensors(input.Json!, out IReadOnlyList<string> names);
        IReadOnlyList<PyTorchModule> modules = PyTorchModules.Find(tensors, names);
        IReadOnlyList<PyTorchModule> order = options.Layers.Count > 0 ? PyTorchOrder.Given(modules, options.Layers)
            : IsAsDeclared(names) ? PyTorchOrder.RequireOrdinary(modules, isStated: true)
            : PyTorchOrder.RequireOrdinary(PyTorchOrder.BySizes(modules), isStated: false);
        return new ImportedModel(
            PyTorchStateDict.Build(tensors, order, options.Skip ?? false, options),
            Name, "PyTorch", GateOrder.PyTorch.Text, tensors.Uses, []);
    }

    /// <summary>Whether the names stand as PyTorch wrote them, each weight_ih in front of its weight_hh, and not sorted by who wrote the JSON.</summary>
    private static bool IsAsDeclared(IReadOnlyList<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (PyTorchParameter parameter in names.Select(PyTorchParameter.Parse).Where(parameter => parameter.Layer == 0))
        {
            if (parameter.Part == "weight_ih")
            {
                seen.Add(parameter.Module);
            }
            else if (!seen.Contains(parameter.Module))
            {
                return false;
            }
        }

        return true;
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
}
