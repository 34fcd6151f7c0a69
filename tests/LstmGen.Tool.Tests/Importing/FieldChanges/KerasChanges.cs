using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Converter.Hdf5;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;
using LstmGen.Models.Importing.Keras;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Changes every field of Keras' files. HDF5 is read once for all changes.</summary>
internal static class KerasChanges
{
    private const string Weights = "model.weights.h5";

    /// <summary>A .keras file: the JSON in its zip, and what its HDF5 file holds.</summary>
    public static IEnumerable<FieldChange> OfZip(ModelInput input)
    {
        ModelZip zip = ModelZip.Open(input.Bytes);
        var entries = zip.Names.Select(name => (Name: name, Bytes: zip.Read(name, int.MaxValue))).ToList();
        Hdf5File file = Read(entries.Find(entry => entry.Name == Weights).Bytes);
        yield return new FieldChange(ChangeKind.Value, "", FieldChangeRun.Unchanged, () => File("", [], file));
        foreach ((string name, byte[] bytes) in entries)
        {
            yield return new FieldChange(ChangeKind.Remove, name, "is removed", () => File(name, null, file));
            IEnumerable<FieldChange> changes = name == Weights
                ? Hdf5Changes.Of(file, name, changed => File("", [], changed))
                : JsonChanges.Of(bytes, name, json => File(name, json, file));
            foreach (FieldChange change in changes)
            {
                yield return change;
            }
        }

        yield return new FieldChange(ChangeKind.Add, "of_another_version", "an entry is added", () => File("of_another_version", [1], file));

        ModelInput File(string changed, byte[]? bytes, Hdf5File weights) => new(
            input.Path,
            KerasGolden.Zip([
                .. entries.Where(entry => entry.Name != changed || bytes is not null)
                    .Select(entry => entry.Name == changed ? (entry.Name, bytes!) : entry.Name == Weights ? (Weights, [1]) : entry),
                .. changed.Length > 0 && bytes is not null && entries.TrueForAll(entry => entry.Name != changed) ? [(changed, bytes)] : Array.Empty<(string, byte[])>(),
            ]))
        {
            ReadHdf5 = (_, _) => weights,
        };
    }

    /// <summary>An .h5 file: what it holds.</summary>
    public static IEnumerable<FieldChange> OfHdf5(ModelInput input)
    {
        Hdf5File file = Read(input.Bytes);
        return Hdf5Changes.Of(file, "", Input).Prepend(new FieldChange(ChangeKind.Value, "", FieldChangeRun.Unchanged, () => Input(file)));

        ModelInput Input(Hdf5File changed) => new(input.Path, input.Bytes) { ReadHdf5 = (_, _) => changed };
    }

    private static Hdf5File Read(byte[] bytes) => Hdf5Process.Read(bytes, ["optimizer_weights", .. KerasGroups.Training]);
}
