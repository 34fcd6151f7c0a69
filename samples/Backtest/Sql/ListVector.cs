using System;
using DuckDB.NET.Native;

namespace Backtest;

/// <summary>
/// A column of a chunk whose rows are lists of floats, in DuckDB's own memory: an offset and a length for each row, and the values of all
/// rows in one array.
/// </summary>
internal readonly unsafe ref struct ListVector
{
    private readonly ReadOnlySpan<DuckDBListEntry> _lists;
    private readonly ulong* _validLists; // a bit for each list, or null where all are valid
    private readonly float* _values;
    private readonly ulong* _validValues;

    internal ListVector(IntPtr vector, int rows)
    {
        _lists = new ReadOnlySpan<DuckDBListEntry>(NativeMethods.Vectors.DuckDBVectorGetData(vector), rows);
        _validLists = NativeMethods.Vectors.DuckDBVectorGetValidity(vector);
        IntPtr values = NativeMethods.Vectors.DuckDBListVectorGetChild(vector);
        _values = (float*)NativeMethods.Vectors.DuckDBVectorGetData(values);
        _validValues = NativeMethods.Vectors.DuckDBVectorGetValidity(values);
    }

    internal bool IsNull(int row) => !IsValid(_validLists, (ulong)row);

    internal int Length(int row) => checked((int)_lists[row].Length);

    internal ReadOnlySpan<float> this[int row] => new(_values + _lists[row].Offset, Length(row));

    /// <summary>The index in a row's list of the first value that is NULL, or -1.</summary>
    internal int IndexOfNull(int row)
    {
        if (_validValues == null)
        {
            return -1;
        }

        int length = Length(row);
        for (int index = 0; index < length; index++)
        {
            if (!IsValid(_validValues, _lists[row].Offset + (ulong)index))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>The values of all rows without a copy, if no row is NULL and each begins where the previous one ends.</summary>
    internal bool TryGetAll(int length, out ReadOnlySpan<float> values)
    {
        ulong offset = _lists.IsEmpty ? 0 : _lists[0].Offset;
        values = new ReadOnlySpan<float>(_values + offset, _lists.Length * length);
        for (int row = 0; row < _lists.Length; row++, offset += (ulong)length)
        {
            if (_lists[row].Offset != offset || IsNull(row))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsValid(ulong* mask, ulong index) => mask == null || (mask[index / 64] >> (int)(index % 64) & 1) != 0;
}
