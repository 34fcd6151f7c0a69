using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes a folder as a tarball with npm's layout, which is what Unity's package manager installs: all files below package/. The same files give
/// the same bits: their order is that of their names, and time and owner are those that npm writes. A task, because Windows has no npm.
/// </summary>
public class WriteTarball : Task
{
    private const int Block = 512;

    /// <summary>26 October 1985, in Unix seconds.</summary>
    private const long Time = 499162500;

    [Required]
    public ITaskItem Folder { get; set; }

    [Required]
    public ITaskItem Destination { get; set; }

    public override bool Execute()
    {
        string root = Path.GetFullPath(Folder.GetMetadata("FullPath")).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        var files = Directory.GetFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => new { Path = path, Name = "package/" + path.Substring(root.Length).Replace(Path.DirectorySeparatorChar, '/') })
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
        var unfit = files.FirstOrDefault(file => file.Name.Length > 100 || file.Name.Any(letter => letter > '~'));
        if (unfit != null)
        {
            Log.LogError("{0} can't be in the tarball: its name has {1} characters, and at most 100 of ASCII are needed", unfit.Name, unfit.Name.Length);
            return false;
        }

        using (var stream = new GZipStream(File.Create(Destination.GetMetadata("FullPath")), CompressionLevel.Optimal))
        {
            foreach (var file in files)
            {
                byte[] content = File.ReadAllBytes(file.Path);
                Write(stream, Header(file.Name, content.Length));
                Write(stream, content);
                Write(stream, new byte[(Block - content.Length % Block) % Block]);
            }

            // The end.
            Write(stream, new byte[2 * Block]);
        }

        return true;
    }

    /// <summary>The header of a file, as in POSIX.1-1988 (ustar).</summary>
    private static byte[] Header(string name, int length)
    {
        var header = new byte[Block];
        Put(header, 0, name);
        Put(header, 100, "0000644\0");
        Put(header, 108, "0000000\0");
        Put(header, 116, "0000000\0");
        Put(header, 124, Octal(length, 11) + "\0");
        Put(header, 136, Octal(Time, 11) + "\0");
        Put(header, 148, "        ");
        Put(header, 156, "0");
        Put(header, 257, "ustar\0" + "00");

        // The checksum of the header with blanks in its own place.
        Put(header, 148, Octal(header.Sum(value => (long)value), 6) + "\0 ");
        return header;
    }

    private static string Octal(long value, int digits) => Convert.ToString(value, 8).PadLeft(digits, '0');

    private static void Put(byte[] header, int offset, string text) => Encoding.ASCII.GetBytes(text, 0, text.Length, header, offset);

    private static void Write(Stream stream, byte[] bytes) => stream.Write(bytes, 0, bytes.Length);
}
