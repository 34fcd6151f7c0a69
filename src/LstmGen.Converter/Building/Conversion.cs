using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Converter.Hdf5;

namespace LstmGen.Converter.Building;

/// <summary>Converts the models of a project, and remembers what it read and wrote.</summary>
/// <param name="folder">The build's own folder, to which everything is written.</param>
internal sealed class Conversion(string folder)
{
    private readonly List<string> _outputs = [];
    private readonly List<string> _inputs = [];
    private bool _failed;

    /// <summary>Converts all models, and reports each that can't be converted.</summary>
    /// <returns>Whether all were.</returns>
    /// <exception cref="ModelException">The problem isn't with a single model.</exception>
    public bool Run()
    {
        if (PlainText.HasControls(folder))
        {
            throw new ModelException("the folder's name has a control character, such as a line break, which the lists of a build can't hold; rename it");
        }

        ModelList list = ModelList.Read(Path.Combine(folder, "models.txt"));
        foreach (ModelItem[] items in list.Items.GroupBy(item => item.Path, Paths).Select(items => items.ToArray()))
        {
            try
            {
                ModelItem item = Single(items);
                if (!Path.Exists(item.Path) && SameNamedFile.Find(item, list.Items) is { } meant)
                {
                    throw new ModelException($"the file doesn't exist; did you mean '{PlainText.Of(meant)}'?");
                }

                Convert(item);
            }
            catch (Exception exception) when (exception is ModelException or OutOfMemoryException)
            {
                Report(items[0].Path, exception is ModelException ? exception.Message : "the file needs more memory than there is");
                _failed = true;
            }
        }

        WriteIfDifferent(Path.Combine(folder, "inputs.txt"), Lines(_inputs));
        if (_failed)
        {
            return false;
        }

        WriteIfDifferent(Path.Combine(folder, "outputs.txt"), Lines(_outputs));
        RemoveOthers();
        OutputFile.Write(Path.Combine(folder, "converted.txt"), writer => writer.Write(Converted(list)));
        return true;
    }

    /// <summary>Writes an error in the form that a build recognises, at the file concerned.</summary>
    public static void Report(string path, string message) =>
        Console.Error.WriteLine($"{PlainText.Of(path)} : error LSTM016: {PlainText.Of(message.ReplaceLineEndings(" "))}");

    /// <summary>Paths that differ only in case are the same file where the file system says so.</summary>
    private static StringComparer Paths => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>A single item in place of those that name the same file: they must be identical.</summary>
    private static ModelItem Single(ModelItem[] items)
    {
        ModelItem first = items[0];
        ModelItem? other = items.FirstOrDefault(item => !item.StatesTheSame(first));
        return other is null ? first : throw new ModelException($"two items name this file and state different things of it: {first.Shown} and {other.Shown}; keep one of them");
    }

    private void Convert(ModelItem item)
    {
        if (PlainText.HasControls(item.Path) || PlainText.HasControls(item.Name))
        {
            throw new ModelException("the file's path has a control character, such as a line break, which the lists of a build can't hold; rename it");
        }

        ModelInput input = ModelInput.Open(item.Path, Hdf5Process.Read);
        try
        {
            ImportedModel model = ModelImporter.Import(input, item.Options);
            var text = new StringWriter(CultureInfo.InvariantCulture);
            LstmWriter.Write(model.AsFile(item.Name.Replace('\\', '/')), text);

            string output = OutputOf(item.Path);
            WriteIfDifferent(Path.Combine(folder, output), text.ToString());
            _outputs.Add(output);
        }
        finally
        {
            _inputs.AddRange(input.Siblings.Except(_inputs));
        }
    }

    /// <summary>
    /// The list of the next build if nothing changes: the same models, and what was read and written now. (See LstmGen.targets, which
    /// writes the list, and compares the two.)
    /// </summary>
    private string Converted(ModelList list) => list.Head + string.Concat([
        .. _inputs.Select(path => $"read={path}\0hash={Hash(path)}\0{Environment.NewLine}"),
        .. _outputs.Select(path => FormattableString.Invariant($"wrote={path}\0time={File.GetLastWriteTimeUtc(Path.Combine(folder, path)).Ticks}\0{Environment.NewLine}")),
    ]);

    private static string Hash(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return System.Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file is already gone: the next build converts again.
            return "";
        }
    }

    /// <summary>Removes the texts of models that the project no longer has, or has moved.</summary>
    private void RemoveOthers()
    {
        var outputs = _outputs.Select(output => Path.GetFullPath(output, folder)).ToHashSet(StringComparer.Ordinal);
        foreach (string other in Directory.GetFiles(folder, "*.lstm", SearchOption.AllDirectories).Where(file => !outputs.Contains(Path.GetFullPath(file))))
        {
            try
            {
                File.Delete(other);
                string parent = Path.GetDirectoryName(other)!;
                if (parent != folder && !Directory.EnumerateFileSystemEntries(parent).Any())
                {
                    Directory.Delete(parent);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It isn't in any list, so nothing reads it.
            }
        }
    }

    private static string Lines(List<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    /// <summary>An unchanged file isn't rewritten, so that nothing that depends on it is rebuilt.</summary>
    private static void WriteIfDifferent(string path, string text)
    {
        if (!Holds(path, text))
        {
            OutputFile.Write(path, writer => writer.Write(text));
        }
    }

    private static bool Holds(string path, string text)
    {
        try
        {
            return File.Exists(path) && File.ReadAllText(path) == text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whatever it contains, it is replaced; if that fails too, the error says so.
            return false;
        }
    }

    /// <summary>
    /// The path of a model's text in the build's own folder: in a folder for each source path, so that two models may have the same name.
    /// Quotation marks in a name are replaced, because the compiler's command line can't contain them.
    /// </summary>
    private static string OutputOf(string path) =>
        System.Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(path)), 0, 4).ToLowerInvariant() + "/" + Path.GetFileName(path).Replace('"', '_') + ".lstm";
}
