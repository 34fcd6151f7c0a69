using System;
using System.IO;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>A stream like a network's: it isn't seekable, and returns as much as has arrived.</summary>
/// <param name="bytes">The bytes that arrive.</param>
/// <param name="most">The most that arrives at once.</param>
internal sealed class Trickle(byte[] bytes, int most = 1000) : MemoryStream(bytes)
{
    /// <summary>Called before every read, with the number of bytes read so far.</summary>
    public Action<long>? Before { get; init; }

    /// <summary>The stated length of the stream; without it, the stream isn't seekable.</summary>
    public long? Stated { get; init; }

    public override bool CanSeek => Stated is not null;

    public override long Length => Stated ?? throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count)
    {
        Before?.Invoke(Position);
        return base.Read(buffer, offset, Math.Min(most, count));
    }

    public override int Read(Span<byte> buffer)
    {
        var some = new byte[Math.Min(most, buffer.Length)];
        int count = Read(some, 0, some.Length);
        some.AsSpan(0, count).CopyTo(buffer);
        return count;
    }
}
