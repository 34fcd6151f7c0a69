using System;

namespace LstmGen.Schedules.Guarding;

/// <summary>
/// Replaces an array that a generated class allocates with room to start at a cache line: it starts at one, and ends where the values end.
/// </summary>
public sealed unsafe class GuardedArray<T>
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly GuardedBlock _block;

    /// <param name="count">Values, and room for one cache line less one value.</param>
    public GuardedArray(int count) => _block = GuardedMemory.Current!.TakeArray((count - Room) * sizeof(T), CacheLine);

    private static int Room => (CacheLine / sizeof(T)) - 1;

    public static implicit operator Span<T>(GuardedArray<T> array) => array.Span();

    /// <summary>Values alone.</summary>
    public static GuardedArray<T> Exactly(int count) => new(count + Room);

    public ref T this[int index] => ref ((T*)_block.Start)[index];

    public Span<T> Span() => new(_block.Start, _block.Bytes / sizeof(T));

    public Span<T> Span(int start, int count) => Span().Slice(start, count);
}
