using System;
using System.IO;
using System.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;
using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>
/// Reads the numbers of a file: text in rows (<see cref="NumberText"/>), numpy's <c>.npy</c> (<see cref="NpyFile"/>) or JSON
/// (<see cref="NumberJson"/>), recognised by its content, not by its name. The file isn't trusted: it is read up to a limit, and nothing is
/// allocated for what it merely claims to have.
/// </summary>
internal sealed class NumberFile
{
    public const int MostBytes = 64 << 20;

    public const int MostNumbers = 1 << 22;

    private const string InputMember = "input";
    private const string OutputMember = "output";

    private readonly string _path;
    private readonly byte[] _bytes;

    private NumberFile(string path, byte[] bytes)
    {
        _path = path;
        _bytes = bytes;
    }

    /// <exception cref="ModelException">The file can't be read. The message names it.</exception>
    public static NumberFile Open(string path) => new(path, AsUtf8(Bytes(path)));

    /// <summary>The numbers as a model's input.</summary>
    /// <exception cref="ModelException">The file contains something other than numbers. The message names it.</exception>
    public NumberTable Input() => Read(InputMember) ?? throw new ModelException($"{_path} has no member '{InputMember}'");

    /// <summary>The numbers as a model's output.</summary>
    /// <exception cref="ModelException">The file contains something other than numbers. The message names it.</exception>
    public NumberTable Output() => Read(OutputMember) ?? throw new ModelException($"{_path} has no member '{OutputMember}'");

    /// <summary>The output that the file has besides an input, or null.</summary>
    /// <exception cref="ModelException">The output isn't numbers. The message names the file.</exception>
    public NumberTable? OutputBeside() => NumberJson.IsObject(_bytes) ? Read(OutputMember) : null;

    private NumberTable? Read(string member) =>
        NpyFile.Matches(_bytes) ? NpyFile.Read(_path, _bytes)
        : NumberJson.Matches(_bytes) ? NumberJson.Find(_path, _bytes, member)
        : NumberText.Read(_path, Text(_path, _bytes));

    /// <summary>The content of a file, a pipe or a device, which are read to their end.</summary>
    private static byte[] Bytes(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ModelException($"{path} is a folder, not a file");
        }

        if (!File.Exists(path))
        {
            throw new ModelException($"{(path.Length > 0 ? path : "the file ''")} doesn't exist");
        }

        try
        {
            using FileStream stream = File.OpenRead(path);
            using var read = new MemoryStream();
            var buffer = new byte[1 << 16];
            for (int count; (count = stream.Read(buffer)) > 0;)
            {
                if (read.Length + count > MostBytes)
                {
                    throw new ModelException(Invariant($"{path} is larger than {MostBytes >> 20} MB, which is the most that is read of a file of numbers"));
                }

                read.Write(buffer, 0, count);
            }

            return read.ToArray();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path} can't be read: {FileProblem.Of(exception, path)}", exception);
        }
    }

    /// <summary>Windows programs write UTF-16 and UTF-8 with a byte order mark.</summary>
    private static byte[] AsUtf8(byte[] bytes) =>
        bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..]
        : bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble) ? Encoding.Convert(Encoding.Unicode, Encoding.UTF8, bytes, 2, bytes.Length - 2)
        : bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.Convert(Encoding.BigEndianUnicode, Encoding.UTF8, bytes, 2, bytes.Length - 2)
        : bytes;

    private static string Text(string path, byte[] bytes) =>
        bytes.Length == 0 ? throw new ModelException($"{path} is empty")
        : bytes.AsSpan().StartsWith("PK"u8) ? throw new ModelException($"{path} is an archive, such as .npz or .xlsx; save the array alone with numpy.save, or the table as CSV")
        : bytes.AsSpan().Contains((byte)0) ? throw new ModelException($"{path} is none of the files that numbers are read from: text in rows (CSV), .npy, JSON")
        : Encoding.UTF8.GetString(bytes);
}
