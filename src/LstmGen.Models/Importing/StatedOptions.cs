using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing;

/// <summary>Compares what a user states with what a file states itself, so that neither is silently ignored.</summary>
internal static class StatedOptions
{
    /// <summary>Refuses a user's order and activations for a format whose files have them.</summary>
    /// <exception cref="ModelException">One of them is given.</exception>
    public static void RefuseLayers(ImportOptions options, string format)
    {
        if (options.Layers.Count > 0)
        {
            throw new ModelException($"the order of the layers is given ({Shown.List(options.Layers)}), and a file of the format {format} states it itself");
        }

        if (options.Activations.Count > 0)
        {
            throw new ModelException($"activations are given ({Shown.List([.. options.Activations.Keys])}), and a file of the format {format} states them itself");
        }
    }

    /// <summary>Refuses the choice of an output for a format whose files have only one.</summary>
    /// <exception cref="ModelException">One is chosen.</exception>
    public static void RefuseOutput(ImportOptions options, IModelFormat format)
    {
        if (options.Output is { } output && format is not Onnx.OnnxFormat)
        {
            throw new ModelException($"the output {Shown.Text(output)} is asked for, and a file of the format {format.Name} has one output, without a name");
        }
    }

    /// <summary>Refuses a user's statement that contradicts the network as read.</summary>
    /// <exception cref="ModelException">It contradicts.</exception>
    public static void RequireHonoured(ImportOptions options, Network network)
    {
        if (options.Skip is bool skip && skip != network.Skip)
        {
            throw new ModelException($"a skip connection is {(skip ? "" : "not ")}asked for, and the file has {(skip ? "none" : "one")}");
        }

        if (options.ReturnSequences is bool sequences && sequences != network.ReturnsSequences)
        {
            throw new ModelException($"an output for {(sequences ? "every step" : "the last step alone")} is asked for, and the file has one for {(sequences ? "the last step alone" : "every step")}");
        }

        if (options.HardSigmoid is Activation hard && !network.Parts.Any(layer => layer.Activation == hard || layer is LstmLayer lstm && lstm.RecurrentActivation == hard))
        {
            throw new ModelException($"the definition {ActivationNames.Of(hard)} is asked for, and no layer of the file has a hard_sigmoid whose definition is open");
        }
    }

    /// <summary>Whether the input is added to the output.</summary>
    /// <param name="stated">What the file says.</param>
    /// <param name="where">Where it says so, such as <c>in_skip</c>.</param>
    /// <exception cref="ModelException">The user says the opposite.</exception>
    public static bool Skip(ImportOptions options, bool stated, string where)
    {
        if (options.Skip is bool given && given != stated)
        {
            throw new ModelException(given
                ? $"a skip connection is asked for, and the file has none ({where})"
                : $"no skip connection is asked for, and the file has one ({where})");
        }

        return stated;
    }
}
