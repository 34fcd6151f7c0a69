using System;
using System.Diagnostics;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;

namespace LstmGen.Models.Importing.Hdf5;

/// <summary>
/// The stream from which the HDF5 library reads a file's bytes. A hostile file makes it loop, recurse ever deeper, or allocate ever more;
/// all of these keep reading, so every read checks the clock, the stack, the allocated memory, and whether the reading is cancelled.
/// </summary>
internal sealed class Hdf5Guard(byte[] bytes, TimeSpan time, long mostAllocated, CancellationToken cancellation) : Stream
{
    private readonly Stopwatch _clock = new();
    private long _allocatedBefore;
    private long _position;

    /// <summary>Why a read was refused, or null.</summary>
    public Exception? Reason { get; private set; }

    public string TooLong => FormattableString.Invariant($"reading it takes more than {time.TotalSeconds:0} seconds");

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => bytes.Length;

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw Refused(new InvalidDataException("it refers to a place before its start"));
    }

    /// <summary>Starts the clock; called on the reading thread.</summary>
    public void Start()
    {
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        _clock.Start();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        Check();
        int count = (int)Math.Min(buffer.Length, Math.Max(0, bytes.Length - _position));
        bytes.AsSpan((int)Math.Min(_position, bytes.Length), count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        long from = origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => _position, _ => bytes.Length };
        return Position = from + offset;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Check()
    {
        if (Reason is not null)
        {
            throw Reason;
        }

        if (cancellation.IsCancellationRequested)
        {
            throw Refused(new OperationCanceledException(cancellation));
        }

        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Refused(new InsufficientExecutionStackException());
        }

        if (GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore > mostAllocated)
        {
            throw Refused(new OutOfMemoryException());
        }

        if (_clock.Elapsed > time)
        {
            throw Refused(new InvalidDataException(TooLong));
        }
    }

    private Exception Refused(Exception reason) => Reason ??= reason;
}
