using System;
using System.Collections.Generic;

namespace LstmGen.Schedules.Guarding;

/// <summary>
/// All memory that one run of a generated class works with. The class's own text is rewritten to take its memory here
/// (<see cref="GuardedSource"/>).
/// </summary>
public sealed unsafe class GuardedMemory : IDisposable
{
    private readonly Dictionary<string, GuardedBlock> _blocks = [];
    private readonly bool _atEnd;

    /// <param name="atEnd">Which side of each block is guarded.</param>
    internal GuardedMemory(bool atEnd)
    {
        _atEnd = atEnd;
        Current = this;
    }

    /// <summary>The memory of the current run.</summary>
    public static GuardedMemory? Current { get; private set; }

    /// <summary>Memory of zeros by a name, for the duration of the run; the same one whenever it is requested.</summary>
    public Span<T> Take<T>(string name, int count, int alignment = 1)
        where T : unmanaged
    {
        int bytes = checked(count * sizeof(T));
        string key = $"{name} [{count}]";
        if (!_blocks.TryGetValue(key, out GuardedBlock? block))
        {
            _blocks[key] = block = new GuardedBlock(bytes, _atEnd, alignment);
        }

        var span = new Span<T>(block.Start, count);
        span.Clear();
        return span;
    }

    /// <summary>
    /// Replaces a <c>stackalloc</c>: no method of a generated class is entered twice at a time, so each place has its own block.
    /// </summary>
    public static Span<T> Stack<T>(int place, int count)
        where T : unmanaged => Current!.Take<T>($"stack memory {place}", count);

    /// <summary>Replaces a class's data.</summary>
    public static ReadOnlySpan<T> Constants<T>(int place, Func<T[]> values)
        where T : unmanaged
    {
        T[] copied = values();
        Span<T> taken = Current!.Take<T>($"constants {place}", copied.Length);
        copied.CopyTo(taken);
        return taken;
    }

    /// <summary>A block that replaces an array.</summary>
    internal GuardedBlock TakeArray(int bytes, int alignment)
    {
        var block = new GuardedBlock(bytes, _atEnd, alignment);
        _blocks[$"array {_blocks.Count}"] = block;
        return block;
    }

    /// <summary>Throws if something was written beside a block.</summary>
    public void Check()
    {
        foreach ((string name, GuardedBlock block) in _blocks)
        {
            block.Check(name);
        }
    }

    public void Dispose()
    {
        Current = null;
        foreach (GuardedBlock block in _blocks.Values)
        {
            block.Dispose();
        }
    }
}
