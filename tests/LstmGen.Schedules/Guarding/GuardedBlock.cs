using System;
using System.Runtime.InteropServices;

namespace LstmGen.Schedules.Guarding;

/// <summary>
/// Memory between two inaccessible pages: a read or write past the guarded side ends the process, with a stack trace that names the method.
/// The rest of the page on the other side has a pattern that <see cref="Check"/> verifies.
/// </summary>
internal sealed unsafe class GuardedBlock : IDisposable
{
    private const byte Pattern = 0xA5;

    private const int None = 0;
    private const int ReadWrite = 1 | 2;
    private const int Private = 2;

    private static readonly int AnonymousMapping = OperatingSystem.IsMacOS() ? 0x1000 : 0x20;
    private static readonly int Page = Environment.SystemPageSize;

    private readonly byte* _mapped;
    private readonly nuint _mappedBytes;
    private readonly byte* _from;
    private readonly byte* _end;

    /// <param name="atEnd">Whether the page after the memory guards it, or the page before it.</param>
    /// <param name="alignment">The alignment of the memory's address.</param>
    public GuardedBlock(int bytes, bool atEnd, int alignment)
    {
        if (!IsSupported)
        {
            throw new PlatformNotSupportedException("Pages are guarded by mmap and mprotect, which Linux and macOS have.");
        }

        Bytes = bytes;
        int usable = Math.Max(1, (bytes + Page - 1) / Page) * Page;
        _mappedBytes = (nuint)(usable + (2 * Page));
        _mapped = (byte*)mmap(null, _mappedBytes, None, Private | AnonymousMapping, -1, 0);
        if ((nint)_mapped == -1 || mprotect(_mapped + Page, (nuint)usable, ReadWrite) != 0)
        {
            throw new OutOfMemoryException($"No guarded memory of {bytes} bytes: error {Marshal.GetLastPInvokeError()}.");
        }

        _from = _mapped + Page;
        _end = _from + usable;
        Start = atEnd ? _end - ((bytes + alignment - 1) / alignment * alignment) : _from;
        new Span<byte>(_from, usable).Fill(Pattern);
        new Span<byte>(Start, bytes).Clear();
    }

    public static bool IsSupported => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS();

    public int Bytes { get; }

    public byte* Start { get; }

    /// <summary>Throws if a byte beside the memory was written.</summary>
    public void Check(string what)
    {
        int before = new Span<byte>(_from, (int)(Start - _from)).IndexOfAnyExcept(Pattern);
        int after = new Span<byte>(Start + Bytes, (int)(_end - Start) - Bytes).IndexOfAnyExcept(Pattern);
        if (before >= 0 || after >= 0)
        {
            throw new InvalidOperationException(before >= 0
                ? $"{what} of {Bytes} bytes: written {(int)(Start - _from) - before} bytes before it"
                : $"{what} of {Bytes} bytes: written {after} bytes behind its end");
        }
    }

    public void Dispose() => munmap(_mapped, _mappedBytes);

    [DllImport("libc", SetLastError = true)]
    private static extern void* mmap(void* address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", SetLastError = true)]
    private static extern int mprotect(void* address, nuint length, int protection);

    [DllImport("libc")]
    private static extern int munmap(void* address, nuint length);
}
