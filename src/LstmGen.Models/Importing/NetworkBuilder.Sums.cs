using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing;

/// <content>Residual sums.</content>
internal sealed partial class NetworkBuilder
{
    /// <summary>The layers whose output isn't read only by the next layer: nothing is folded into them.</summary>
    private readonly HashSet<int> _kept = [];

    private bool LastIsKept => _kept.Contains(_layers.Count - 1);

    /// <summary>
    /// Keeps the input of the file's network for a residual sum, before all layers. With a scaler beside the file, a layer of its own
    /// computes it from the user's values.
    /// </summary>
    /// <param name="features">How many values it has, or null where that isn't known.</param>
    /// <returns>The number of that layer, or <see cref="AddLayer.OfInput"/> if there is none.</returns>
    /// <exception cref="ModelException">The scaler is for another number of features, or for one that isn't known.</exception>
    public int KeepInput(int? features)
    {
        if (_scale is not { Scaling.IsIdentity: false } scale)
        {
            return AddLayer.OfInput;
        }

        int scaled = features ?? scale.Scaling.Features
            ?? throw new ModelException($"{Shown.Text(scale.Source)} scales inputs whose number isn't known");
        RequireScaler(scaled);
        _scale = null;
        AddScale(scale.Scaling, scale.Source, scaled);
        return Keep();
    }

    /// <summary>Keeps the last layer's output for a residual sum.</summary>
    /// <returns>Its number, or <see cref="AddLayer.OfInput"/> if there is no layer.</returns>
    /// <exception cref="ModelException">It is the scaled input, with an unknown number of features.</exception>
    public int Keep()
    {
        EndScale();
        _kept.Add(_layers.Count - 1);
        return _layers.Count - 1;
    }

    /// <summary>Adds the row of a layer to the last layer's output.</summary>
    /// <param name="source">The file's name of the sum.</param>
    /// <param name="kept">The result of <see cref="Keep"/>, or <see cref="AddLayer.OfInput"/>.</param>
    /// <exception cref="ModelException">The layers have different numbers of features.</exception>
    public void Sum(string source, int kept)
    {
        EndScale();
        int? added = kept == AddLayer.OfInput ? _layers.FirstOrDefault().Layer?.Input : _layers[kept].Layer.Output;
        if (added is null || Output != added)
        {
            throw new ModelException($"{Shown.Text(source)} adds {added ?? 0} values to {Output ?? 0}; both have to be as many, of two layers or of one and the input");
        }

        var layer = new AddLayer(_names.Next("add"), added.Value, kept);
        Fits(layer, source);
        _layers.Add((layer, source));
    }

    /// <summary>Applies the pending scaling, because what comes next has no weights to fold it into.</summary>
    /// <param name="features">How many values that reads, or null for all.</param>
    private void EndScale(int? features = null)
    {
        if (_scale is not { } pending)
        {
            return;
        }

        int scaled = Output ?? features ?? pending.Scaling.Features
            ?? throw new ModelException($"{Shown.Text(pending.Source)} scales inputs whose number isn't known");
        if (TakeScale(scaled) is { } left && !FoldsIntoWriter(left.Scaling))
        {
            AddScale(left.Scaling, left.Source, scaled);
        }
    }
}
