using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing;

/// <summary>Reads what is stated about a model as text: as options of the command line, and as metadata of a project's item.</summary>
internal static class ModelOptions
{
    /// <param name="valueOf">The text of an option by its name, or an empty one.</param>
    /// <exception cref="ModelException">A value is invalid for its option.</exception>
    public static ImportOptions Parse(Func<string, string> valueOf) => new()
    {
        Steps = Steps(valueOf("steps").Trim()),
        ReturnSequences = Bool("return-sequences", valueOf),
        Layers = [.. Split(valueOf("layers"))],
        LeaveOut = [.. Split(valueOf("leave-out"))],
        Activations = Activations(valueOf("activation")),
        Skip = Bool("skip", valueOf),
        HardSigmoid = valueOf("hard-sigmoid").Trim() is { Length: > 0 } name ? HardSigmoid(name) : null,
        Output = valueOf("output-name").Trim() is { Length: > 0 } output ? output : null,
        ScalerPath = valueOf("scaler").Trim() is { Length: > 0 } scaler ? scaler : null,
        AllowNonFinite = Bool("allow-nonfinite", valueOf) ?? false,
    };

    private static int? Steps(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int steps) && steps >= 1 ? steps
        : throw new ModelException($"steps is {Shown.Text(text)}; it is a whole number of at least 1");

    private static bool? Bool(string option, Func<string, string> valueOf)
    {
        string text = valueOf(option).Trim();
        return text.Length == 0 ? null
            : text.Equals("true", StringComparison.OrdinalIgnoreCase) ? true
            : text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false
            : throw new ModelException($"{option} is {Shown.Text(text)}; it is true or false");
    }

    private static Dictionary<string, Activation> Activations(string text)
    {
        var activations = new Dictionary<string, Activation>(StringComparer.Ordinal);
        foreach (string pair in Split(text))
        {
            int equals = pair.LastIndexOf('=');
            if (equals < 1 || !activations.TryAdd(pair[..equals].Trim(), Activation("activation", pair[(equals + 1)..].Trim())))
            {
                throw new ModelException($"activation has {Shown.Text(pair)}; it has a layer's name, = and an activation, once for each layer");
            }
        }

        return activations;
    }

    public static Activation HardSigmoid(string name)
    {
        Activation activation = Activation("hard-sigmoid", name);
        return activation.Kind is ActivationKind.HardSigmoid or ActivationKind.HardSigmoid02
            ? activation
            : throw new ModelException($"hard-sigmoid is {Shown.Text(name)}; it is hard_sigmoid or hard_sigmoid_02");
    }

    public static Activation Activation(string option, string name) => ActivationNames.Find(name) is { } kind
        ? Generator.Model.Activation.Of(kind)
        : throw new ModelException($"{option} names {Shown.Text(name)}, which is not an activation; there are {ActivationNames.List}");

    private static IEnumerable<string> Split(string text) => text.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
