using System;
using System.Collections.Generic;

namespace LstmGen.Models.Importing.Nam;

/// <summary>Cuts the one flat list of numbers of a NAM file into tensors, from its start to its end.</summary>
internal sealed class NamWeights(float[] values)
{
    private readonly List<TensorUse> _uses = [];
    private int _at;

    /// <summary>The tensors that were taken, each by its place in the list.</summary>
    public IReadOnlyList<TensorUse> Uses => _uses;

    /// <summary>Takes the next numbers; the caller knows that there are as many.</summary>
    public float[] Take(string use, params long[] shape)
    {
        int count = 1;
        foreach (long size in shape)
        {
            count *= (int)size;
        }

        int start = _at;
        _at += count;
        _uses.Add(new TensorUse(FormattableString.Invariant($"weights[{start}..{_at}]"), shape, "number", use));
        return values[start.._at];
    }
}
