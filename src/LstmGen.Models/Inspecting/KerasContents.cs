using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;
using LstmGen.Models.Importing.Keras;

namespace LstmGen.Models.Inspecting;

/// <summary>A Keras model in each of its containers: the layers of its configuration, and its tensors.</summary>
internal static class KerasContents
{
    private const long MostConfig = 20_000_000;
    private const long MostWeights = 1_000_000_000;

    public static Contents OfZip(string format, ModelInput input)
    {
        ModelZip zip = ModelZip.Open(input.Bytes);
        var tables = new List<ContentTable>();
        if (!zip.Names.Contains("config.json"))
        {
            tables.Add(new ContentTable(["entry of the zip"],
                [.. zip.Names.Take(FileContents.Most).Select(name => new ContentRow([TensorRows.Plain(name)]))]));
            return new Contents(format, null, [], tables);
        }

        tables.Add(KerasLayers.Table(JsonModel.Parse(zip.Read("config.json", MostConfig), "config.json", new PassedOver())));
        if (Tried(() => input.ReadHdf5(zip.Read("model.weights.h5", MostWeights), KerasGroups.Training)) is { } file)
        {
            tables.Add(Datasets(file));
        }

        JsonModel? metadata = Tried(() => JsonModel.Parse(zip.Read("metadata.json", MostConfig), "metadata.json", new PassedOver()));
        return new Contents(format, metadata?.Find("keras_version") is { IsString: true } version ? "Keras " + version.Text : null, [],
            tables);
    }

    public static Contents OfHdf5(string format, ModelInput input)
    {
        Hdf5File file = input.ReadHdf5(input.Bytes, [KerasHdf5Notes.OptimizerGroup, .. KerasGroups.Training]);
        var tables = new List<ContentTable>();
        if (file.Text("", "model_config") is { } config)
        {
            tables.Add(KerasLayers.Table(JsonModel.Parse(Encoding.UTF8.GetBytes(config), "the attribute model_config", new PassedOver())));
        }
        else if (KerasGroups.Root(file) is { } root)
        {
            tables.Add(KerasLayers.OfWeights(file, root));
        }

        tables.Add(Datasets(file));
        return new Contents(format, file.Text("", "keras_version") is { } version ? "Keras " + version : null, [], tables);
    }

    public static Contents OfTfjs(string format, JsonModel json)
    {
        JsonModel topology = json["modelTopology"];
        topology = topology.Find("model_config") ?? topology;
        IEnumerable<JsonModel> weights = json["weightsManifest"].Items.Take(FileContents.MostItems)
            .SelectMany(group => group["weights"].Items.Take(FileContents.MostItems));
        return new Contents(
            format,
            json.Find("generatedBy") is { IsString: true } writer ? writer.Text : null,
            [],
            [
                KerasLayers.Table(topology),
                TensorRows.Table(weights.Take(FileContents.MostItems)
                    .Select(weight => TensorRows.Row(weight["name"].Text, weight["shape"].Items.Take(10).Select(size => size.Long),
                        weight["dtype"].Text))),
            ]);
    }

    private static ContentTable Datasets(Hdf5File file) =>
        TensorRows.Table(file.Datasets.Take(FileContents.Most)
            .Select(dataset => TensorRows.Row(dataset.Path, dataset.Shape, dataset.Type)));

    /// <summary>A part of the file, or null if it can't be read: the others are shown all the same.</summary>
    private static T? Tried<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (ModelException)
        {
            return null;
        }
    }
}
