using System;
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

    /// <summary>
    /// Parameters of a trained model, which are C# text for the compiler: a million of them take it 12 seconds and 0.7 GB.
    /// </summary>
    public const long TrainedParameters = 1 << 22;

    /// <summary>Units of one layer.</summary>
    public const int Units = 4096;

    /// <summary>Layers of one network.</summary>
    public const int Layers = 64;

    /// <summary>Units of all layers together: 128 KB of state in single precision, 256 KB in double precision.</summary>
    public const int TotalUnits = 16384;

    /// <summary>
    /// Values of a whole sequence between two layers, where one of them reads it backwards: up to six of such sequences are kept, which
    /// have to fit one array.
    /// </summary>
    public const int SequenceValues = 1 << 24;

    /// <summary>
    /// Values that training keeps of a sequence: what each step has read and computed, until the backward pass is past it. They take 256
    /// MiB in single precision.
    /// </summary>
    public const int TrainingValues = 1 << 26;

    /// <summary>Bytes of a trainer above which the analyzer warns: more than devices and games have to spare for one.</summary>
    public const int TrainerBytes = 16 * 1024 * 1024;

    /// <summary>How many rows a <see cref="RowsLayer"/> may take, join or make.</summary>
    /// <param name="input">The values of each row.</param>
    public static int MostRows(RowsKind kind, int input) => kind == RowsKind.Flatten ? SequenceValues / input : SequenceValues;

    /// <summary>Those sequences, not counting those kept for residual sums.</summary>
    private const int OtherSequences = 6;

    /// <summary>What a network has too much of, or null. Sizes are at most 2^31 and layers few, so that no sum overflows a long.</summary>
    public static Excess? Check(Network network)
    {
        EquatableArray<Layer> layers = network.Layers;
        if (layers.Count > Layers)
        {
            return new Excess(Layers, layers.Count, "layers", Layers);
        }

        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Parts.Select(part => part.Units).DefaultIfEmpty(0).Max() is > Units and var wide)
            {
                return new Excess(i, wide, $"units in layer {layers[i].Name}", Units);
            }
        }

        int last = layers.Count - 1;
        long units = network.Parts.Sum(part => (long)part.Units);
        long parameters = network.ParameterCount;
        return units > TotalUnits ? new Excess(last, units, "units in all layers together", TotalUnits)
            : parameters > Parameters ? new Excess(0, parameters, "parameters", Parameters)
            : network.Parameters is not null && parameters > TrainedParameters
                ? new Excess(0, parameters, "trained parameters", TrainedParameters)
            : InSequences(network, last);
    }

    /// <summary>What training on sequences of that many steps has too much of, or null.</summary>
    public static Excess? CheckTraining(Network network, int steps)
    {
        long values = steps * Room(network.InputSize);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            long rows = Math.Max(network.RowsRead(i, steps) ?? 1, network.RowsOf(i, steps) ?? 1);
            long states = layer.Parts.OfType<RecurrentLayer>().Sum(part => part.State.Sum(slot => Room(slot.Count)));
            long made = layer is RowsLayer ? Room(layer.Output) : 0;
            values += rows * (layer.Parts.Sum(part => part.Gates * Room(part.Units)) + states + made);
        }

        return values > TrainingValues
            ? new Excess(0, values, "values of a sequence that training keeps", TrainingValues)
            : null;
    }

    /// <summary>Sequences that have too many values, or null.</summary>
    private static Excess? InSequences(Network network, int last)
    {
        long steps = network.Steps ?? 1;
        long input = steps * network.InputSize;
        long output = (network.OutputRows ?? 1) * (long)network.OutputSize;
        int kept = Enumerable.Range(0, network.Layers.Count).Count(network.IsKept);
        long between = MostBetween(network, network.Steps ?? 1) * (OtherSequences + kept) / OtherSequences;
        return input > int.MaxValue ? new Excess(0, input, "values in a sequence of its input", int.MaxValue)
            : network.ReturnsSequences && output > int.MaxValue
                ? new Excess(last, output, "values in a sequence of its output", int.MaxValue)
            : !network.IsStreaming && between > SequenceValues
                ? new Excess(
                    0,
                    between,
                    "values of room for a sequence between two layers, which a layer that needs the whole sequence has to keep",
                    SequenceValues)
            : null;
    }

    /// <summary>The most values that all rows before, between or after the layers have.</summary>
    private static long MostBetween(Network network, int steps)
    {
        long most = steps * Room(network.InputSize);
        long rows = steps;
        foreach (Layer layer in network.Layers)
        {
            // A layer computes a row for each that it reads, even if it outputs only the last one.
            long width = layer is RowsLayer ? 0 : layer.Parts.Sum(part => Room(part.Units));
            most = System.Math.Max(most, rows * width);
            rows = layer.RowsOf((int)rows)!.Value;
            most = System.Math.Max(most, rows * (layer is RowsLayer ? Room(layer.Output) : 0));
        }

        return most;
    }

    /// <summary>Rows are padded to whole vectors, so a narrow row takes more room than its values. This is an upper bound.</summary>
    private static long Room(long width) => width <= 4 ? 4 : width <= 8 ? 8 : (width + 15) / 16 * 16;
}
