using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>What a network has too much of.</summary>
/// <param name="Layer">The index of the layer to show it at.</param>
internal sealed record Excess(int Layer, long Count, string What, long Limit);

/// <summary>The largest networks that are generated. They are documented at LSTM007.</summary>
internal static class Limits
{
    /// <summary>256 MiB of parameters.</summary>
    public const long Parameters = 1 << 26;

    /// <summary>Parameters of a trained model, which are C# text for the compiler: a million of them take it 12 seconds and 0.7 GB.</summary>
    public const long TrainedParameters = 1 << 22;

    /// <summary>Units of one layer: a step keeps a few vectors of this many values on the stack.</summary>
    public const int Units = 4096;

    /// <summary>Layers of one network.</summary>
    public const int Layers = 64;

    /// <summary>Units of all layers together: the state and the values between layers stand on the stack.</summary>
    public const int TotalUnits = 16384;

    /// <summary>What a network has too much of, or null. Sizes are of up to 2^31 and layers few, so that no sum leaves the range of a long.</summary>
    public static Excess? Check(Network network)
    {
        EquatableArray<Layer> layers = network.Layers;
        if (layers.Count > Layers)
        {
            return new Excess(Layers, layers.Count, "layers", Layers);
        }

        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Units > Units)
            {
                return new Excess(i, layers[i].Units, $"units in layer {layers[i].Name}", Units);
            }
        }

        int last = layers.Count - 1;
        long units = layers.Sum(layer => (long)layer.Units);
        long steps = network.Steps ?? 1;
        return units > TotalUnits ? new Excess(last, units, "units in all layers together", TotalUnits)
            : network.ParameterCount > Parameters ? new Excess(0, network.ParameterCount, "parameters", Parameters)
            : network.Parameters is not null && network.ParameterCount > TrainedParameters ? new Excess(0, network.ParameterCount, "trained parameters", TrainedParameters)
            : steps * network.InputSize > int.MaxValue ? new Excess(0, steps * network.InputSize, "values in a sequence of its input", int.MaxValue)
            : network.ReturnsSequences && steps * network.OutputSize > int.MaxValue ? new Excess(last, steps * network.OutputSize, "values in a sequence of its output", int.MaxValue)
            : null;
    }
}
