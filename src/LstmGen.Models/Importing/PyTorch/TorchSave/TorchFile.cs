using System;
using System.Collections.Generic;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>What <c>torch.save</c> wrote: one object, and the storages of its tensors.</summary>
/// <param name="root">The object.</param>
/// <param name="storages">The storages that it requests, by their keys.</param>
/// <param name="read">The bytes of a storage, little-endian, and where they begin in what is returned.</param>
internal sealed class TorchFile(
    object root, IReadOnlyDictionary<string, TorchStorage> storages, Func<TorchStorage, (byte[] Bytes, int Start)> read)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public object Root { get; } = root;

    /// <summary>Reads the values of a tensor, as many as its shape has, which the caller must have limited.</summary>
    /// <exception cref="ModelException">They are whole numbers, or damaged.</exception>
    public float[] Values(string name, TorchTensor tensor)
    {
        NumberType type = tensor.Storage.Type;
        (byte[] bytes, int start) = type.Read is null ? ([], 0) : read(tensor.Storage);
        _read.Add(tensor.Storage.Key);
        return type.Values(name, bytes, start, tensor.Places());
    }

    /// <summary>Notes the storages that weren't read.</summary>
    public void NoteRest(PassedOver passedOver)
    {
        foreach (string key in storages.Keys)
        {
            if (!_read.Contains(key))
            {
                passedOver.Note(PassedOver.Below("/data", key), TorchHarmless.NotRead);
            }
        }
    }
}
