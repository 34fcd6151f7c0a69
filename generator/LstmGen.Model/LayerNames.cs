using System;
using System.Collections.Generic;

namespace LstmGen.Generator.Model;

/// <summary>Names layers as Keras does: lstm, lstm_1, lstm_2, and dense likewise.</summary>
internal sealed class LayerNames
{
    private readonly Dictionary<string, int> _count = new();

    /// <param name="kind"><c>lstm</c> or <c>dense</c>.</param>
    public string Next(string kind)
    {
        _count.TryGetValue(kind, out int count);
        _count[kind] = count + 1;
        return count == 0 ? kind : FormattableString.Invariant($"{kind}_{count}");
    }
}
