using System;
using System.IO;
using System.Text;
using System.Threading;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Converter;

/// <summary>Writes a file atomically: the previous one stays until the new one is complete.</summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="ModelException">The file can't be written.</exception>
    public static void Write(string path, Action<TextWriter> write) => WriteBytes(path, stream =>
    {
        using var writer = new StreamWriter(stream, Utf8, leaveOpen: true);
        write(writer);
    });

    /// <exception cref="ModelException">The file can't be written.</exception>
    public static void WriteBytes(string path, Action<Stream> write)
    {
        string? temporary = null;
        try
        {
            string whole = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            temporary = whole + "." + Path.GetRandomFileName() + ".tmp";
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 16))
            {
                write(stream);
            }

            Move(temporary, whole);
            temporary = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelException($"{path} can't be written: {FileProblem.Of(exception, path, temporary ?? "")}", exception);
        }
        finally
        {
            Delete(temporary);
        }
    }

    /// <summary>Moves the file to its place; retries where it can't be replaced while another process reads it, as on Windows.</summary>
    private static void Move(string temporary, string whole)
    {
        for (int again = OperatingSystem.IsWindows() ? 10 : 0; ; again--)
        {
            try
            {
                File.Move(temporary, whole, overwrite: true);
                return;
            }
            catch (Exception exception) when (again > 0 && (exception is IOException or UnauthorizedAccessException))
            {
                Thread.Sleep(50);
            }
        }
    }

    private static void Delete(string? temporary)
    {
        try
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The failure to write is already reported.
        }
    }
}
