using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>
/// The four C library calls on which the program is built. <c>System.Console</c> can't wait for input and a signal at the same time, and
/// <c>FileStream</c> leaves the position of a redirected file where it was.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int CloseOnExec = 0x80000;

    internal const short Readable = 1;

    private const int Interrupted = 4;

    /// <summary>Whether the last failed call must only be retried, because a signal interrupted it.</summary>
    internal static bool WasInterrupted => Marshal.GetLastPInvokeError() == Interrupted;

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(Wait* waits, nuint count, int milliseconds);

    /// <summary>A file that becomes readable with the first write.</summary>
    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    internal static partial int EventFile(uint start, int flags);

    /// <summary>A file to wait for: C's <c>pollfd</c>.</summary>
    internal struct Wait(int file, short events)
    {
        internal int File = file;
        internal short Events = events;
        internal short Happened = 0;
    }
}
