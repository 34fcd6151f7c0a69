using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Hdf5;
using LstmGen.Models.Importing.Keras;

namespace LstmGen.Models.Inspecting;

/// <summary>The layers of a Keras model, and those for which the importer has no rule.</summary>
internal static class KerasLayers
{
    /// <summary>The options that say how large a layer is, or how it is meant.</summary>
    private static readonly string[] Sizes =
    [
        "batch_shape", "batch_input_shape", "units", "filters", "kernel_size", "strides", "padding", "pool_size", "input_dim",
        "output_dim", "num_heads", "key_dim",
        "activation", "return_sequences", "n", "axis", "target_shape",
    ];

    /// <param name="model">A class with its configuration.</param>
    public static ContentTable Table(JsonModel model)
    {
        JsonModel? config = model.Find("config");
        JsonModel? layers = config is { IsArray: true } ? config : config is { IsObject: true } ? config.Find("layers") : null;
        var rows = new List<ContentRow>();
        bool hasInput = false;
        string className = TextOf(model, "class_name") ?? "";
        if (className is not ("Sequential" or "Functional" or "Model"))
        {
            rows.Add(new ContentRow(["the model", TensorRows.Plain(className), ""],
                new Obstacle("the model's class " + Shown.Text(className),
                    "isn't supported: its code is not in the file; Sequential and Functional models are read")));
        }

        foreach (JsonModel layer in layers is { IsArray: true } ? layers.Items.Take(FileContents.MostItems) : [])
        {
            bool isInput = layer.IsObject && TextOf(layer, "class_name") == "InputLayer";
            rows.Add(isInput && hasInput ? SecondInput(layer) : Row(layer));
            hasInput |= isInput;
        }

        return new ContentTable(["layer", "type", "sizes and options"], rows);
    }

    /// <summary>The layers of a weights file: groups by name.</summary>
    public static ContentTable OfWeights(Hdf5File file, string root)
    {
        var tensors = new TensorTable();
        file.AddTo(tensors);
        IEnumerable<string> groups = file.Groups.Where(path => path.StartsWith(root + "/", StringComparison.Ordinal)
            && path.IndexOf('/', root.Length + 1) < 0);
        var rows = new List<ContentRow>();
        foreach (string group in groups.Take(FileContents.MostItems))
        {
            string name = group[(root.Length + 1)..];
            string kind = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimEnd('_');
            bool hasTensors = file.Datasets.Any(dataset => dataset.Path.StartsWith(group + "/", StringComparison.Ordinal)
                && !dataset.Path.Contains("/seed_generator/", StringComparison.Ordinal));
            rows.Add(new ContentRow([TensorRows.Plain(name), hasTensors ? "" : "no tensors"], hasTensors
                ? OfGroup(tensors, group, name, kind) : null));
        }

        return new ContentTable(["layer", "what it has"], rows);
    }

    private static Obstacle? OfGroup(TensorTable tensors, string group, string name, string kind)
    {
        try
        {
            _ = KerasWeightsLayer.Read(tensors, group, name, isStated: true);
            return null;
        }
        catch (ModelException exception)
        {
            string what = "layer " + Shown.Text(name);
            return KnownCauses.Names.FirstOrDefault(known => SnakeCase.Of(known) == kind) is { } cause
                ? KnownCauses.Of(what, cause)
                : new Obstacle(what, exception.Message);
        }
    }

    private static ContentRow Row(JsonModel layer)
    {
        JsonModel? config = layer.IsObject ? layer.Find("config") : null;
        string? className = layer.IsObject ? TextOf(layer, "class_name") : null;
        if (className is null || config is not { IsObject: true })
        {
            return new ContentRow([TensorRows.Plain(layer.Path), "", ""],
                new Obstacle(Shown.Text(layer.Path), "is not a layer: it has no class_name with a config"));
        }

        string name = TextOf(config, "name") ?? TextOf(layer, "name") ?? "";
        JsonModel? inner = config.Find("layer") is { IsObject: true } wrapped ? wrapped : null;
        string? innerClass = inner is null ? null : TextOf(inner, "class_name");
        JsonModel? innerConfig = inner?.Find("config");
        string type = TensorRows.Plain(className) + (innerClass is null ? "" : $"({TensorRows.Plain(innerClass)})");
        IEnumerable<string> options = OptionsOf(config).Concat(innerConfig is { IsObject: true } ? OptionsOf(innerConfig) : []);
        return new ContentRow([TensorRows.Plain(name), type, string.Join(", ", options)],
            ObstacleOf(layer, className, innerClass, $"layer {Shown.Text(name)} ({type})"));
    }

    private static Obstacle? ObstacleOf(JsonModel layer, string className, string? innerClass, string what)
    {
        if (className != "InputLayer" && !KerasNetwork.Knows(className, innerClass))
        {
            return KnownCauses.Of(what, KerasNetwork.Knows(className) && innerClass is not null ? innerClass : className);
        }

        try
        {
            KerasOrigin.Require(layer, className, "it is the class " + Shown.Text(className), KerasOrigin.Layers);
        }
        catch (ModelException exception)
        {
            return new Obstacle(what, exception.Message);
        }

        int reads = layer.Find("inbound_nodes") is { IsArray: true } nodes ? nodes.Count : 1;
        return reads > 1 ? new Obstacle(what, FormattableString.Invariant($"is used {reads} times; a shared layer isn't supported")) : null;
    }

    private static ContentRow SecondInput(JsonModel layer)
    {
        ContentRow row = Row(layer);
        return row with
        {
            Obstacle = row.Obstacle ?? new Obstacle($"the input '{row.Cells[0]}'",
            "is one more input of the model; only a chain of layers, with one input, is supported")
        };
    }

    private static IEnumerable<string> OptionsOf(JsonModel config) =>
        from name in Sizes
        let value = config.Find(name)
        let text = value is null ? null : TextOf(value)
        where text is not null
        select $"{name} {text}";

    private static string? TextOf(JsonModel value) =>
        value.IsString ? TensorRows.Plain(value.Text)
        : value.IsNumber ? FormattableString.Invariant($"{value.Double}")
        : value.IsArray ? "[" + string.Join(", ", value.Items.Take(8).Select(item => item.IsNull ? "null" : TextOf(item) ?? "…")) + "]"
        : null;

    private static string? TextOf(JsonModel json, string member) => json.Find(member) is { IsString: true } text ? text.Text : null;
}
