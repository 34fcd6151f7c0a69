using System;
using System.IO;
using System.Linq;

namespace LstmGen.Models;

/// <summary>
/// Why a file can't be used, in the system's words but without the path that most of them contain: the code that shows the reason already
/// names the file, once and as the user wrote it.
/// </summary>
internal static class FileProblem
{
    /// <param name="exception">The exception.</param>
    /// <param name="paths">The paths that the system was given.</param>
    public static string Of(Exception exception, params string[] paths)
    {
        string reason = exception switch
        {
            UnauthorizedAccessException => "access is denied",
            FileNotFoundException => "it doesn't exist",
            DirectoryNotFoundException => "there is no such folder",
            ArgumentException or NotSupportedException => "that isn't a path",
            PathTooLongException => "its path is too long",
            _ => paths.Where(path => path.Length > 0).SelectMany(path => new[] { Path.GetFullPath(path), path }).Aggregate(
                exception.Message,
                (message, path) => message.Replace($" : '{path}'", "", StringComparison.Ordinal).Replace($" '{path}'", "", StringComparison.Ordinal)),
        };
        return reason.TrimEnd('.');
    }
}
