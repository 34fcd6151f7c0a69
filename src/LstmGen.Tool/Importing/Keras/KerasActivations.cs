using System;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>Reads the activations of a configuration.</summary>
/// <param name="hardSigmoid">Which of its two definitions <c>hard_sigmoid</c> has.</param>
internal sealed class KerasActivations(Activation hardSigmoid)
{
    /// <summary>An activation's member: a name, null for none, or an object that holds the name.</summary>
    /// <param name="owner">What has it, for messages.</param>
    public Activation Read(JsonModel config, string member, string owner)
    {
        JsonModel? value = config.Find(member);
        if (value is { IsObject: true })
        {
            value = Inner(value, member, owner);
        }

        return value is null ? Activation.Linear : Named(value.Text, member, owner);
    }

    private Activation Named(string name, string member, string owner) =>
        name == "hard_sigmoid" ? hardSigmoid

        // Our own word for the older definition is no name of Keras'.
        : name != "hard_sigmoid_02" && ActivationNames.Find(name) is { } kind ? Activation.Of(kind)
        : throw new ModelException($"{owner} has the {member} {Shown.Text(name)}, which isn't supported yet; there are tanh, sigmoid, hard_sigmoid, relu and linear");

    /// <summary>The name in an object: Keras 3 writes a function of its own as <c>{"class_name": "function", "config": "tanh"}</c>, tfjs an activation as <c>{"class_name": "tanh", "config": {}}</c>.</summary>
    private static JsonModel Inner(JsonModel value, string member, string owner)
    {
        new KerasMembers(value, $"{owner}'s {member}").Known("module", "class_name", "config", "registered_name", "shared_object_id").RequireAllKnown();
        JsonModel? config = value.Find("config");
        if (value["class_name"].Text == "function" && config is { IsString: true })
        {
            string? module = value.Find("module")?.Text;
            return module is null or "builtins" || module.StartsWith("keras", StringComparison.Ordinal)
                ? config
                : throw new ModelException($"{owner} has the {member} {Shown.Text(config.Text)} of {Shown.Text(module)}, a function of its author's, which isn't supported");
        }

        if (config is not null)
        {
            new KerasMembers(config, $"{owner}'s {member}").Known("name", "trainable").Float32().RequireAllKnown();
        }

        return value["class_name"];
    }
}
