using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>
/// Changes everything that a reader learns from an HDF5 file: groups, datasets, and attributes with the JSON in them. .NET has no writer
/// for such files, so the output of the process that reads HDF5 is changed instead of their bytes.
/// </summary>
internal static class Hdf5Changes
{
    /// <param name="place">The place of the HDF5 file, where the model's file is more than it.</param>
    /// <param name="input">Makes a file that has these contents.</param>
    public static IEnumerable<FieldChange> Of(Hdf5File file, string place, Func<Hdf5File, ModelInput> input)
    {
        foreach (string group in file.Groups)
        {
            yield return new FieldChange(ChangeKind.Remove, At(group), "the group is removed with all that is in it", () => input(Copy(
                file, group: path => IsIn(path) ? null : path, dataset: own => IsIn(own.Path) ? [] : [own])));

            bool IsIn(string path) => path == group || path.StartsWith(group + "/", StringComparison.Ordinal);
        }

        yield return Add("a group is added", copy => copy.AddGroup("of_another_version"));
        foreach (Hdf5Dataset dataset in file.Datasets)
        {
            string at = At(dataset.Path);
            yield return Dataset(ChangeKind.Remove, at, "the dataset is removed", dataset, []);
            yield return Dataset(ChangeKind.Value, at, "the dataset has another name", dataset, [dataset with { Path = dataset.Path + "x" }]);
            yield return Dataset(ChangeKind.Value, at, "the dataset has other values than floats", dataset, [dataset with { Values = null }]);
            for (int i = 0; i < dataset.Shape.Count; i++)
            {
                long[] shape = [.. dataset.Shape];
                shape[i]++;
                yield return Dataset(ChangeKind.Value, at, FormattableString.Invariant($"dimension {i} is one more"), dataset, [dataset with { Shape = shape }]);
            }

            if (dataset.Values is { Length: > 0 } values)
            {
                yield return Dataset(ChangeKind.Value, at, "the first value is another", dataset, [dataset with { Values = [values[0] + 0.5f, .. values[1..]] }]);
                yield return Dataset(ChangeKind.Value, at, "the last value is another", dataset, [dataset with { Values = [.. values[..^1], values[^1] + 0.5f] }]);
            }
        }

        yield return Add("a dataset is added", copy => copy.Add(new Hdf5Dataset("of_another_version", [1], "F32", [1])));
        foreach (((string path, string name), string[] texts) in file.Attributes)
        {
            string at = PassedOver.Below(At(path), "@" + name);
            yield return Attribute(ChangeKind.Remove, at, "is removed", path, name, null);
            yield return Attribute(ChangeKind.Add, PassedOver.Below(at, texts.Length), "a text is added", path, name, [.. texts, texts.Length > 0 ? texts[^1] : "x"]);
            for (int i = 0; i < texts.Length; i++)
            {
                int index = i;
                string below = texts.Length == 1 ? at : PassedOver.Below(at, index);
                if (texts.Length > 1)
                {
                    yield return Attribute(ChangeKind.RemoveItem, below, "is removed", path, name, [.. texts[..index], .. texts[(index + 1)..]]);
                }

                if (JsonModel.LooksLike(Encoding.UTF8.GetBytes(texts[index])))
                {
                    foreach (FieldChange change in JsonChanges.Of(Encoding.UTF8.GetBytes(texts[index]), below, json => input(Copy(file, attribute: (path, name, [Encoding.UTF8.GetString(json)])))))
                    {
                        yield return change;
                    }

                    continue;
                }

                foreach (string other in Neighbours.Of(texts[index]))
                {
                    yield return Attribute(ChangeKind.Value, below, $"'{texts[index]}' becomes '{other}'", path, name, [.. texts[..index], other, .. texts[(index + 1)..]]);
                }
            }
        }

        yield return new FieldChange(ChangeKind.Add, PassedOver.Below(place, "@of_another_version"), "an attribute is added", () =>
        {
            Hdf5File copy = Copy(file);
            copy.AddAttribute("", "of_another_version", ["x"]);
            return input(copy);
        });

        string At(string path) => path.Length == 0 ? place : place + "/" + path;

        FieldChange Dataset(ChangeKind kind, string at, string what, Hdf5Dataset old, Hdf5Dataset[] by) => new(kind, at, what, () => input(Copy(file, dataset: own => own == old ? by : [own])));

        FieldChange Attribute(ChangeKind kind, string at, string what, string path, string name, string[]? texts) => new(kind, at, what, () => input(Copy(file, attribute: (path, name, texts))));

        FieldChange Add(string what, Action<Hdf5File> add) => new(ChangeKind.Add, PassedOver.Below(place, "of_another_version"), what, () =>
        {
            Hdf5File copy = Copy(file);
            add(copy);
            return input(copy);
        });
    }

    private static Hdf5File Copy(
        Hdf5File file, Func<string, string?>? group = null, Func<Hdf5Dataset, Hdf5Dataset[]>? dataset = null, (string Path, string Name, string[]? Texts)? attribute = null)
    {
        var copy = new Hdf5File();
        foreach (string path in file.Groups)
        {
            if ((group is null ? path : group(path)) is { } kept)
            {
                copy.AddGroup(kept);
            }
        }

        foreach (Hdf5Dataset own in file.Datasets.SelectMany(own => dataset is null ? [own] : dataset(own)))
        {
            copy.Add(own);
        }

        foreach (((string path, string name), string[] texts) in file.Attributes)
        {
            string[]? kept = attribute is { } changed && changed.Path == path && changed.Name == name ? changed.Texts : texts;
            if (kept is not null)
            {
                copy.AddAttribute(path, name, kept);
            }
        }

        return copy;
    }
}
