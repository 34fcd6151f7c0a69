using System;
using System.IO;
using System.Threading;

namespace LstmGen.Models.Importing;

/// <summary>The whole content of a file or a stream, within a limit.</summary>
internal static class ModelBytes
{
    /// <summary>Between two checks whether the reading is cancelled.</summary>
    private const int ChunkBytes = 1 << 20;

    /// <param name="what">The file's name in messages.</param>
    /// <exception cref="ModelException">It can't be read, is too long, or changed while it was read.</exception>
    public static byte[] OfFile(string path, string what, long mostBytes, CancellationToken cancellation) =>
        OfFile(path, what, mostBytes, file => file.OpenRead(), cancellation);

    /// <param name="open">Opens the file. Tests replace it with one that changes the file.</param>
    internal static byte[] OfFile(string path, string what, long mostBytes, Func<FileInfo, Stream> open, CancellationToken cancellation)
    {
        if (path.Length == 0)
        {
            throw new ModelException($"{what} has no name");
        }

        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new ModelException($"{what} {(Directory.Exists(path) ? "is a folder" : "doesn't exist")}");
        }

        try
        {
            (long length, DateTime time) = (file.Length, file.LastWriteTimeUtc);
            using Stream stream = open(file);
            byte[] bytes = OfStream(stream, what, mostBytes, cancellation);
            file.Refresh();
            return !stream.CanSeek || (file.Exists && file.Length == length && file.LastWriteTimeUtc == time) ? bytes
                : throw new ModelException($"{what} changed while it was read; one that stays as it is is needed");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{what} can't be read: {FileProblem.Of(exception, path)}", exception);
        }
    }

    /// <summary>The rest of a stream from its current position.</summary>
    /// <exception cref="ModelException">It is too long, or ends before its stated length.</exception>
    public static byte[] OfStream(Stream stream, string what, long mostBytes, CancellationToken cancellation)
    {
        long? stated = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;
        RequireWhole(what, Math.Max(stated ?? 0, 0), stated, mostBytes);

        // One byte more than stated, so that the end is seen.
        var bytes = new byte[stated is long known ? known + 1 : ChunkBytes];
        int count = 0;
        for (int read; (read = Read(stream, bytes.AsSpan(count, Math.Min(ChunkBytes, bytes.Length - count)), cancellation)) > 0;)
        {
            count += read;
            RequireWhole(what, count, null, mostBytes);

            if (count == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(Math.Max(2L * count, ChunkBytes), mostBytes + 1));
            }
        }

        RequireWhole(what, count, stated, mostBytes);
        Array.Resize(ref bytes, count);
        return bytes;
    }

    private static int Read(Stream stream, Span<byte> buffer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return stream.Read(buffer);
    }

    /// <summary>Refuses content that is longer than the limit, or shorter than stated.</summary>
    /// <param name="count">How many bytes there are, as far as is known.</param>
    /// <param name="stated">How many there should be, or null if unknown.</param>
    /// <exception cref="ModelException">It is.</exception>
    public static long RequireWhole(string what, long count, long? stated, long most) =>
        count > most ? throw new ModelException(stated is null
            ? FormattableString.Invariant($"{what} has more than the {most:N0} bytes that are read at most")
            : FormattableString.Invariant($"{what} has {count:N0} bytes, and at most {most:N0} are read"))
        : count < stated ? throw new ModelException(FormattableString.Invariant($"{what} ends after {count:N0} bytes, and its length is {stated:N0}"))
        : count;
}
