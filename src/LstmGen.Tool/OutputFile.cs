using System;
using System.IO;
using System.Text;
using LstmGen.Tool.Importing;

namespace LstmGen.Tool;

/// <summary>Writes a file whole or not at all: what was there before stays until the new one is complete.</summary>
internal static class OutputFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <exception cref="ModelException">The file can't be written.</exception>
    public static void Write(string path, Action<TextWriter> write)
    {
        string? temporary = null;
        try
        {
            string whole = Path.GetFullPath(path);
            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            temporary = whole + "." + Path.GetRandomFileName() + ".tmp";
            using (var writer = new StreamWriter(temporary, append: false, Utf8))
            {
                write(writer);
            }

            File.Move(temporary, whole, overwrite: true);
            temporary = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ModelException($"{path} can't be written: {FileProblem.Of(exception, path, temporary ?? "")}", exception);
        }
        finally
        {
            if (temporary is not null)
            {
                File.Delete(temporary);
            }
        }
    }
}
