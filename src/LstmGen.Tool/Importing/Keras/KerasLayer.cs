namespace LstmGen.Tool.Importing.Keras;

/// <summary>A layer of a model's configuration.</summary>
/// <param name="ClassName">Such as <c>LSTM</c>.</param>
/// <param name="Name">Such as <c>lstm_1</c>.</param>
/// <param name="Config">Its options.</param>
internal sealed record KerasLayer(string ClassName, string Name, JsonModel Config)
{
    /// <summary>For a message.</summary>
    public string Shown => $"layer {Importing.Shown.Text(Name)} ({Importing.Shown.Text(ClassName).Trim('\'')})";

    /// <summary>What all layers have. <c>trainable</c> matters to training alone.</summary>
    public KerasMembers Members() => new KerasMembers(Config, Shown).Known("name", "trainable", "batch_input_shape", "batch_shape");

    /// <summary>The options of a layer that this one wraps.</summary>
    /// <param name="member">Where it has them.</param>
    public KerasLayer Wrapped(string member)
    {
        JsonModel json = Config[member];
        new KerasMembers(json, $"the {member.Replace('_', ' ')} in {Shown}")
            .Known("module", "class_name", "config", "registered_name", "build_config", "shared_object_id", "name")
            .RequireAllKnown();
        return new KerasLayer(json["class_name"].Text, json["config"]["name"].Text, json["config"]);
    }

    /// <summary>Whether an option is there, be it null.</summary>
    public bool Has(string member) => System.Linq.Enumerable.Contains(Config.Names, member);
}
