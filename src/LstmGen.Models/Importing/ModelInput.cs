using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using LstmGen.Generator.Model.Text;
using LstmGen.Models.Importing.Hdf5;

namespace LstmGen.Models.Importing;

/// <summary>
/// A model's file. Its content isn't trusted: it can cause no other file to be read except one beside it, by a plain name.
/// </summary>
/// <param name="path">Where the file is.</param>
/// <param name="bytes">What it holds.</param>
internal sealed class ModelInput(string path, byte[] bytes)
{
    /// <summary>The most that is read: the largest network as JSON text, with room to spare.</summary>
    public const long MostBytes = 2_000_000_000;

    /// <summary>The longest name that file systems accept.</summary>
    private const int MostNameLength = 255;

    private readonly List<string> _siblings = [];
    private readonly Func<byte[], string[], Hdf5File>? _readHdf5;
    private readonly Dictionary<Type, Func<object>> _once = [];

    private JsonModel? _json;
    private bool _isNoJson;

    public string Path { get; } = path;

    public string FileName => System.IO.Path.GetFileName(Path);

    public byte[] Bytes { get; } = bytes;

    /// <summary>What its reader skipped in it, with the reasons.</summary>
    public PassedOver PassedOver { get; } = new();

    /// <summary>
    /// How HDF5 is read: its bytes, and the groups at the root whose values aren't needed; by default in this process. The tool uses a
    /// separate process for it, and tests replace it to supply contents without a file.
    /// </summary>
    public Func<byte[], string[], Hdf5File> ReadHdf5
    {
        get => (bytes, withoutValues) => Once(() =>
            _readHdf5 is { } read ? read(bytes, withoutValues) : Hdf5Support.Read(bytes, withoutValues, Cancellation));
        init => _readHdf5 = value;
    }

    /// <summary>Whether the file came as a stream: there are no files beside it.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Asked wherever reading may take long.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Opens a file beside this one, by its full path. Tests replace it to supply contents without a file.</summary>
    public Func<string, Stream> OpenBeside { get; init; } = File.OpenRead;

    /// <summary>The full paths of the requested files beside this one.</summary>
    public IReadOnlyList<string> Siblings => _siblings;

    public bool HasExtension(string extension) => FileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    public bool StartsWith(ReadOnlySpan<byte> prefix) => Bytes.AsSpan().StartsWith(prefix);

    /// <summary>
    /// The file as JSON, read once, or null if it isn't JSON. Each JSON format requests it to tell whether the file is its own.
    /// </summary>
    public JsonModel? Json
    {
        get
        {
            if (_json is null && !_isNoJson && JsonModel.LooksLike(Bytes))
            {
                _json = JsonModel.TryParse(Bytes, PassedOver, Cancellation);
            }

            _isNoJson = _json is null;
            return _json;
        }
    }

    /// <summary>Reads a part of the file, or fails, only once: code that explains a refusal requests it again.</summary>
    /// <exception cref="ModelException">What the first reading threw.</exception>
    public T Once<T>(Func<T> read)
        where T : class
    {
        if (!_once.TryGetValue(typeof(T), out Func<object>? outcome))
        {
            try
            {
                T result = read();
                outcome = () => result;
            }
            catch (ModelException exception)
            {
                outcome = () => throw new ModelException(exception.Message, exception.InnerException);
            }

            _once.Add(typeof(T), outcome);
        }

        return (T)outcome();
    }

    /// <exception cref="ModelException">The file can't be read. The message doesn't name it; the code that shows the message
    /// does.</exception>
    public static ModelInput Open(string path, CancellationToken cancellation = default) =>
        new(path, ModelBytes.OfFile(path, "the file", MostBytes, cancellation)) { Cancellation = cancellation };

    /// <param name="readHdf5">See <see cref="ReadHdf5"/>.</param>
    /// <inheritdoc cref="Open(string, CancellationToken)"/>
    public static ModelInput Open(string path, Func<byte[], string[], Hdf5File> readHdf5) =>
        new(path, ModelBytes.OfFile(path, "the file", MostBytes, default)) { ReadHdf5 = readHdf5 };

    /// <summary>Reads a file beside this one that its content names.</summary>
    /// <param name="name">A file name without any folder.</param>
    /// <param name="what">Where it is named, for the message.</param>
    /// <exception cref="ModelException">The name leads elsewhere, or the file can't be read.</exception>
    public ModelInput OpenSibling(string name, string what)
    {
        string path = PathOfSibling(name, what);
        return File.Exists(path)
            ? new ModelInput(path, ModelBytes.OfFile(path, $"the file {Shown.Text(name)}", MostBytes, Cancellation)) { Cancellation = Cancellation }
            : throw IsMissing(name, what);
    }

    /// <summary>Reads a file that the user names beside this one, and notes it among the siblings.</summary>
    /// <param name="path">Its path, relative to this file's folder unless it is a full path.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="ModelException">It can't be read.</exception>
    public byte[] ReadNamed(string path, string what, long mostBytes)
    {
        if (PlainText.HasControls(path))
        {
            throw new ModelException($"{what} {Shown.Text(path)} has a control character in its name");
        }

        if (IsAlone && !System.IO.Path.IsPathFullyQualified(path))
        {
            throw new ModelException($"{what} {Shown.Text(path)} has a path that starts at the model's folder, and a model from a stream has none; a full path is needed");
        }

        string full = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "", path);
        full = System.IO.Path.GetFullPath(full);
        if (!_siblings.Contains(full))
        {
            _siblings.Add(full);
        }

        return File.Exists(full)
            ? ModelBytes.OfFile(full, $"{what} {Shown.Text(path)}", mostBytes, Cancellation)
            : throw new ModelException($"{what} {Shown.Text(path)} {(Directory.Exists(full) ? "is a folder" : $"doesn't exist; its path starts at the folder of {FileName}")}");
    }

    /// <summary>Opens a file beside this one that its content names, to read parts of it.</summary>
    /// <inheritdoc cref="OpenSibling"/>
    public Stream OpenSiblingStream(string name, string what)
    {
        string path = PathOfSibling(name, what);
        try
        {
            return OpenBeside(path);
        }
        catch (FileNotFoundException)
        {
            throw IsMissing(name, what);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"the file {Shown.Text(name)} can't be read: {FileProblem.Of(exception, path)}", exception);
        }
    }

    private ModelException IsMissing(string name, string what) => new($"{what} names the file {Shown.Text(name)}, which isn't beside {FileName}");

    /// <summary>The full path of a file beside this one, which is noted among the siblings.</summary>
    private string PathOfSibling(string name, string what)
    {
        bool hasFolder = name.IndexOfAny(['/', '\\', ':', '\0']) >= 0 || name != System.IO.Path.GetFileName(name);
        if (name.Length is 0 or > MostNameLength || name is "." or ".." || hasFolder)
        {
            throw new ModelException($"{what} names the file {Shown.Text(name)}; only a plain file name beside {FileName} is read");
        }

        if (IsAlone)
        {
            throw new ModelException($"{what} names the file {Shown.Text(name)}, and a model from a stream has no files beside it; load it by its path");
        }

        string path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "", name);
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new ModelException($"{what} names the file {Shown.Text(name)}, which is a link to another place");
        }

        if (!_siblings.Contains(path))
        {
            _siblings.Add(path);
        }

        return path;
    }
}
