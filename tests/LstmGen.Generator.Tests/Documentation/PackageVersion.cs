using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LstmGen.Generator.Tests.Snapshots;
using Xunit;

namespace LstmGen.Generator.Tests.Documentation;

/// <summary>The version, which Directory.Build.props states, and which pages repeat for readers who copy their lines.</summary>
public class PackageVersion
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    private static readonly Regex Named = new(@"(?<=Include=""LstmGen[.\w]*"" Version=""|#:package LstmGen[.\w]*@|LstmGen[.\w]*::|com\.lstmgen\.lstmgen-)[0-9]+\.[0-9]+\.[0-9]+(-[\w.]+\w)?");

    public static string Current { get; } = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("Version").Single().Value;

    /// <summary>After a version change, run this with <c>LSTMGEN_ACCEPT=1</c>, as for a snapshot.</summary>
    [Fact]
    public void Pages_name_the_current_version()
    {
        string[] pages = [.. Pages().Where(page => Named.IsMatch(File.ReadAllText(page)))];
        Assert.True(pages.Length >= 8, $"{pages.Length} pages name a version");
        string[] old = [.. pages.Where(page => Named.Matches(File.ReadAllText(page)).Any(match => match.Value != Current))];
        if (Environment.GetEnvironmentVariable(Snapshot.AcceptVariable) is { Length: > 0 })
        {
            Array.ForEach(old, page => File.WriteAllText(page, Named.Replace(File.ReadAllText(page), Current)));
            return;
        }

        Assert.True(old.Length == 0, $"another version than {Current} is named by {string.Join(", ", old.Select(page => Path.GetRelativePath(Root, page)))}");
    }

    private static IEnumerable<string> Pages() => Directory.EnumerateFiles(Path.Combine(Root, "generator", "docs"), "*.md")
        .Concat(new[] { "src", "samples" }.SelectMany(folder => Directory.EnumerateDirectories(Path.Combine(Root, folder)))
            .Select(project => Path.Combine(project, "README.md")).Where(File.Exists))
        .Append(Path.Combine(Root, "README.md"));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
