using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Model;

/// <summary>An option that a layer can't have as it is.</summary>
/// <param name="Layer">The index of the layer to show it at.</param>
internal sealed record Misfit(int Layer, string Problem);

/// <summary>What options must be, and which go together. A network that breaks a rule is never generated, wherever it comes from.</summary>
internal static class Rules
{
    /// <summary>The first rule that a network breaks, or null.</summary>
    public static Misfit? Check(Network network)
    {
        for (int i = 0; i < network.Layers.Count; i++)
        {
            if (Problems(network, network.Layers[i], i).FirstOrDefault() is { } problem)
            {
                return new Misfit(i, problem);
            }
        }

        return null;
    }

    /// <summary>The layers that output only one row although a later layer reads every step.</summary>
    public static IEnumerable<int> BrokenChains(IReadOnlyList<Layer> layers)
    {
        for (int i = 0; i < layers.Count; i++)
        {
            if (!layers[i].HandsOnEveryStep && layers.Skip(i + 1).FirstOrDefault(layer => layer.IsOverTime) is { ReadsSequence: true })
            {
                yield return i;
            }
        }
    }

    /// <summary>Whether a step has a feature to add to each output of the skip connection.</summary>
    public static bool SkipFits(Network network) => !network.Skip || network.OutputSize <= network.InputSize;

    /// <summary>What is wrong with a limit that values are clipped to, or null.</summary>
    public static string? OfLimit(float? limit)
    {
        if (limit is not float value || (value > 0 && !float.IsInfinity(value)))
        {
            return null;
        }

        string shown = float.IsNaN(value) ? "NaN" : float.IsInfinity(value) ? "infinity" : FloatText.Of(value);
        return $"clips to ±{shown}; the limit is a finite number above 0";
    }

    private static IEnumerable<string> Problems(Network network, Layer layer, int index)
    {
        bool isLast = index == network.Layers.Count - 1;
        return OfNumbers(layer)
            .Concat(layer.Parts.OfType<LstmLayer>().SelectMany(OfOptions))
            .Concat(layer is RowsLayer rows ? OfRows(network, index, rows, isLast) : OfDirection(network, layer))
            .Concat(layer is EmbeddingLayer && index > 0 ? ["looks up rows by ids, which the input alone has"] : [])
            .Concat(layer is NormalizationLayer normalization ? OfEpsilon(normalization) : [])
            .Concat(layer is AddLayer sum ? OfSum(network, sum, index) : [])
            .Concat(layer is BidirectionalLayer both ? OfHalves(both, isReadByOne: !isLast || network.Skip) : [])
            .Concat(network.Masking is not null ? OfMasking(network, layer, isReadOn: index < network.LastOverTime) : []);
    }

    /// <summary>What a <see cref="RowsLayer"/> needs.</summary>
    private static IEnumerable<string> OfRows(Network network, int index, RowsLayer layer, bool isLast)
    {
        if (network.Steps is null)
        {
            yield return layer.Obstacle + ", so the sequence has to have a known length; give Steps";
            yield break;
        }

        int read = network.RowsRead(index, network.Steps)!.Value;
        if (layer.Kind == RowsKind.Flatten ? read != layer.Count : layer.Kind == RowsKind.Last && read < layer.Count)
        {
            string does = layer.Kind == RowsKind.Flatten ? "joins" : "takes the last";
            yield return FormattableString.Invariant($"{does} {layer.Count} rows, and it reads {read}");
        }

        if (layer.Kind == RowsKind.Repeat && read != 1)
        {
            yield return FormattableString.Invariant($"repeats one row, and it reads {read}, one for every step");
        }

        if (isLast && layer.Kind is RowsKind.Flatten or RowsKind.Repeat)
        {
            yield return "is the last layer, where it changes nothing but how the same numbers are arranged; leave it out";
        }

        if (network.Skip)
        {
            yield return layer.Obstacle + ", beside a skip connection, which adds the input of each step to an output of the same step";
        }

        if (network.Masking is not null && layer.Kind != RowsKind.Mean)
        {
            yield return layer.Obstacle + ", and masked steps have no rows that it could read; only a mean leaves them out";
        }
    }

    /// <summary>What the numbers of activations must be.</summary>
    private static IEnumerable<string> OfNumbers(Layer layer)
    {
        foreach (Activation activation in layer.Parts.SelectMany(Activations))
        {
            var numbers = new[] { (ActivationNames.Alpha, activation.Alpha), (ActivationNames.Beta, activation.Beta) };
            foreach ((string name, float number) in numbers)
            {
                if (float.IsNaN(number) || float.IsInfinity(number))
                {
                    yield return $"has an activation whose {name} is {(float.IsNaN(number) ? "NaN" : "infinity")}; it is a finite number";
                }
            }
        }
    }

    private static IReadOnlyList<Activation> Activations(WeightedLayer part) =>
        part is LstmLayer lstm
            ? [lstm.Activation, lstm.RecurrentActivation, .. LstmLayer.CellOptions.Select(option => option.Get(lstm)).OfType<Activation>()]
            : [part.Activation];

