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
            Layer layer = network.Layers[i];
            bool isLast = i == network.Layers.Count - 1;
            if (Problems(network, layer, isLast, isReadOn: i < network.LastRecurrent).FirstOrDefault() is { } problem)
            {
                return new Misfit(i, problem);
            }
        }

        return null;
    }

    /// <summary>The layers that hand on their last step alone, though a recurrent layer behind them reads every step.</summary>
    public static IEnumerable<int> BrokenChains(IReadOnlyList<Layer> layers)
    {
        int last = layers.Count - 1;
        while (last >= 0 && !layers[last].IsRecurrent)
        {
            last--;
        }

        return Enumerable.Range(0, Math.Max(last, 0)).Where(i => !layers[i].HandsOnEveryStep);
    }

    /// <summary>Whether a step has a feature for each output that a skip connection adds one to.</summary>
    public static bool SkipFits(Network network) => !network.Skip || network.OutputSize <= network.InputSize;

    /// <param name="isReadOn">Whether a recurrent layer stands behind it.</param>
    private static IEnumerable<string> Problems(Network network, Layer layer, bool isLast, bool isReadOn)
    {
        foreach (Activation activation in layer.Parts.SelectMany(part => part is LstmLayer lstm ? [lstm.Activation, lstm.RecurrentActivation, lstm.CellActivation] : new[] { part.Activation }))
        {
            foreach ((string name, float number) in new[] { (ActivationNames.Alpha, activation.Alpha), (ActivationNames.Beta, activation.Beta) })
            {
                if (float.IsNaN(number) || float.IsInfinity(number))
                {
                    yield return $"has an activation whose {name} is {(float.IsNaN(number) ? "NaN" : "infinity")}; it is a finite number";
                }
            }
        }

        foreach (LstmLayer lstm in layer.Parts.OfType<LstmLayer>())
        {
            foreach (Activation activation in new[] { lstm.Activation, lstm.RecurrentActivation, lstm.CellActivation })
            {
                if (activation.Kind == ActivationKind.Softmax)
                {
                    yield return "has softmax, which is computed from all values of a fully connected layer together and is no activation of a gate";
                }
            }

            if (lstm.Projection is int size && (size < 1 || size >= lstm.Units))
            {
                yield return FormattableString.Invariant($"projects {lstm.Units} units to {size} values; a projection has from 1 value to one less than there are units");
            }

            foreach (float? limit in new[] { lstm.Clip, lstm.CellClip })
            {
                if (limit is float value && !(value > 0 && !float.IsInfinity(value)))
                {
                    yield return $"clips to ±{(float.IsNaN(value) ? "NaN" : float.IsInfinity(value) ? "infinity" : FloatText.Of(value))}; the limit is a finite number above 0";
                }
            }
        }

        if (!layer.IsStreaming && network.Steps is null)
        {
            yield return "reads the sequence from its end, so the sequence has to have a known length; give Steps";
        }

        if (layer is RecurrentLayer { Direction: Direction.Turned })
        {
            yield return "turns its rows round, which only half of a bidirectional layer does";
        }

        if (layer is BidirectionalLayer both)
        {
            if (both.Merge is Merge.Sum or Merge.Mul or Merge.Average && both.Forward.Output != both.Backward.Output)
            {
                yield return FormattableString.Invariant($"merges {both.Forward.Output} forward values with {both.Backward.Output} backward ones, which can only be put side by side (Concat)");
            }

            if (both.Forward.ReturnSequences != both.Backward.ReturnSequences)
            {
                yield return "returns every step of one direction and the last step of the other";
            }

            if (both.Merge == Merge.None && (!isLast || network.Skip))
            {
                yield return "has two outputs (merge None), and what stands behind it reads one";
            }
        }

        if (network.Masking is not null && isReadOn && layer.RowsAreBackwards)
        {
            yield return "hands its rows on from the last step to the first, so the mask would no longer fit them in the next layer";
        }

        if (network.Masking is not null && !layer.IsStreaming && (network.Skip || network.InitialState is not null))
        {
            yield return "reads a sequence from its end, with masked steps; what those hand on isn't defined beside "
                + (network.Skip ? "a skip connection" : "an initial state that was trained");
        }
    }
}
