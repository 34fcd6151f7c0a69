using System;

namespace LstmGen.Models.Importing.Keras;

/// <summary>
/// Tells Keras' own classes and functions from those of a model's author, which may have the same names. Keras 3 and the last versions of
/// Keras 2 write where each comes from (<c>module</c>), and under which name its author registered it (<c>registered_name</c>).
/// </summary>
internal static class KerasOrigin
{
    /// <summary>Where Keras' public layers are.</summary>
    public const string Layers = "keras.layers";

    /// <summary>
    /// Where Keras' models are: in the public module, or in the file that defines the class, because Functional has no public name.
    /// </summary>
    public static readonly string[] Models =
    [
        "keras", "keras.models", "keras.src.models.functional", "keras.src.models.sequential", "keras.src.models.model",
        "keras.src.engine.functional", "keras.engine.functional", "tf_keras.src.engine.functional",
    ];

    /// <summary>Where the number types in which layers compute are.</summary>
    public static readonly string[] Policies = ["keras", "keras.dtype_policies", "keras.mixed_precision", "keras.src.mixed_precision.policy", "keras.src.dtype_policies.dtype_policy"];

    /// <summary>Where activations are. Keras 3 writes <c>builtins</c> for all of its own functions.</summary>
    public static readonly string[] Functions = ["builtins", "keras.activations", "keras.src.activations.activations"];

    /// <summary>Requires that something is Keras' own.</summary>
    /// <param name="json">The object, with <c>module</c> and <c>registered_name</c>, which files of Keras 2 lack.</param>
    /// <param name="name">Its name. Keras itself registers what has no public name under it, or under its class.</param>
    /// <param name="what">What it is, for messages, such as <c>layer 'lstm' (LSTM) is the class 'LSTM'</c>.</param>
    /// <exception cref="ModelException">It is the author's own.</exception>
    public static void Require(JsonModel json, string name, string what, params string[] modules)
    {
        string? module = json.FindOr("module", KerasHarmless.LeftOut)?.Text;
        string? registered = json.FindOr("registered_name", KerasHarmless.LeftOut)?.Text;

        // tf_keras has no module for what the author defined in the main program.
        bool isOwn = module is null ? registered is null : (Array.IndexOf(modules, module) >= 0 || IsLayerFile(module, modules)) && (registered is null || registered == name || registered == json.Find("class_name")?.Text);
        if (!isOwn)
        {
            string of = module is null ? "" : $" of {Shown.Text(module)}";
            string by = registered is null || registered == name ? "" : $" (registered as {Shown.Text(registered)})";
            string kind = Array.IndexOf(modules, Functions[0]) >= 0 ? "function" : "class";
            throw new ModelException($"{what}{of}{by}, a {kind} of its author's, which isn't supported");
        }
    }

    /// <summary>Layers without a public name, such as CuDNNLSTM, come from the file that defines them.</summary>
    private static bool IsLayerFile(string module, string[] modules) => Array.IndexOf(modules, Layers) >= 0
        && (module.StartsWith("keras.src.layers.", StringComparison.Ordinal) || module.StartsWith("tf_keras.src.layers.", StringComparison.Ordinal));
}