    /// <summary>What the options of one LSTM must be, whatever layers are around it.</summary>
    private static IEnumerable<string> OfOptions(LstmLayer lstm)
    {
        foreach (Activation activation in Activations(lstm))
        {
            if (activation.IsOfLayer)
            {
                yield return $"has {ActivationNames.Of(activation)}, which is computed from all values of a fully connected layer together "
                    + "and is not a gate's activation";
            }
        }

        if (lstm.Projection is int size && (size < 1 || size >= lstm.Units))
        {
            yield return FormattableString.Invariant($"projects {lstm.Units} units to {size} values; ")
                + "a projection has from 1 value to one less than there are units";
        }

        foreach (CellOption option in LstmLayer.CellOptions)
        {
            if (option.Problem(lstm) is { } problem)
            {
                yield return problem;
            }
        }
    }

    /// <summary>What a layer's direction requires.</summary>
    private static IEnumerable<string> OfDirection(Network network, Layer layer)
    {
        if (!layer.IsStreaming && network.Steps is null)
        {
            yield return "reads the sequence from its end, so the sequence has to have a known length; give Steps";
        }

        if (layer is RecurrentLayer { Direction: Direction.Turned })
        {
            yield return "turns its rows round, which only half of a bidirectional layer does";
        }
    }

    /// <summary>How the halves of a bidirectional layer go together.</summary>
    /// <param name="isReadByOne">Whether the next layer reads a single output row.</param>
    private static IEnumerable<string> OfHalves(BidirectionalLayer layer, bool isReadByOne)
    {
        int forward = layer.Forward.Output;
        int backward = layer.Backward.Output;
        if (layer.Merge is Merge.Sum or Merge.Mul or Merge.Average && forward != backward)
        {
            yield return FormattableString.Invariant($"merges {forward} forward values with {backward} backward ones, ")
                + "which can only be put side by side (Concat)";
        }

        if (layer.Forward.ReturnSequences != layer.Backward.ReturnSequences)
        {
            yield return "returns every step of one direction and the last step of the other";
        }

        if (layer.Merge == Merge.None && isReadByOne)
        {
            yield return "has two outputs (merge None), and what comes after it reads one";
        }
    }

    /// <summary>The ε that is added to a variance, so that nothing is divided by zero.</summary>
    private static IEnumerable<string> OfEpsilon(NormalizationLayer layer)
    {
        if (!(layer.Epsilon >= 0) || float.IsInfinity(layer.Epsilon))
        {
            yield return $"has the epsilon {FloatText.Of(layer.Epsilon)}; it is a finite number of at least 0";
        }
    }

    /// <summary>What a residual sum may add.</summary>
    private static IEnumerable<string> OfSum(Network network, AddLayer sum, int index)
    {
        if (sum.Source < AddLayer.OfInput || sum.Source >= index - 1)
        {
            yield return "adds the output of another layer, which has to come before the one that it reads itself";
            yield break;
        }

        int added = sum.Source == AddLayer.OfInput ? network.InputSize : network.Layers[sum.Source].Output;
        if (added != sum.Input)
        {
            yield return FormattableString.Invariant($"reads {sum.Input} values and adds {added} to them; both have to be as many");
        }

        // Where the last row belongs to no particular step, or the head is computed from a state alone, rows of other layers aren't
        // available.
        bool isHead = index > network.LastOverTime;
        bool isOfHead = sum.Source >= network.LastOverTime;
        Layer[] between = [.. network.Layers.Take(index).Skip(sum.Source + 1)];
        if (between.OfType<RowsLayer>().FirstOrDefault() is { } rows)
        {
            yield return $"adds rows from before layer {rows.Name}, which {rows.Obstacle}: the rows that the sum reads are others";
        }
        else if (!network.IsStreaming && between.Any(layer => !layer.HandsOnEveryStep) && !(isHead && sum.Source == AddLayer.OfInput))
        {
            yield return "adds the rows of every step to the last one alone of a layer, in a network that reads the sequence as a whole";
        }

        if (isHead && !isOfHead && network.Masking is not null && (sum.Source != AddLayer.OfInput || !network.IsStreaming))
        {
            yield return "adds a row from before the last LSTM, with masked steps; their output isn't defined beside it";
        }
    }

    /// <summary>What masked steps can be combined with.</summary>
    /// <param name="isReadOn">Whether a recurrent layer follows it.</param>
    private static IEnumerable<string> OfMasking(Network network, Layer layer, bool isReadOn)
    {
        if (isReadOn && layer.RowsAreBackwards)
        {
            yield return "hands its rows on from the last step to the first, so the mask would no longer fit them in the next layer";
        }

        if (!layer.IsStreaming && (network.Skip || network.InitialState is not null))
        {
            yield return "reads a sequence from its end, with masked steps; their output isn't defined beside "
                + (network.Skip ? "a skip connection" : "an initial state that was trained");
        }
    }
}
