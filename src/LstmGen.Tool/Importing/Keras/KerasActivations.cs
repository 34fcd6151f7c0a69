using System;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>Reads the activations of a configuration.</summary>
/// <param name="hardSigmoid">Which of its two definitions <c>hard_sigmoid</c> has.</param>
internal sealed class KerasActivations(Activation hardSigmoid)
{
    private readonly KerasFunctions _functions = new(hardSigmoid);

    /// <summary>An activation's member: a name, null for none, or an object.</summary>
    /// <param name="owner">What has it, for messages.</param>
    public Activation Read(JsonModel config, string member, string owner) => config.Find(member) switch
    {
        null => Activation.Linear,
        { IsObject: true } value => Object(value, member, owner),
        { } value => Named(value.Text, null, member, owner),
    };

    private Activation Named(string name, JsonModel? numbers, string member, string owner) =>
        _functions.Find(name, numbers, $"{owner}'s {member}")
        ?? throw new ModelException($"{owner} has the {member} {Shown.Text(name)}, which isn't supported; there are {KerasFunctions.List}");

    /// <summary>
    /// Keras 3 writes a function of its own as <c>{"class_name": "function", "config": "tanh"}</c>, and a layer that is given as an activation
    /// as that layer; tfjs writes an activation as <c>{"class_name": "tanh", "config": {}}</c>.
    /// </summary>
    private Activation Object(JsonModel value, string member, string owner)
    {
        string what = $"{owner}'s {member}";
        new KerasMembers(value, what).Known("module", "class_name", "config", "registered_name", "build_config", "shared_object_id").RequireAllKnown();
        string className = value["class_name"].Text;
        JsonModel? config = value.Find("config");
        if (className == "function" && config is { IsString: true })
        {
            string? module = value.Find("module")?.Text;
            return module is null or "builtins" || module.StartsWith("keras", StringComparison.Ordinal)
                ? Named(config.Text, null, member, owner)
                : throw new ModelException($"{owner} has the {member} {Shown.Text(config.Text)} of {Shown.Text(module)}, a function of its author's, which isn't supported");
        }

        return KerasFunctions.IsLayer(className)
            ? KerasFunctions.OfLayer(className, value["config"], new KerasMembers(value["config"], what).Known("name", "trainable"), what)
            : Named(className, config, member, owner);
    }
}
