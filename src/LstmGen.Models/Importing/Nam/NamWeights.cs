using System;
using System.Collections.Generic;

namespace LstmGen.Models.Importing.Nam;

/// <summary>Splits a NAM file's flat list of numbers into tensors, in order.</summary>
internal sealed class NamWeights(float[] values)
{
    private readonly List<TensorUse> _uses = [];
    private int _at;

    /// <summary>The tensors that were taken, each with its place in the list.</summary>
    public IReadOnlyList<TensorUse> Uses => _uses;

    /// <summary>Takes the next numbers; the caller knows that there are enough.</summary>
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
