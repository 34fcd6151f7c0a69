using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.GuitarMl;
using LstmGen.Models.Importing.PyTorch;
using LstmGen.Models.Importing.PyTorch.Pickles;
using LstmGen.Models.Importing.PyTorch.TorchSave;

namespace LstmGen.Models.Inspecting;

/// <summary>The state_dicts of PyTorch in each of their containers.</summary>
internal static class StateDictContents
{
    private const int MostDepth = 4;
    private const int LengthBytes = 8;

    public static Contents Json(string format, JsonModel json, ImportOptions options)
    {
        var dicts = new List<StateDict>();
        Find(
            json,
            value => value.IsObject ? value.Members.Take(FileContents.Most) : null,
            value => value.IsArray || value.IsNumber ? (TensorRows.ShapeOf(value), "number") : null,
            "", MostDepth, dicts, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return Of(format, dicts, options);
    }

    public static Contents GuitarMl(string format, JsonModel json)
    {
        string? unit = json.Find("model_data") is { IsObject: true } data && data.Find("unit_type") is { IsString: true } text ? text.Text
            : null;
        Contents contents = json.Find("state_dict") is { IsObject: true } dict ? Json(format, dict, new ImportOptions())
            : new Contents(format, null, [], []);
        if (unit is null || unit == GuitarMlFormat.UnitType)
        {
            return contents;
        }

        // A module of another unit type adds nothing: it is the same obstacle.
        var type = new ContentTable(["part", "value"],
            [new ContentRow(["unit_type", TensorRows.Plain(unit)], KnownCauses.Of("'model_data.unit_type' " + Shown.Text(unit), unit))]);
        return contents with
        {
            Tables = [type,
            .. contents.Tables.Select(table => table with { Rows = [.. table.Rows.Select(row => row with { Obstacle = null })] })]
        };
    }

    /// <summary>Only the header: even tensors of unknown types are shown.</summary>
    public static Contents Safetensors(string format, ModelInput input, ImportOptions options)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(input.Bytes);
        int most = (int)Math.Min(length, (ulong)(input.Bytes.Length - LengthBytes));
        JsonModel header = JsonModel.Parse(input.Bytes.AsMemory(LengthBytes, most), "the safetensors header", new PassedOver());
        IEnumerable<NamedTensor> tensors = header.Members
            .Where(member => member.Name != "__metadata__")
            .Take(FileContents.Most)
            .Select(member => new NamedTensor(member.Name, [.. member.Value["shape"].Items.Take(9).Select(size => size.Long)],
                member.Value["dtype"].Text));
        return Of(format, [new StateDict("", [.. tensors])], options);
    }

    public static Contents TorchSave(string format, ModelInput input, ImportOptions options)
    {
        if (Opened(input) is not { } file)
        {
            IEnumerable<ContentRow> entries = ModelZip.Open(input.Bytes).Names.Take(FileContents.Most)
                .Select(name => new ContentRow([TensorRows.Plain(name)]));
            return new Contents(format, null, [], [new ContentTable(["entry of the zip"], [.. entries])]);
        }

        var dicts = new List<StateDict>();
        Find(
            file.Root,
            value => (value as PickleDict)?.Items.Take(FileContents.Most)
                .Select(item => (item.Key as string ?? "(a key that isn't a string)", item.Value)),
            value => value is TorchTensor tensor ? (tensor.Shape, tensor.Storage.Type.Shown) : null,
            "", MostDepth, dicts, new HashSet<object>(ReferenceEqualityComparer.Instance));
        return Of(format, dicts, options);
    }

    private static TorchFile? Opened(ModelInput input)
    {
        try
        {
            return TorchSaveFormat.Open(input);
        }
        catch (ModelException)
        {
            return null;
        }
    }

    private static Contents Of(string format, List<StateDict> dicts, ImportOptions options) => new(
        format,
        null,
        [.. dicts.Where(dict => dict.Path.Length > 0).Take(FileContents.MostItems)
            .Select(dict => ("state_dict", TensorRows.Plain(dict.Path)))],
        [
            new ContentTable(
                ["module", "parameters"],
                [.. dicts.SelectMany(dict => dict.Modules(dicts.Count > 1, options)).Take(FileContents.MostItems)]),
            TensorRows.Table(dicts.SelectMany(dict =>
                dict.Tensors.Select(tensor =>
                    TensorRows.Row((dict.Path.Length == 0 ? "" : dict.Path + "/") + tensor.Name, tensor.Shape, tensor.Type)))
                        .Take(FileContents.Most)),
        ]);

    /// <summary>Finds the dictionaries that have tensors.</summary>
    private static void Find<T>(
        T at, Func<T, IEnumerable<(string Name, T Value)>?> membersOf, Func<T, (IReadOnlyList<long> Shape, string Type)?> tensorOf,
            string path, int depth, List<StateDict> found, HashSet<object> seen)
        where T : class
    {
        if (depth == 0 || seen.Count > FileContents.MostItems || !seen.Add(at) || membersOf(at) is not { } members)
        {
            return;
        }

        var tensors = new List<NamedTensor>();
        var dict = new StateDict(path, tensors);
        found.Add(dict);
        foreach ((string name, T value) in members)
        {
            if (tensorOf(value) is { } tensor)
            {
                tensors.Add(new NamedTensor(name, tensor.Shape, tensor.Type));
            }
            else
            {
                Find(value, membersOf, tensorOf, path.Length == 0 ? name : path + "." + name, depth - 1, found, seen);
            }
        }

        if (tensors.Count == 0)
        {
            found.Remove(dict);
        }
    }
}
