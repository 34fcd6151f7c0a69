using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing;

/// <content>Layers that work row by row, except residual sums.</content>
internal sealed partial class NetworkBuilder
{
    /// <summary>Adds a table whose rows are looked up by the ids of the input.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <param name="table">[count, units], row by row.</param>
    /// <exception cref="ModelException">It isn't the first layer, or the table is too large.</exception>
    public void Embed(string source, int count, int units, float[] table)
    {
        if (_layers.Count > 0 || ScaledBy is not null)
        {
            throw new ModelException($"layer {Shown.Text(source)} looks up rows by ids, which is supported for the network's input alone");
        }

        if (count < 1 || (long)count * units > Limits.TrainedParameters)
        {
            throw new ModelException(FormattableString.Invariant($"layer {Shown.Text(source)} has a table of {count:N0} rows of {units:N0} values; from 1 to {Limits.TrainedParameters:N0} values can be generated"));
        }

        var layer = new EmbeddingLayer(_names.Next("embedding"), count, units);
        Fits(layer, source);
        Take(layer, source, table);
        _layers.Add((layer, source));
    }

    /// <summary>Adds a layer normalization.</summary>
    /// <param name="source">The file's name of the layer.</param>
    /// <param name="features">How many features it reads, or null if the layer before it says so.</param>
    /// <param name="gamma">A factor for each feature, or null.</param>
    /// <param name="beta">An offset for each feature, or null.</param>
    /// <exception cref="ModelException">It doesn't fit the layer before it.</exception>
    public void Normalize(string source, int? features, float epsilon, float[]? gamma, float[]? beta)
    {
        EndScale(features);
        int input = features ?? Output ?? throw new ModelException($"layer {Shown.Text(source)} normalizes inputs whose number isn't known");
        var layer = new NormalizationLayer(_names.Next("layer_normalization"), input, epsilon, gamma is not null, beta is not null);
        Fits(layer, source);
        Take(layer, source, [.. new[] { gamma, beta }.Where(tensor => tensor is not null)]);
        _layers.Add((layer, source));
    }

    /// <summary>Folds a scaling into the last layer if that is a layer normalization.</summary>
    private bool FoldsIntoNormalization(Scaling scaling)
    {
        if (_layers.Count == 0 || LastIsKept || _layers[^1].Layer is not NormalizationLayer layer)
        {
            return false;
        }

        (int count, int units, string source) = ((int)layer.ParameterCount, layer.Units, _layers[^1].Source);
        float[] own = [.. _parameters.GetRange(_parameters.Count - count, count)];
        _parameters.RemoveRange(_parameters.Count - count, count);
        float[] gamma = layer.HasScale ? own[..units] : [.. Enumerable.Repeat(1f, units)];
        float[]? beta = layer.HasOffset ? own[^units..] : null;

        // As a layer that computes each feature from one value.
        (float[] kernel, float[]? bias) = scaling.IntoWriter(gamma, beta, units);
        layer = layer with { HasScale = layer.HasScale || Array.Exists(kernel, value => value != 1), HasOffset = bias is not null };
        Take(layer, source, [.. new[] { layer.HasScale ? kernel : null, bias }.Where(tensor => tensor is not null)]);
        _layers[^1] = (layer, source);
        return true;
    }
}
