using System;
using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Fleet;

/// <summary>
/// Keeps each grain's state in a file of its own: 8 bytes with the number of times that it was written, which is its ETag, and the state.
/// For a single silo: nothing locks out other processes.
/// </summary>
internal sealed class FileStorage(string folder, IGrainStorageSerializer serializer) : IGrainStorage
{
    private const int EtagLength = sizeof(long);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(stateName, grainId);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"{folder}: the folder of the states is gone");
        }

        if (!File.Exists(path))
        {
            grainState.State = Activator.CreateInstance<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
            return;
        }

        byte[] file = await File.ReadAllBytesAsync(path);
        if (file.Length < EtagLength)
        {
            throw new InvalidDataException($"{path}: the file has {file.Length} bytes, which is too short for a state");
        }

        grainState.State = serializer.Deserialize<T>(new BinaryData(file.AsMemory(EtagLength)));
        grainState.ETag = EtagOf(file);
        grainState.RecordExists = true;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(stateName, grainId);
        long times = CheckEtag(path, grainState);
        byte[] state = serializer.Serialize(grainState.State).ToArray();
        byte[] file = new byte[EtagLength + state.Length];
        BinaryPrimitives.WriteInt64LittleEndian(file, times + 1);
        state.CopyTo(file, EtagLength);

        // Whenever the power fails, the path has the complete old state or the complete new one.
        string temporary = path + ".tmp";
        await using (FileStream stream = new(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            await stream.WriteAsync(file);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        grainState.ETag = EtagOf(file);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        string path = PathOf(stateName, grainId);
        CheckEtag(path, grainState);
        File.Delete(path);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string EtagOf(ReadOnlySpan<byte> file) =>
        BinaryPrimitives.ReadInt64LittleEndian(file).ToString(CultureInfo.InvariantCulture);

    /// <returns>How many times the file was written.</returns>
    private static long CheckEtag<T>(string path, IGrainState<T> grainState)
    {
        Span<byte> start = stackalloc byte[EtagLength];
        string? etag = null;
        if (File.Exists(path))
        {
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            stream.ReadExactly(start);
            etag = EtagOf(start);
        }

        return etag == grainState.ETag
            ? BinaryPrimitives.ReadInt64LittleEndian(start)
            : throw new InconsistentStateException($"{path} was written by another activation", etag ?? "none", grainState.ETag ?? "none");
    }

    private string PathOf(string stateName, GrainId grainId) => Path.Combine(folder, $"{stateName}-{grainId.Type}-{grainId.Key}");
}
