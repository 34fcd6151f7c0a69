using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>Reads the activations of a configuration.</summary>
/// <param name="hardSigmoid">Which of its two definitions <c>hard_sigmoid</c> has, or null where that is unknown.</param>
internal sealed class KerasActivations(Activation? hardSigmoid)
{
    private readonly KerasFunctions _functions = new(hardSigmoid);

    /// <summary>A layer's activation, or a given one if the file omits it. null is none.</summary>
    public Activation? Read(KerasPart part, string member, Activation? otherwise)
    {
        if (part.Layer.Has(member))
        {
            return Read(part.Config, member, part.Shown);
        }

        part.Config.PassOver(member, KerasHarmless.LeftOut);
        return otherwise;
    }

    /// <summary>An activation's member: a name, null for none, or an object.</summary>
    /// <param name="owner">Its owner, for messages.</param>
    public Activation Read(JsonModel config, string member, string owner) => config.FindOr(member, KerasHarmless.LeftOut) switch
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
        new KerasMembers(value, what).Known("module", "class_name", "config", "registered_name").PassOver(KerasHarmless.ActivationShape, KerasHarmless.SharedObjectId).RequireAllKnown();
        string className = value["class_name"].Text;
        JsonModel? config = value.FindOr("config", KerasHarmless.LeftOut);
        bool isFunction = className == "function" && config is { IsString: true };
        string name = isFunction ? config!.Text : className;
        KerasOrigin.Require(value, name, $"{owner} has the {member} {Shown.Text(name)}", [.. KerasOrigin.Functions, KerasOrigin.Layers]);
        return isFunction ? Named(name, null, member, owner)
            : KerasFunctions.IsLayer(className) ? KerasFunctions.OfLayer(className, value["config"], new KerasMembers(value["config"], what).PassOver(KerasHarmless.Layer), what)
            : Named(className, config, member, owner);
    }
}
