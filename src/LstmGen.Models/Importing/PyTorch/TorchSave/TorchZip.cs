using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.PyTorch.Pickles;

namespace LstmGen.Models.Importing.PyTorch.TorchSave;

/// <summary>
/// The form since PyTorch 1.6: a zip of a pickle, <c>NAME/data.pkl</c>, and one entry for each storage, <c>NAME/data/KEY</c>.
/// </summary>
internal sealed class TorchZip
{
    private const string Pickle = "data.pkl";

    /// <summary>An additional entry of TorchScript files.</summary>
    private const string Code = "constants.pkl";

    /// <summary>An entry of torch.export files.</summary>
    private const string Exported = "archive_format";

    private const long MostPickle = 2_000_001;

    /// <summary>The parameters of the largest network in double precision, and as much again for whatever shares their storages.</summary>
    private const long MostNumbers = 2 * 8 * Limits.TrainedParameters;

    private readonly ModelZip _zip;
    private readonly string _folder;
    private readonly bool _isBigEndian;
    private readonly Dictionary<string, byte[]> _read = new(StringComparer.Ordinal);
    private long _left = MostNumbers;

    private TorchZip(ModelZip zip, string folder, ModelInput input)
    {
        _zip = zip;
        _folder = folder;
        _isBigEndian = IsBigEndian(input);
    }

    /// <summary>Whether a file's entries are those of this form, or of TorchScript. It never throws.</summary>
    public static bool LooksLike(ModelInput input)
    {
        try
        {
            return ModelZip.LooksLike(input)
                && ModelZip.Open(input.Bytes).Names.Any(name => IsFile(name, Pickle) || IsFile(name, Code) || IsFile(name, Exported));
        }
        catch (ModelException)
        {
            return false;
        }
    }

    /// <exception cref="ModelException">The file is damaged, or contains something other than tensors and their containers.</exception>
    public static TorchFile Read(ModelInput input)
    {
        ModelZip zip = ModelZip.Open(input.Bytes);
        RefuseOthers(zip, input);
        string[] pickles = [.. zip.Names.Where(name => IsFile(name, Pickle))];
        if (pickles.Length != 1)
        {
            throw new ModelException($"the zip has {(pickles.Length == 0 ? "no entry" : "several entries")} 'NAME/{Pickle}', and a file of torch.save has one; it has {Shown.List(zip.Names)}");
        }

        var file = new TorchZip(zip, pickles[0][..^Pickle.Length], input);
        var names = new TorchNames();
        object root = Unpickler.Read(zip.Read(pickles[0], MostPickle), 0, names, Pickle, out int end);
        if (end != zip.LengthOf(pickles[0]))
        {
            throw new ModelException(FormattableString.Invariant($"{Pickle} has {zip.LengthOf(pickles[0]):N0} bytes, and its pickle ends at {end:N0}"));
        }

        file.CheckEntries(names.Asked, input);
        return new TorchFile(root, names.Asked, file.Storage);
    }

    private static bool IsFile(string entry, string name) => entry == name || entry.EndsWith("/" + name, StringComparison.Ordinal);

    private static void RefuseOthers(ModelZip zip, ModelInput input)
    {
        string file = Shown.FileName(input.Path);
        if (zip.Names.Any(name => IsFile(name, Code)))
        {
            throw new ModelException($"the file is TorchScript (torch.jit.save), which holds code; save its parameters alone, in Python: torch.save(torch.jit.load('{file}').state_dict(), 'model.pt')");
        }

        if (zip.Names.Any(name => IsFile(name, Exported)))
        {
            throw new ModelException($"the file is an exported program (torch.export.save), which holds code; save its parameters alone, in Python: torch.save(torch.export.load('{file}').state_dict, 'model.pt')");
        }
    }

    /// <summary>
    /// Checks that every entry is known, that each storage has the bytes given by the pickle, and that none is left over.
    /// </summary>
    private void CheckEntries(IReadOnlyDictionary<string, TorchStorage> storages, ModelInput input)
    {
        foreach (string entry in _zip.Names)
        {
            string name = entry.StartsWith(_folder, StringComparison.Ordinal) ? entry[_folder.Length..] : "/" + entry;
            if (name is ".format_version" or ".storage_alignment" or ".data/serialization_id")
            {
                input.PassedOver.Note(PassedOver.Below("", name), TorchHarmless.Written);
            }
            else if (name.StartsWith("data/", StringComparison.Ordinal) ? !storages.ContainsKey(name[5..]) : name is not (Pickle or "version" or "byteorder"))
            {
                throw new ModelException($"the zip has the entry {Shown.Text(entry)}, which {(name.StartsWith("data/", StringComparison.Ordinal) ? "no tensor of the file uses" : "isn't known: it could change what is computed")}");
            }
        }

        CheckVersion(input);
        foreach (TorchStorage storage in storages.Values)
        {
            if (_zip.LengthOf(Entry(storage)) != storage.Length)
            {
                throw new ModelException(FormattableString.Invariant(
                    $"the storage {Shown.Text(storage.Key)} has {storage.Count:N0} numbers of the type {storage.Type.Name} by the pickle, which are {storage.Length:N0} bytes, and the zip has {(_zip.LengthOf(Entry(storage)) is long length ? $"{length:N0}" : "none")}"));
            }
        }
    }

    /// <summary>Versions 1 to 3 differ in what TorchScript means by its code, not in tensors.</summary>
    private void CheckVersion(ModelInput input)
    {
        string version = Encoding.Latin1.GetString(_zip.Read(_folder + "version", 100)).TrimEnd('\n');
        input.PassedOver.Note("/version", TorchHarmless.Version, "tensors as they are");
        if (version is not ("1" or "2" or "3"))
        {
            throw new ModelException($"the file's version is {Shown.Text(version)}; 1, 2 and 3 are known");
        }
    }

    private bool IsBigEndian(ModelInput input)
    {
        string entry = _folder + "byteorder";
        input.PassedOver.Note("/byteorder", TorchHarmless.ByteOrder);
        string order = _zip.LengthOf(entry) is null ? "little" : Encoding.Latin1.GetString(_zip.Read(entry, 100));
        return order == "big" || (order == "little" ? false : throw new ModelException($"the file's byteorder is {Shown.Text(order)}; there are little and big"));
    }

    private string Entry(TorchStorage storage) => _folder + "data/" + storage.Key;

    private (byte[] Bytes, int Start) Storage(TorchStorage storage)
    {
        if (!_read.TryGetValue(storage.Key, out byte[]? bytes))
        {
            _left -= storage.Length;
            if (_left < 0)
            {
                throw new ModelException(FormattableString.Invariant($"the storages of the file's parameters have more than {MostNumbers:N0} bytes; at most that many are read"));
            }

            bytes = _zip.Read(Entry(storage), storage.Length);
            _read.Add(storage.Key, bytes);
            if (_isBigEndian)
            {
                for (int at = 0; at < bytes.Length; at += storage.Type.Size)
                {
                    bytes.AsSpan(at, storage.Type.Size).Reverse();
                }
            }
        }

        return (bytes, 0);
    }
}
