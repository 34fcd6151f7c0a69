using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Enumeration;
using System.Linq;

namespace LstmGen.Converter.Building;

/// <summary>
/// Finds the file that was probably meant by an item whose file doesn't exist: one with the same name in another folder of the project.
/// </summary>
internal static class SameNamedFile
{
    /// <summary>Enough for any project, and few enough for a folder with much else in it.</summary>
    private const int MostFolders = 2000;

    /// <summary>The file as the project file would name it; null where there is none.</summary>
    /// <param name="missing">The item whose file doesn't exist.</param>
    /// <param name="items">All items of the project.</param>
    public static string? Find(ModelItem missing, IEnumerable<ModelItem> items)
    {
        string name = Path.GetFileName(missing.Path);
        string? project = Project(missing);
        return items.Select(item => item.Path).Where(path => IsCalled(Path.GetFileName(path), name) && File.Exists(path))
            .Concat(project is null ? [] : Files(project, name))
            .Select(path => project is null ? path : Path.GetRelativePath(project, path).Replace('\\', '/'))
            .OrderBy(path => path.Count(letter => letter == '/'))
            .ThenBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault();
    }

    /// <summary>The folder to which an item's name is relative; null for a full path.</summary>
    private static string? Project(ModelItem item)
    {
        string end = item.Name.Replace('\\', '/');
        while (end.StartsWith("./", StringComparison.Ordinal))
        {
            end = end[2..];
        }

        end = '/' + end;
        string path = item.Path.Replace('\\', '/');
        return path.EndsWith(end, StringComparison.Ordinal) ? item.Path[..(path.Length - end.Length + 1)] : null;
    }

    private static List<string> Files(string folder, string name)
    {
        int folders = 0;
        try
        {
            return
            [
                .. new FileSystemEnumerable<string>(
                    folder,
                    static (ref FileSystemEntry entry) => entry.ToFullPath(),
                    new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.ReparsePoint })
                {
                    ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && IsCalled(entry.FileName.ToString(), name),
                    ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsOfTools(entry.FileName) && folders++ < MostFolders,
                },
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a folder holds build output or downloads, which no item names.</summary>
    private static bool IsOfTools(ReadOnlySpan<char> folder) => folder is "bin" or "obj" or "node_modules" || folder[0] == '.';

    /// <summary>Ignores case, about which file systems disagree.</summary>
    private static bool IsCalled(string file, string name) => file.Equals(name, StringComparison.OrdinalIgnoreCase);
}
