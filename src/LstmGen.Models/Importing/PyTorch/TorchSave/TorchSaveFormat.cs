using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.PyTorch.Pickles;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>
/// A PyTorch state_dict as <c>torch.save</c> writes it (<c>.pt</c>, <c>.pth</c>, <c>.ckpt</c>), alone or in a checkpoint. Its tensors are
/// in the order in which their modules were declared.
/// </summary>
internal sealed class TorchSaveFormat : IModelFormat
{
    /// <summary>The place of the object in the file.</summary>
    private const string Place = "/root";

    private static readonly string[] Extensions = [".pt", ".pth", ".ckpt"];

    public string Name => "PyTorch state_dict (torch.save)";

    public bool TakesLeaveOut => true;

    public bool Matches(ModelInput input) =>
        TorchStream.IsPickle(input) || TorchZip.LooksLike(input)
        || (ModelZip.LooksLike(input) && Array.Exists(Extensions, input.HasExtension));

    /// <exception cref="ModelException">The file is damaged, or contains something other than tensors and their containers.</exception>
    public static TorchFile Open(ModelInput input) => input.Once(() => ModelZip.LooksLike(input) ? TorchZip.Read(input) : TorchStream.Read(input));

    public ImportedModel Read(ModelInput input, ImportOptions options)
    {
        TorchFile file = Open(input);
        if (file.Root is not PickleDict root)
        {
            throw new ModelException($"the file holds {What(file.Root)}, and a state_dict is needed. {TorchNames.Advice}");
        }

        var leftOut = new LeftOut(options);
        (string member, object stateDict) = Checkpoint.StateDict<object>(
            root, MembersOf, leftOut, (name, why) => input.PassedOver.Note(PassedOver.Below(Place, name), why));
        string place = member.Length == 0 ? Place : PassedOver.Below(Place, member);
        input.PassedOver.Note(PassedOver.NameOf(place), CheckpointHarmless.Name);
        TensorTable tensors = Tensors((PickleDict)stateDict, place, file, input, out IReadOnlyList<string> names);
        Network network = PyTorchStateDict.Read(tensors, names, TensorOrder.Declared, leftOut, options);
        file.NoteRest(input.PassedOver);
        foreach (string name in leftOut.Tensors)
        {
            input.PassedOver.Note(PassedOver.Below(place, name), CheckpointHarmless.LeftOut);
        }

        return new ImportedModel(network, Name, "PyTorch", GateOrder.PyTorch.Text, [.. tensors.Uses, .. leftOut.Members], []);
    }

    private static IEnumerable<(string Name, object Value)>? MembersOf(object value) =>
        (value as PickleDict)?.Items.Select(item => (item.Key as string ?? "(a key that isn't a string)", item.Value));

    private static TensorTable Tensors(
        PickleDict stateDict, string place, TorchFile file, ModelInput input, out IReadOnlyList<string> names)
    {
        var tensors = new TensorTable();
        var order = new List<string>();
        foreach ((object key, object value) in stateDict.Items)
        {
            if (key is not string name)
            {
                throw new ModelException($"the state_dict has {What(key)} as a key; names are needed");
            }

            TorchTensor tensor = value as TorchTensor
                ?? throw new ModelException($"the state_dict's {Shown.Text(name)} is {What(value)}; a tensor is needed. {TorchNames.Advice}");
            tensors.Add(new Tensor(name, tensor.Shape, tensor.Storage.Type.Shown, () => file.Values(name, tensor)));
            order.Add(name);
            input.PassedOver.Note(PassedOver.Below(PassedOver.Below(place, name), "device"), TorchHarmless.Device);
        }

        RequireMetadataAlone(stateDict);
        input.PassedOver.Note(PassedOver.Below(place, "_metadata"), TorchHarmless.Metadata);
        names = order;
        return tensors;
    }

    /// <summary>PyTorch gives a state_dict one attribute.</summary>
    private static void RequireMetadataAlone(PickleDict stateDict)
    {
        if (stateDict.Attributes?.Items.FirstOrDefault(item => item.Key is not "_metadata").Key is { } other)
        {
            throw new ModelException($"the state_dict has the attribute {(other is string name ? Shown.Text(name) : What(other))}, which isn't known: it could change what is computed");
        }
    }

    /// <summary>What a value is, for messages.</summary>
    private static string What(object value) => value switch
    {
        PickleNone => "None",
        bool => "True or False",
        string => "a string",
        byte[] => "bytes",
        double => "a number",
        PickleTuple => "a tuple",
        PickleList => "a list",
        PickleDict => "a dictionary",
        TorchTensor => "one tensor",
        TorchStorage => "a storage",
        PickleOpaque opaque => "an object of " + Shown.Text(opaque.Name),
        PickleFunction function => "the function " + Shown.Text(function.Name),
        TorchStorageClass => "a class of storages",
        _ => "a whole number",
    };
}
