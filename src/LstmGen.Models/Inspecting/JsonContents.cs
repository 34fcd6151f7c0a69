using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Nam;
using LstmGen.Models.Importing.RtNeural;

namespace LstmGen.Models.Inspecting;

/// <summary>Files of audio programs: RTNeural's and AIDA-X' layers, and NAM's architecture.</summary>
internal static class JsonContents
{
    public static Contents RtNeural(string format, JsonModel json)
    {
        var layers = new List<ContentRow>();
        var tensors = new List<ContentRow>();
        foreach (JsonModel layer in json["layers"].Items.Take(FileContents.MostItems))
        {
            string type = layer.IsObject && layer.Find("type") is { IsString: true } text ? text.Text : "";
            JsonModel? shape = layer.IsObject ? layer.Find("shape") : null;
            string what = $"{Shown.Text(layer.Path)} ({TensorRows.Plain(type)})";
            Obstacle? obstacle = Array.IndexOf(RtNeuralLayers.Types, type) >= 0 ? null : KnownCauses.Of(what, type);
            layers.Add(new ContentRow([layer.Path, TensorRows.Plain(type), shape is { IsArray: true } ? Sizes(shape) : ""], obstacle));
            JsonModel? weights = layer.IsObject ? layer.Find("weights") : null;
            tensors.AddRange((weights is { IsArray: true } ? weights.Items.Take(FileContents.MostItems) : [])
                .TakeWhile(_ => tensors.Count < FileContents.MostItems)
                .Select(weight => TensorRows.Row(weight.Path, TensorRows.ShapeOf(weight), "number")));
        }

        string input = json.Find("in_shape") is { IsArray: true } of ? Sizes(of) : "not stated";
        return new Contents(format, null, [("input", input)],
            [new ContentTable(["layer", "type", "shape"], layers), TensorRows.Table(tensors)]);
    }

    public static Contents Nam(string format, JsonModel json)
    {
        string architecture = json.Find("architecture") is { IsString: true } text ? text.Text : "";
        Obstacle? obstacle = architecture == NamFormat.Architecture ? null
            : KnownCauses.Of("the architecture " + Shown.Text(architecture), architecture);
        var rows = new List<ContentRow> { new(["architecture", TensorRows.Plain(architecture)], obstacle) };
        if (json.Find("config") is { IsObject: true } config)
        {
            rows.AddRange(config.Members.Take(FileContents.MostItems).Select(member => new ContentRow(
                [TensorRows.Plain(member.Name), member.Value.IsNumber ? FormattableString.Invariant($"{member.Value.Double}")
                    : member.Value.IsArray ? FormattableString.Invariant($"a list of {member.Value.Count}") : ""])));
        }

        JsonModel? weights = json.Find("weights");
        return new Contents(
            format, null, [("version", json.Find("version") is { IsString: true } version ? TensorRows.Plain(version.Text) : "not stated")],
            [new ContentTable(["part", "value"], rows),
                TensorRows.Table(weights is null ? [] : [TensorRows.Row("weights", TensorRows.ShapeOf(weights), "number")])]);
    }

    private static string Sizes(JsonModel shape) =>
        "[" + string.Join(", ", shape.Items.Take(8)
            .Select(size => size.IsNumber ? FormattableString.Invariant($"{size.Double}") : "null")) + "]";
}
