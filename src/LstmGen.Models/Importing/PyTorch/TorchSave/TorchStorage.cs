using LstmGen.Models.Importing.PyTorch.Pickles;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>A class of storages, such as <c>torch.FloatStorage</c>.</summary>
internal sealed record TorchStorageClass(NumberType Type);

/// <summary>An array of numbers outside the pickle, which several tensors may share.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Count">How many numbers it has.</param>
internal sealed record TorchStorage(string Key, NumberType Type, long Count)
{
    /// <summary>How many bytes it must have. The count is limited by the file's length.</summary>
    public long Length => Count * Type.Size;

    /// <summary>
    /// Reads the tuple with which a pickle requests a storage: ('storage', class, key, device, count), and in the older form one more.
    /// </summary>
    /// <exception cref="PickleException">It is something else.</exception>
    public static TorchStorage Of(object id)
    {
        if (id is not PickleTuple { Items: { Count: 5 or 6 } items } || items[0] is not "storage")
        {
            throw new PickleException(id is PickleTuple { Items: ["module", ..] }
                ? $"it asks for a whole module. {TorchNames.Advice}"
                : "it asks for something that isn't the storage of a tensor");
        }

        if (items[1] is not TorchStorageClass storage || items[2] is not string key || items[3] is not string || items[4] is not long count)
        {
            throw new PickleException("the storage isn't stated as a class, a key, a device and a count");
        }

        if (items.Count == 6 && items[5] is not PickleNone)
        {
            throw new PickleException($"the storage {Shown.Text(key)} is a view of another one, which isn't supported");
        }

        return count is >= 0 and <= ModelInput.MostBytes
            ? new TorchStorage(key, storage.Type, count)
            : throw new PickleException(System.FormattableString.Invariant($"the storage {Shown.Text(key)} has {count:N0} numbers, more than any file has"));
    }
}
