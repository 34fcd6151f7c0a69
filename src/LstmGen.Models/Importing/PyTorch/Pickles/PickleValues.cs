using System.Collections.Generic;

namespace LstmGen.Models.Importing.PyTorch.Pickles;

/// <summary>
/// Python's None. The other plain values are bool, long, <see cref="System.Numerics.BigInteger"/>, double, string and byte[].
/// </summary>
internal sealed class PickleNone
{
    public static readonly PickleNone Value = new();

    private PickleNone()
    {
    }
}

internal sealed record PickleTuple(IReadOnlyList<object> Items);

/// <summary>A list, to which a pickle may add items while it runs; it may contain itself.</summary>
internal sealed class PickleList
{
    private List<object>? _items;

    public IReadOnlyList<object> Items => _items ?? (IReadOnlyList<object>)[];

    public void Add(object item) => (_items ??= []).Add(item);
}

/// <summary>A dict or an OrderedDict, in the order in which it was filled; it may contain itself.</summary>
internal sealed class PickleDict
{
    private List<KeyValuePair<object, object>>? _items;

    public IReadOnlyList<KeyValuePair<object, object>> Items => _items ?? (IReadOnlyList<KeyValuePair<object, object>>)[];

    /// <summary>The object's additional attributes, or null.</summary>
    public PickleDict? Attributes { get; set; }

    public void Add(object key, object value) => (_items ??= []).Add(new KeyValuePair<object, object>(key, value));
}

/// <summary>
/// An object of a class that is known to hold nothing of a model, such as argparse.Namespace: it is never created, and its content is
/// dropped.
/// </summary>
/// <param name="Name">The class, or the function that would create it.</param>
internal sealed record PickleOpaque(string Name);

/// <summary>Something that a pickle can call, by REDUCE.</summary>
/// <param name="name">Its name in Python.</param>
internal abstract class PickleFunction(string name)
{
    public string Name { get; } = name;

    /// <exception cref="PickleException">The arguments don't match.</exception>
    public abstract object Call(IReadOnlyList<object> arguments);
}
