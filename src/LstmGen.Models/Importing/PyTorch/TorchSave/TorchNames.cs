using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.PyTorch.Pickles;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>The Python names that a pickle of <c>torch.save</c> may use, and the storages that it names.</summary>
internal sealed class TorchNames : IPickleNames
{
    /// <summary>What to do where the file has more than parameters.</summary>
    public const string Advice = "Save the parameters alone, in Python: torch.save(model.state_dict(), 'model.pt')";

    /// <summary>The classes of storages by PyTorch's names, and the number types by those of safetensors.</summary>
    private static readonly Dictionary<string, string> Storages = new(StringComparer.Ordinal)
    {
        ["FloatStorage"] = "F32",
        ["DoubleStorage"] = "F64",
        ["HalfStorage"] = "F16",
        ["BFloat16Storage"] = "BF16",
        ["LongStorage"] = "I64",
        ["IntStorage"] = "I32",
        ["ShortStorage"] = "I16",
        ["CharStorage"] = "I8",
        ["ByteStorage"] = "U8",
        ["BoolStorage"] = "BOOL",
    };

    private static readonly Dictionary<string, object> Known = new[]
    {
        new Function("collections.OrderedDict", OrderedDict),
        new Function("torch._utils._rebuild_tensor", OlderTensor),
        new Function("torch._utils._rebuild_tensor_v2", Tensor),
        new Function("torch._utils._rebuild_parameter", Parameter),
        new Function("torch.Size", arguments => arguments is [PickleTuple sizes] ? sizes : throw new PickleException("a torch.Size has one tuple")),
    }.ToDictionary(function => function.Name, object (function) => function, StringComparer.Ordinal);

    /// <summary>
    /// What checkpoints have beside a state_dict, in options and in training records. They are never created; a state_dict that contains
    /// one is an error.
    /// </summary>
    private static readonly HashSet<string> Opaque = new(StringComparer.Ordinal)
    {
        "argparse.Namespace", "collections.defaultdict", "collections.Counter", "builtins.set", "builtins.dict", "builtins.list",
        "builtins.int", "builtins.float",
        "__builtin__.set", "pathlib.Path", "pathlib.PosixPath", "pathlib.WindowsPath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath",
        "_codecs.encode",
        "numpy.dtype", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar", "torch.device", "torch.float32", "torch.float64",
        "torch.float16", "torch.bfloat16",
        "torch.int64", "torch.int32", "pytorch_lightning.utilities.parsing.AttributeDict",
        "lightning.pytorch.utilities.parsing.AttributeDict",
        "lightning_fabric.utilities.data.AttributeDict", "lightning.fabric.utilities.data.AttributeDict",
    };

    private readonly Dictionary<string, TorchStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>The storages that the pickle has requested.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Asked => _storages;

    public object? Find(string module, string name)
    {
        string full = module + "." + name;
        return module is "torch" or "torch.cuda" && Storages.TryGetValue(name, out string? type)
            ? new TorchStorageClass(NumberType.Find(type, ""))
            : Known.TryGetValue(full, out object? known) ? known
            : Opaque.Contains(full) ? new PickleOpaque(full)
            : null;
    }

    public object FindPersistent(object id)
    {
        TorchStorage storage = TorchStorage.Of(id);
        if (!_storages.TryAdd(storage.Key, storage) && _storages[storage.Key] != storage)
        {
            throw new PickleException($"the storage {Shown.Text(storage.Key)} is asked for as one of {_storages[storage.Key].Count} {_storages[storage.Key].Type.Name}, and as one of {storage.Count} {storage.Type.Name}");
        }

        return storage;
    }

    public ModelException Unknown(string name, string where, bool isRoot) => new(
        isRoot || name.StartsWith("torch.nn.", StringComparison.Ordinal)
            ? $"the file is a whole model, as torch.save(model) writes it: its pickle asks for {Shown.Text(name)} ({where}), and the code of a class isn't run. {Advice}"
            : $"the pickle asks for {Shown.Text(name)} ({where}); only tensors, dictionaries, lists, numbers and strings are read, and nothing is run. {Advice}");

    private static object OrderedDict(IReadOnlyList<object> arguments)
    {
        var dictionary = new PickleDict();
        if (arguments is [PickleList pairs])
        {
            // As Python 2 wrote it.
            foreach (object pair in pairs.Items)
            {
                IReadOnlyList<object>? items = pair is PickleList list ? list.Items : (pair as PickleTuple)?.Items;
                dictionary.Add(items is [object key, _] ? key : throw new PickleException("an OrderedDict is made of pairs"), items[1]);
            }
        }

        return arguments.Count == 0 || arguments is [PickleList] ? dictionary : throw new PickleException("an OrderedDict has no arguments");
    }

    private static TorchTensor OlderTensor(IReadOnlyList<object> arguments) =>
        arguments.Count == 4 ? TorchTensor.Of(arguments) : throw new PickleException("a tensor has a storage, an offset, sizes and strides");

    /// <summary>Storage, offset, sizes, strides, requires_grad, hooks, and flags of newer versions.</summary>
    private static TorchTensor Tensor(IReadOnlyList<object> arguments)
    {
        if (arguments is not [_, _, _, _, bool, PickleDict { Items.Count: 0 }] and not [_, _, _, _, bool, PickleDict { Items.Count: 0 }, _])
        {
            throw new PickleException("a tensor has a storage, an offset, sizes, strides, requires_grad, and no hooks");
        }

        return arguments.Count == 6 || arguments[6] is PickleNone or PickleDict { Items.Count: 0 }
            ? TorchTensor.Of(arguments)
            : throw new PickleException("a tensor has flags, such as conj or neg, which aren't supported");
    }

    /// <summary>A tensor, requires_grad, and hooks.</summary>
    private static object Parameter(IReadOnlyList<object> arguments) =>
        arguments is [TorchTensor tensor, bool, PickleDict { Items.Count: 0 }]
        ? tensor
        : throw new PickleException("a parameter has a tensor, requires_grad, and no hooks");

    private sealed class Function(string name, Func<IReadOnlyList<object>, object> call) : PickleFunction(name)
    {
        public override object Call(IReadOnlyList<object> arguments) => call(arguments);
    }
}
