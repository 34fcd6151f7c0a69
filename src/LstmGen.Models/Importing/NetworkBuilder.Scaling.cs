using System;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models.Importing.Scalers;

namespace LstmGen.Models.Importing;

/// <content>
/// Where scalings go: into the layer that computes the features, into the one that reads them, or into a layer of their own.
/// </content>
internal sealed partial class NetworkBuilder
{
    /// <summary>
    /// The most features of a scaling that is a layer of its own. Its kernel has a row and a column for each, nearly all of them zero: 512
    /// features need 262,144 parameters, for which the C# compiler takes about three seconds.
    /// </summary>
    private const int MostScaled = 512;

    /// <summary>
    /// Applies the pending scaling where it belongs without a reader, and returns what the next layer has to fold; null if nothing is left.
    /// </summary>
    /// <param name="features">The number of features that the next layer reads.</param>
    private Scaling? LeftForReader(int features)
    {
        if (TakeScale(features) is not { } scale || FoldsIntoWriter(scale.Scaling))
        {
            return null;
        }

        if (scale.Scaling.Centre(features) is not { } centre)
        {
            return scale.Scaling;
        }

        AddScale(new Scaling([1], [.. centre.Select(value => -(double)value)]), scale.Source, features);
        return scale.Scaling.Around(centre);
    }

    /// <summary>Refuses a scaler of the input that is for another number of features than the network reads.</summary>
    private void RequireScaler(int features) => options.Scaler?.Input?.Require(features, options.Scaler.FileName, ScalerFile.Input);

    /// <summary>Converts the network's output to the user's units.</summary>
    private void Unscale(bool skip)
    {
        if (options.Scaler is not { } scaler)
        {
            return;
        }

        if (skip)
        {
            throw new ModelException(
                $"the network adds its input to its output, and the input of the scaler {Shown.Text(scaler.FileName)} is another one: a scaler beside a skip connection isn't supported");
        }

        if (scaler.Output is { } output && Output is int features)
        {
            output.Require(features, scaler.FileName, ScalerFile.Output);
            Scale(scaler.FileName, output.Scaling.Inverse());
        }
    }

    /// <summary>Scales the network's output.</summary>
    private void ScaleOutput()
    {
        if (Output is int features && TakeScale(features) is { } scale && !FoldsIntoWriter(scale.Scaling))
        {
            AddScale(scale.Scaling, scale.Source, features);
        }
    }

    private (Scaling Scaling, string Source)? TakeScale(int features)
    {
        (Scaling Scaling, string Source)? scale = _scale;
        _scale = null;
        if (scale is { } found)
        {
            RequireFeatures(found.Scaling, found.Source, features);
        }

        return scale is { Scaling.IsIdentity: true } ? null : scale;
    }

    /// <summary>Folds a scaling into the last layer, if that is a fully connected one without an activation, or a layer normalization.</summary>
    private bool FoldsIntoWriter(Scaling scaling)
    {
        if (FoldsIntoNormalization(scaling))
        {
            return true;
        }

        if (_layers.Count == 0 || LastIsKept || _layers[^1].Layer is not DenseLayer { Activation.Kind: ActivationKind.Linear } dense)
        {
            return false;
        }

        string source = _layers[^1].Source;
        int kernelCount = dense.Input * dense.Units;
        int count = kernelCount + (dense.UseBias ? dense.Units : 0);
        float[] own = [.. _parameters.GetRange(_parameters.Count - count, count)];
        _parameters.RemoveRange(_parameters.Count - count, count);
        (float[] kernel, float[]? bias) = scaling.IntoWriter(own[..kernelCount], dense.UseBias ? own[kernelCount..] : null, dense.Units);
        dense = dense with { UseBias = bias is not null };
        Take(dense, source, kernel, bias);
        _layers[^1] = (dense, source);
        return true;
    }

    private void AddScale(Scaling scaling, string source, int features)
    {
        if (features > MostScaled)
        {
            throw new ModelException(FormattableString.Invariant(
                $"{Shown.Text(source)} scales {features} features where that can't be folded into the weights of a layer, and at most {MostScaled} can be there"));
        }

        (float[] kernel, float[]? bias) = scaling.AsLayer(features);
        var layer = new DenseLayer(_names.Next("scaling"), features, features, Activation.Linear, bias is not null) { IsScaling = true };
        Fits(layer, source);
        Take(layer, source, kernel, bias);
        _layers.Add((layer, source));
    }

    /// <summary>
    /// An LSTM that reads unscaled features, in place of one that reads scaled ones. Its initial state and its outputs are the same.
    /// </summary>
    private static (LstmLayer Layer, LstmTensors Tensors) Folded(Scaling scaling, LstmLayer layer, LstmTensors tensors)
    {
        if (!IsOf(tensors.Kernel, tensors.Bias, layer.Input, (int)layer.Tensors.First().Count / layer.Input))
        {
            return (layer, tensors);
        }

        (float[] kernel, float[]? bias) = scaling.IntoReader(tensors.Kernel, tensors.Bias, layer.Input);
        return (layer with { UseBias = bias is not null }, tensors with { Kernel = kernel, Bias = bias });
    }

    /// <summary>Whether tensors have the sizes that a layer needs; otherwise the layer is refused for that.</summary>
    private static bool IsOf(float[] kernel, float[]? bias, int input, int columns) =>
        kernel.Length == (long)input * columns && (bias is null || bias.Length == columns);

    private static void RequireFeatures(Scaling scaling, string source, int? features)
    {
        if (scaling.Features is int scaled && features is int there && scaled != there)
        {
            throw new ModelException(FormattableString.Invariant($"{Shown.Text(source)} scales {scaled} features, and there are {there}"));
        }
    }
}
