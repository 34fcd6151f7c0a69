using System;
using System.IO;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>A stream as a network has it: it can't be sought, and gives as much as has come.</summary>
/// <param name="bytes">What comes.</param>
/// <param name="most">The most that comes at once.</param>
internal sealed class Trickle(byte[] bytes, int most = 1000) : MemoryStream(bytes)
{
    /// <summary>Called in front of every read, with what was read before.</summary>
    public Action<long>? Before { get; init; }

    /// <summary>What the stream says that its length is; without it, it can't be sought.</summary>
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
