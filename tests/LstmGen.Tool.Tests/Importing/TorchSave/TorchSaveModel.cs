using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.TorchSave;

/// <summary>Files as torch.save writes them, with any pickle and any storages.</summary>
internal static class TorchSaveModel
{
    /// <summary>The parameters of an LSTM of one feature and one unit.</summary>
    private static readonly (string Name, Int128[] Sizes)[] Lstm = [("rec.weight_ih_l0", [4, 1]), ("rec.weight_hh_l0", [4, 1])];

    /// <summary>The zip form.</summary>
    public static byte[] Zip(byte[] pickle, params (string Name, byte[] Bytes)[] entries) =>
        KerasGolden.Zip([("m/data.pkl", pickle), .. entries.Any(entry => entry.Name == "m/version") ? [] : new[] { ("m/version", "3\n"u8.ToArray()) }, .. entries]);

    /// <summary>A state_dict of an LSTM that is good, with what a test adds to the dictionary, and the storages 0 and 1.</summary>
    public static byte[] Good(Action<PickleWriter>? add = null, params (string Name, byte[] Bytes)[] entries) =>
        Zip(StateDict(add), [("m/data/0", Floats(4)), ("m/data/1", Floats(4)), .. entries]);

    public static byte[] StateDict(Action<PickleWriter>? add = null)
    {
        PickleWriter pickle = new PickleWriter().Op("}(");
        for (int i = 0; i < Lstm.Length; i++)
        {
            pickle.Text(Lstm[i].Name).Tensor(FormattableString.Invariant($"{i}"), 4, 0, Lstm[i].Sizes, [1, 1]);
        }

        add?.Invoke(pickle);
        return pickle.Op("u").Done();
    }

    public static byte[] Floats(int count) => [.. Enumerable.Range(1, count).SelectMany(value => BitConverter.GetBytes(value / 8f))];

    public static ImportedModel Import(byte[] bytes, ImportOptions? options = null) => ModelImporter.Import(new ModelInput("model.pt", bytes), options ?? new ImportOptions());

    public static string Error(byte[] bytes, ImportOptions? options = null) => ModelCheck.Error(bytes, "model.pt", options);
}
