using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>
/// An immutable list of floats that equals another only if every bit does: minus zero differs from zero, and a NaN equals itself.
/// </summary>
internal sealed class Floats : IEquatable<Floats>, IReadOnlyList<float>
{
    private readonly float[] _values;
    private readonly int _hash;

    public Floats(IEnumerable<float> values)
    {
        _values = values.ToArray();
        int hash = 17;
        foreach (float value in _values)
        {
            hash = unchecked((hash * 31) + Bits(value));
        }

        _hash = hash;
    }

    public int Count => _values.Length;

    public float this[int index] => _values[index];

    /// <summary>The bits of a float, for which .NET Standard 2.0 has no method.</summary>
    public static unsafe int Bits(float value) => *(int*)&value;

    public bool Equals(Floats? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || other._hash != _hash || other.Count != Count)
        {
            return false;
        }

        for (int i = 0; i < _values.Length; i++)
        {
            if (Bits(_values[i]) != Bits(other._values[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as Floats);

    public override int GetHashCode() => _hash;

    public IEnumerator<float> GetEnumerator() => ((IEnumerable<float>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
