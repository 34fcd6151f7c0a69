using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>
/// The four calls of the C library that the program is made of. <c>System.Console</c> can't wait for input and a signal at the same time,
/// and <c>FileStream</c> leaves the position of a redirected file where it was.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int CloseOnExec = 0x80000;

    internal const short Readable = 1;

    private const int Interrupted = 4;

    /// <summary>Whether the call that failed last only has to be made again, because a signal came in between.</summary>
    internal static bool WasInterrupted => Marshal.GetLastPInvokeError() == Interrupted;

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int file, byte* bytes, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(Wait* waits, nuint count, int milliseconds);

    /// <summary>A file that is readable from the first write on.</summary>
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
