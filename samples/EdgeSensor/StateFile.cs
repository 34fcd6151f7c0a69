using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeSensor;

/// <summary>Keeps a <see cref="Snapshot"/> between two runs. A file that isn't such a state is refused, and left as it is.</summary>
/// <param name="path">The path of the file.</param>
/// <param name="adaptation">What is saved with it, and read in place; null if the network doesn't adapt.</param>
internal sealed class StateFile(string path, Adaptation? adaptation)
{
    // Little-endian: magic 8, version 4, length of the file 4, model 8; then the progress, and the window of a network that adapts; then the
    // hash of all that 8. The network's state follows, and its trainer, each in its own format, with a checksum of its own.
    private const int HeaderLength = 24;
    private const int HashLength = 8;

    private readonly int ownLength = WindowStart + (adaptation is null ? 0 : Window.ByteCount) + HashLength;

    private static int WindowStart => HeaderLength + Unsafe.SizeOf<Progress>();

    private int TrainerStart => ownLength + Forecaster.State.ByteCount;

    private int Length => TrainerStart + (adaptation is null ? 0 : Forecaster.Trainer.ByteCount);

    private int Version => adaptation is null ? Progress.Version : Progress.AdaptingVersion;

    private static ReadOnlySpan<byte> Magic => "EDGESNAP"u8;

    /// <summary>The snapshot in the file, or the initial one if there is no file.</summary>
    internal Snapshot Load()
    {
        if (!Path.Exists(path))
        {
            return Snapshot.Initial;
        }

        // One byte more, to detect a file that is too long.
        Span<byte> file = stackalloc byte[Length + 1];
        int length;
        try
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            length = stream.ReadAtLeast(file, file.Length, throwOnEndOfStream: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed("can't be read", exception);
        }

        Check(file[..length]);
        Snapshot snapshot = new() { Progress = MemoryMarshal.Read<Progress>(file[HeaderLength..]) };
        string what = "the network's state";
        try
        {
            snapshot.Network.ReadFrom(file[ownLength..TrainerStart]);
            what = "what the network has learned";
            adaptation?.ReadFrom(file[TrainerStart..length]);
        }
        catch (ArgumentException exception)
        {
            // The runtime appends the parameter's name with a text that was trimmed from the binary.
            int end = exception.Message.LastIndexOf(" Arg_ParamName", StringComparison.Ordinal);
            throw Refuse($"{what} is damaged ({(end < 0 ? exception.Message : exception.Message[..end])})");
        }

        return snapshot;
    }

    /// <summary>Replaces the file atomically: whenever the power fails, it holds the complete old state or the complete new one.</summary>
    internal void Save(in Snapshot snapshot)
    {
        Span<byte> file = stackalloc byte[Length];
        Magic.CopyTo(file);
        MemoryMarshal.Write(file[8..], Version);
        MemoryMarshal.Write(file[12..], Length);
        MemoryMarshal.Write(file[16..], Forecaster.ModelHash());
        MemoryMarshal.Write(file[HeaderLength..], snapshot.Progress);
        adaptation?.Window.WriteTo(file[WindowStart..]);
        MemoryMarshal.Write(file[(ownLength - HashLength)..], Fnv1A.Hash(file[..(ownLength - HashLength)]));
        snapshot.Network.WriteTo(file[ownLength..]);
        adaptation?.WriteTo(file[TrainerStart..]);

        string temporary = path + ".tmp";
        try
        {
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                stream.Write(file);
                stream.Flush(flushToDisk: true); // or else the rename may reach the disk before the bytes do
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failed("can't be written", exception);
        }
    }

    private void Check(ReadOnlySpan<byte> file)
    {
        if (file.IsEmpty)
        {
            throw Refuse("the file is empty");
        }

        if (!file.StartsWith(Magic[..Math.Min(Magic.Length, file.Length)]))
        {
            throw Refuse("the file is no state of EdgeSensor");
        }

        if (file.Length < HeaderLength)
        {
            throw Refuse(CutOff(file.Length));
        }

        int version = MemoryMarshal.Read<int>(file[8..]);
        if (version is not (Progress.Version or Progress.AdaptingVersion))
        {
            throw Refuse($"the state has version {version}; this program reads versions {Progress.Version} and {Progress.AdaptingVersion}");
        }

        if (version != Version)
        {
            throw Refuse($"the state is of a run {(adaptation is null ? "with" : "without")} --adapt");
        }

        if (MemoryMarshal.Read<ulong>(file[16..]) != Forecaster.ModelHash())
        {
            throw Refuse("the state is of another model");
        }

        if (file.Length != Length)
        {
            throw Refuse(file.Length < Length
                ? CutOff(file.Length)
                : $"the file is longer than the {Length} bytes of a state");
        }

        if (MemoryMarshal.Read<int>(file[12..]) != Length
            || MemoryMarshal.Read<ulong>(file[(ownLength - HashLength)..]) != Fnv1A.Hash(file[..(ownLength - HashLength)])
            || !MemoryMarshal.Read<Progress>(file[HeaderLength..]).Tail.IsValid
            || adaptation?.Window.TryReadFrom(file[WindowStart..]) == false)
        {
            throw Refuse("the state is damaged");
        }
    }

    private InvalidDataException Refuse(string why) => new($"{path}: {why}. Nothing was read or written; remove the file to start again.");

    // The runtime's own messages were trimmed from the binary.
    private IOException Failed(string how, Exception exception) => new($"{path}: the state {how} ({exception.GetType().Name})", exception);

    private string CutOff(int length) => $"the state was cut off: the file has {length} bytes, a state {Length}";
}
