using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Xunit;

namespace LstmGen.Generator.Tests.Documentation;

/// <summary>Links within the repository lead to existing files, and to headings in them.</summary>
public class LinkTests
{
    /// <summary>Where readers find the repository's files when they aren't beside the page, as for a package's page.</summary>
    private static readonly string[] Hosted = ["https://github.com/lstmgen/lstmgen/blob/main/", "https://raw.githubusercontent.com/lstmgen/lstmgen/main/"];

    private static readonly string Root = Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    private static readonly string[] Built = ["bin", "obj", "node_modules", "BenchmarkDotNet.Artifacts", ".git"];

    [Fact]
    public void Links_lead_somewhere()
    {
        string[] pages = [.. Pages(Root)];
        Assert.True(pages.Length > 50, $"{pages.Length} pages");
        string[] broken = [.. pages.SelectMany(page => Links(page).Where(link => !Leads(page, link)).Select(link => $"{Path.GetRelativePath(Root, page)}: {link}"))];
        Assert.True(broken.Length == 0, string.Join("\n", broken));
    }

    [Theory]
    [InlineData("The numbers that `verify`, `run` read", "the-numbers-that-verify-run-read")]
    [InlineData("What's [new](page.md) in C#", "whats-new-in-c")]
    public void A_heading_has_its_anchor(string heading, string anchor) => Assert.Equal(anchor, Anchor(heading));

    private static bool Leads(string page, string link)
    {
        string? host = Hosted.FirstOrDefault(prefix => link.StartsWith(prefix, StringComparison.Ordinal));
        string[] parts = link[(host?.Length ?? 0)..].Split('#', 2);
        string folder = host is null ? Path.GetDirectoryName(page)! : Root;
        string path = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(folder, Uri.UnescapeDataString(parts[0])));
        return (File.Exists(path) || Directory.Exists(path))
            && (parts.Length == 1 || Path.GetExtension(path) != ".md" || Headings(path).Contains(parts[1]));
    }

    private static IEnumerable<string> Links(string page) => Regex.Matches(Text(page), @"\]\(([^)\s]+)\)").Select(match => match.Groups[1].Value)
        .Where(link => Hosted.Any(prefix => link.StartsWith(prefix, StringComparison.Ordinal)) || !link.Contains("://", StringComparison.Ordinal))
        .Where(link => !link.StartsWith("mailto:", StringComparison.Ordinal));

    private static IEnumerable<string> Headings(string page) =>
        Regex.Matches(Text(page), "^#+ (.*)$", RegexOptions.Multiline).Select(match => Anchor(match.Groups[1].Value.TrimEnd('\r')));

    /// <summary>The anchor that GitHub and NuGet make from a heading.</summary>
    private static string Anchor(string heading)
    {
        string words = Regex.Replace(heading.Trim(), @"\[([^\]]*)\]\([^)]*\)", "$1").ToLowerInvariant();
        return Regex.Replace(words, @"[^\w\- ]", "").Replace(' ', '-');
    }

    /// <summary>A page without its blocks of code, in which brackets are C#'s.</summary>
    private static string Text(string page) => Regex.Replace(File.ReadAllText(page), "```.*?```", "", RegexOptions.Singleline);

    private static IEnumerable<string> Pages(string folder) => Directory.EnumerateFiles(folder, "*.md").Concat(
        Directory.EnumerateDirectories(folder).Where(inner => !Built.Contains(Path.GetFileName(inner))).SelectMany(Pages));

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
