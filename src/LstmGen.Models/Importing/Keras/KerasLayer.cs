using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>A layer of a model's configuration.</summary>
/// <param name="ClassName">Such as <c>LSTM</c>.</param>
/// <param name="Name">Such as <c>lstm_1</c>.</param>
/// <param name="Config">Its options.</param>
internal sealed record KerasLayer(string ClassName, string Name, JsonModel Config)
{
    /// <summary>The shapes that the file states for its input.</summary>
    public IReadOnlyList<KerasStatedShape> Shapes { get; init; } = [];

    /// <summary>The layers whose outputs an Add layer adds to that of the layer before it.</summary>
    public IReadOnlyList<string> Added { get; init; } = [];

    /// <summary>The layer as the file writes it, with its class.</summary>
    public JsonModel? Source { get; init; }

    /// <summary>For a message.</summary>
    public string Shown => $"layer {Importing.Shown.Text(Name)} ({Importing.Shown.Text(ClassName).Trim('\'')})";

    /// <summary>Reads a layer as a file writes it, a class with its options.</summary>
    /// <param name="where">Its place, for messages, or null for the layer itself.</param>
    /// <param name="further">Additional members that it may have.</param>
    /// <exception cref="ModelException">It isn't Keras' own, or contradicts itself.</exception>
    public static KerasLayer Read(JsonModel json, string? where, params string[] further)
    {
        JsonModel config = json["config"];
        string className = json["class_name"].Text;
        var layer = new KerasLayer(className, (config.Find("name") ?? json["name"]).Text, config);
        KerasOrigin.Require(json, className, $"{layer.Shown} is the class {Importing.Shown.Text(className)}", KerasOrigin.Layers);
        new KerasMembers(json, where ?? layer.Shown)
            .Known("module", "class_name", "config", "registered_name", "build_config", "name").Known(further)
            .PassOver(KerasHarmless.SharedObjectId).RequireAllKnown();
        if (json.FindOr("name", KerasHarmless.LeftOut) is { } outer && outer.Text != layer.Name)
        {
            throw new ModelException($"{layer.Shown} is also called {Importing.Shown.Text(outer.Text)}");
        }

        return layer with { Source = json, Shapes = [.. KerasStatedShape.OfConfig(config), .. KerasStatedShape.OfBuild(json, layer.Shown)] };
    }

    /// <summary>The members that all layers have.</summary>
    public KerasMembers Members() => new KerasMembers(Config, Shown).Known("batch_input_shape", "batch_shape").PassOver(KerasHarmless.Layer);

    /// <summary>The layer that this one wraps.</summary>
    /// <param name="member">The member with that layer.</param>
    public KerasLayer Wrapped(string member) => Read(Config[member], $"the {member.Replace('_', ' ')} in {Shown}");

    /// <summary>Whether an option exists, even as null.</summary>
    public bool Has(string member) => Config.Names.Contains(member);
}
