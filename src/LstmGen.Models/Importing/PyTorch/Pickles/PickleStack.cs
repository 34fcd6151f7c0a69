using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>The stack of values on which a pickle operates, with its marks.</summary>
internal sealed class PickleStack
{
    private readonly List<object> _values = [];
    private readonly List<int> _marks = [];

    public bool IsEmpty => _values.Count == 0 && _marks.Count == 0;

    public int Count => _values.Count;

    /// <summary>The value on top.</summary>
    /// <exception cref="PickleException">There is none above the last mark.</exception>
    public object Top => _values.Count > Bottom ? _values[^1] : throw new PickleException("there is no value on the stack");

    private int Bottom => _marks.Count > 0 ? _marks[^1] : 0;

    public void Push(object value) => _values.Add(value);

    public object Pop()
    {
        object value = Top;
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>The value on top, which has to be of a type.</summary>
    public T Pop<T>(string what) => Pop() is T value ? value : throw new PickleException($"there is no {what} on the stack");

    /// <inheritdoc cref="Pop{T}"/>
    public T Peek<T>(string what) => Top is T value ? value : throw new PickleException($"there is no {what} on the stack");

    public void Mark() => _marks.Add(_values.Count);

    /// <summary>Takes the last mark, and the values above it.</summary>
    public object[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw new PickleException("there is no mark on the stack");
        }

        int mark = Bottom;
        _marks.RemoveAt(_marks.Count - 1);
        object[] values = [.. _values.Skip(mark)];
        _values.RemoveRange(mark, _values.Count - mark);
        return values;
    }

    /// <summary>A number of topmost values.</summary>
    public object[] Pop(int count)
    {
        var values = new object[count];
        for (int i = count - 1; i >= 0; i--)
        {
            values[i] = Pop();
        }

        return values;
    }
}
