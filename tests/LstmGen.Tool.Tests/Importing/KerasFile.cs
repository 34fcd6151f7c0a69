using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Text;
using LstmGen.Converter.Hdf5;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;
using LstmGen.Models.Importing.Keras;
using Xunit;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>
/// Golden models of Keras with something else in their configuration or in the attributes of their HDF5 file. .NET has no writer for HDF5,
/// so the output of the process that reads it is changed. It is read once for each model.
/// </summary>
internal static class KerasFile
{
    private static readonly ConcurrentDictionary<string, Hdf5File> Files = new(StringComparer.Ordinal);

    /// <summary>A .keras file whose metadata.json and config.json have texts replaced.</summary>
    public static ModelInput Keras(string name, Func<string, string> config, Func<string, string>? metadata = null)
    {
        byte[] weights = KerasGolden.Entry(name, "model.weights.h5");
        byte[] zip = KerasGolden.Zip(
            ("metadata.json", Edit(KerasGolden.Entry(name, "metadata.json"), metadata ?? (text => text))),
            ("config.json", Edit(KerasGolden.Entry(name, "config.json"), config)),
            ("model.weights.h5", weights));
        return new ModelInput(name, zip) { ReadHdf5 = (_, _) => Files.GetOrAdd(name, _ => Hdf5Process.Read(weights, KerasGroups.Training)) };
    }

    /// <summary>The same with one text replaced, wherever it is.</summary>
    public static ModelInput Keras(string name, string old, string by) => Keras(name, config => Replace(config, old, by));

    /// <summary>An .h5 file with other attributes.</summary>
    /// <param name="change">What becomes of an attribute, by its owner's path and its name; null removes it.</param>
    /// <param name="rename">What becomes of the path of a group or dataset; null takes it out.</param>
    public static ModelInput Hdf5(string name, Func<string, string, string[], string[]?> change, Func<string, string?>? rename = null) => new(name, System.IO.File.ReadAllBytes(KerasGolden.Path(name)))
    {
        ReadHdf5 = (bytes, withoutValues) =>
        {
            Hdf5File file = Files.GetOrAdd(name, _ => Hdf5Process.Read(bytes, withoutValues));
            var copy = new Hdf5File();
            foreach (string group in file.Groups.Select(Renamed).OfType<string>())
            {
                copy.AddGroup(group);
            }

            foreach (Hdf5Dataset dataset in file.Datasets.Where(dataset => Renamed(dataset.Path) is not null))
            {
                copy.Add(dataset with { Path = Renamed(dataset.Path)! });
            }

            foreach (((string path, string attribute), string[] texts) in file.Attributes)
            {
                if (change(path, attribute, texts) is { } changed)
                {
                    copy.AddAttribute(path, attribute, changed);
                }
            }

            return copy;

            string? Renamed(string path) => rename is null ? path : rename(path);
        },
    };

    /// <summary>An .h5 file whose configuration has one text replaced, wherever it is.</summary>
    public static ModelInput Hdf5(string name, string old, string by) =>
        Hdf5(name, (_, attribute, texts) => attribute == "model_config" ? [Replace(texts[0], old, by)] : texts);

    public static string Replace(string text, string old, string by)
    {
        Assert.Contains(old, text, StringComparison.Ordinal);
        return text.Replace(old, by, StringComparison.Ordinal);
    }

    public static ImportedModel Import(ModelInput input, ImportOptions? options = null) => ModelImporter.Import(input, options ?? new ImportOptions());

    public static string Error(ModelInput input, ImportOptions? options = null) => Assert.Throws<ModelException>(() => Import(input, options)).Message;

    private static byte[] Edit(byte[] text, Func<string, string> change) => Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(text)));
}
