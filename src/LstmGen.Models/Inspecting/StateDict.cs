using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.PyTorch;

namespace LstmGen.Models.Inspecting;

/// <summary>A tensor of a state_dict.</summary>
internal sealed record NamedTensor(string Name, IReadOnlyList<long> Shape, string Type);

/// <summary>A dictionary that has tensors, and the modules to which they belong.</summary>
/// <param name="Path">Where it is in a checkpoint; empty for the file itself.</param>
internal sealed record StateDict(string Path, IReadOnlyList<NamedTensor> Tensors)
{
    /// <summary>The modules, each of which is tried alone with the importer, so that every one that it refuses is found.</summary>
    /// <param name="isInCheckpoint">Whether the file has other dictionaries of tensors.</param>
    public IEnumerable<ContentRow> Modules(bool isInCheckpoint, ImportOptions options)
    {
        // Other members of a checkpoint aren't modules, whether they are known or left out.
        if (Path.Split('.').Any(name => CheckpointHarmless.Find(name) is not null || options.LeaveOut.Contains(name)))
        {
            return [];
        }

        var table = new TensorTable();
        foreach (NamedTensor tensor in Tensors.Where(tensor => !table.Has(tensor.Name)))
        {
            table.Add(new Tensor(tensor.Name, tensor.Shape, tensor.Type, () => []));
        }

        string wrapper = PyTorchParameter.WrapperOf([.. Tensors.Select(tensor => tensor.Name)]);

        // Numbers beside a state_dict, such as an epoch, are known to belong to training.
        return Tensors
            .Where(tensor => !(isInCheckpoint && Path.Length == 0 && CheckpointHarmless.Find(tensor.Name) is not null))
            .GroupBy(tensor => PyTorchParameter.Parse(tensor.Name, wrapper).Module, StringComparer.Ordinal)
            .Take(FileContents.MostItems)
            .Select(module => Row(module.Key, [.. module.Select(tensor => tensor.Name)], table, wrapper, options));
    }

    private static ContentRow Row(string module, string[] names, TensorTable table, string wrapper, ImportOptions options)
    {
        int start = wrapper.Length + (module.Length == 0 ? 0 : module.Length + 1);
        string parts = string.Join(", ", names.Take(8).Select(name => TensorRows.Plain(name[start..]))) + (names.Length > 8 ? ", …" : "");
        bool isLeftOut = options.LeaveOut.Any(stated => module == stated || module.StartsWith(stated + ".", StringComparison.Ordinal));
        return new ContentRow([TensorRows.Plain(module), isLeftOut ? "left out" : parts], isLeftOut ? null
            : ObstacleOf(module, names, table, wrapper));
    }

    private static Obstacle? ObstacleOf(string module, string[] names, TensorTable table, string wrapper)
    {
        try
        {
            _ = PyTorchModules.Find(table, names, wrapper);
            return null;
        }
        catch (ModelException exception)
        {
            return new Obstacle("module " + Shown.Text(module), exception.Message);
        }
    }
}
