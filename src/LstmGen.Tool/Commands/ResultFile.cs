using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Commands;

/// <summary>
/// The file to which a command writes its results, in the format given by the file's extension; the terminal if it is left out.
/// </summary>
/// <param name="description">What is written.</param>
/// <param name="extensions">The supported extensions, including their dots.</param>
internal sealed class ResultFile(string description, params string[] extensions)
{
    private readonly string[] _extensions = extensions;

    public Option<string?> Option { get; } = new("--output", "-o")
    {
        Description = $"The file to write {description} to; it ends in {List(extensions)}. Shown in the terminal if left out.",
        HelpName = string.Join('|', extensions.Select(extension => "OUT" + extension)),
    };

    /// <summary>The file and its extension in lower case; null if it is left out.</summary>
    /// <exception cref="ModelException">It has none of the extensions.</exception>
    public (string Path, string Extension)? Path(ParseResult parsed)
    {
        if (parsed.GetValue(Option) is not { } path)
        {
            return null;
        }

        string? extension = _extensions.FirstOrDefault(known => path.EndsWith(known, StringComparison.OrdinalIgnoreCase));
        return extension is null ? throw new ModelException($"the output {path} must end in {List(_extensions)}") : (path, extension);
    }

    /// <exception cref="ModelException">The file is one of those that are read, which would be overwritten.</exception>
    public void RequireApart(ParseResult parsed, IEnumerable<string?> inputs)
    {
        if (Path(parsed) is var (path, _) && inputs.OfType<string>().FirstOrDefault(input => IsSame(input, path)) is { } same)
        {
            throw new ModelException($"the output {path} is also an input{(same == path ? "" : $", {same}")}; give it another name");
        }
    }

    private static bool IsSame(string one, string other) => Real(one).Equals(
        Real(other),
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>The path with all links resolved, including those of its folders.</summary>
    private static string Real(string path)
    {
        try
        {
            string whole = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
            string place = System.IO.Path.GetDirectoryName(whole) is { } folder ? System.IO.Path.Combine(Real(folder), System.IO.Path.GetFileName(whole)) : whole;
            return File.ResolveLinkTarget(place, returnFinalTarget: true)?.FullName ?? place;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // An invalid path is reported when it is opened.
            return path;
        }
    }

    private static string List(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";
}
