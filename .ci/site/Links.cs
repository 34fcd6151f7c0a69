// Finishes the site's links, and checks them: dotnet run Links.cs SITE REPOSITORY
//
// The same pages are read on GitHub. There a link leads to any file of the repository, and the pages of packages name GitHub in all of theirs. On the
// site a link to a page of the site has to stay in it, and one to a file that it doesn't have leads to GitHub. What leads nowhere is an error.

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

string site = Path.GetFullPath(args[0]), repository = Path.GetFullPath(args[1]);
Dictionary<string, string> outputs = Outputs();
Dictionary<string, string> sources = outputs.DistinctBy(pair => pair.Value).ToDictionary(pair => pair.Value, pair => pair.Key);
string[] pages = [.. Directory.EnumerateFiles(site, "*.html", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
List<string> problems = [];
HashSet<string> reached = [];
int links = 0;

foreach (string page in pages)
{
    string text = File.ReadAllText(page);
    string finished = Tags.Attribute().Replace(text, match => match.Groups["before"].Value + WebUtility.HtmlEncode(Finished(page, WebUtility.HtmlDecode(match.Groups["link"].Value))) + "\"");
    if (finished != text) File.WriteAllText(page, finished);
}

Dictionary<string, HashSet<string>> anchors = pages.ToDictionary(page => page, page => Tags.Id().Matches(File.ReadAllText(page)).Select(match => WebUtility.HtmlDecode(match.Groups["id"].Value)).ToHashSet());
foreach (string page in pages)
{
    foreach (Match match in Tags.Attribute().Matches(File.ReadAllText(page)))
    {
        links++;
        Check(page, match.Groups["tag"].Value, WebUtility.HtmlDecode(match.Groups["link"].Value));
    }
}

foreach (string page in pages.Where(page => !reached.Contains(page) && Path.GetFileName(page) is not ("index.html" or "toc.html")))
{
    problems.Add($"{Name(page)}: no other page leads to it; it belongs in toc.yml");
}

foreach (string problem in problems.Distinct()) Console.Error.WriteLine(problem);
Console.WriteLine($"{pages.Length} pages, {links} links, {problems.Count} problems");
return problems.Count == 0 && pages.Length > 100 ? 0 : 1;

// Which file of the repository became which file of the site.
Dictionary<string, string> Outputs()
{
    using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(site, "manifest.json")));
    string folder = manifest.RootElement.GetProperty("source_base_path").GetString()!;
    return manifest.RootElement.GetProperty("files").EnumerateArray()
        .Where(file => file.TryGetProperty("source_relative_path", out _))
        .SelectMany(file => file.GetProperty("output").EnumerateObject().Select(output => (
            Source: Path.GetFullPath(Path.Combine(folder, file.GetProperty("source_relative_path").GetString()!)),
            Output: Path.GetFullPath(Path.Combine(site, output.Value.GetProperty("relative_path").GetString()!)))))
        .DistinctBy(pair => pair.Source)
        .ToDictionary(pair => pair.Source, pair => pair.Output);
}

// A link as it has to be on the site. One that leads nowhere stays as it is, and is found when all are checked.
string Finished(string page, string link)
{
    string? host = Hosted.All.FirstOrDefault(prefix => link.StartsWith(prefix, StringComparison.Ordinal));
    if (host is null && (IsElsewhere(link) || link.StartsWith('#') || link.Length == 0)) return link;

    string[] parts = link[(host?.Length ?? 0)..].Split('#', 2);
    string path = Uri.UnescapeDataString(parts[0].Split('?')[0]), anchor = parts.Length == 1 ? "" : "#" + parts[1];
    if (host is null && File.Exists(Path.Combine(Path.GetDirectoryName(page)!, path))) return link;

    string? folder = host is not null ? repository : sources.TryGetValue(page, out string? source) ? Path.GetDirectoryName(source) : null;
    if (folder is null) return link;

    string target = Path.GetFullPath(Path.Combine(folder, path));
    if (outputs.TryGetValue(target, out string? output)) return Slashes(Path.GetRelativePath(Path.GetDirectoryName(page)!, output)) + anchor;

    bool isFolder = Directory.Exists(target);
    if (!target.StartsWith(repository + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !(isFolder || File.Exists(target))) return link;

    return (isFolder ? Hosted.Tree : Hosted.Blob) + Slashes(Path.GetRelativePath(repository, target)) + anchor;
}

void Check(string page, string tag, string link)
{
    string? host = Hosted.All.FirstOrDefault(prefix => link.StartsWith(prefix, StringComparison.Ordinal));
    if (tag is not "a" && IsElsewhere(link) && !link.StartsWith("data:", StringComparison.Ordinal))
    {
        problems.Add($"{Name(page)}: <{tag}> loads {link} from another host");
    }
    else if (host is not null)
    {
        string target = Path.Combine(repository, Uri.UnescapeDataString(link[host.Length..].Split('#')[0]));
        if (!File.Exists(target) && !Directory.Exists(target)) problems.Add($"{Name(page)}: {link} isn't in the repository");
    }
    else if (!IsElsewhere(link) && link.Length > 0)
    {
        string[] parts = link.Split('#', 2);
        string path = Uri.UnescapeDataString(parts[0].Split('?')[0]);
        string target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, path));
        if (!File.Exists(target))
        {
            problems.Add($"{Name(page)}: {link} leads nowhere");
            return;
        }

        if (target != page) reached.Add(target);
        if (parts.Length == 2 && parts[1].Length > 0 && anchors.TryGetValue(target, out HashSet<string>? ids) && !ids.Contains(Uri.UnescapeDataString(parts[1])))
        {
            problems.Add($"{Name(page)}: {link} names a heading that the page doesn't have");
        }
    }
}

// A problem is mended in the page's source, so that is what it is called by.
string Name(string page) => Slashes(sources.TryGetValue(page, out string? source) ? Path.GetRelativePath(repository, source) : Path.GetRelativePath(site, page));

static string Slashes(string path) => path.Replace('\\', '/');

static bool IsElsewhere(string link) => link.StartsWith("//", StringComparison.Ordinal) || Regex.IsMatch(link, "^[a-zA-Z][a-zA-Z0-9+.-]*:");

internal static class Hosted
{
    public const string Blob = "https://github.com/lstmgen/lstmgen/blob/main/";

    public const string Tree = "https://github.com/lstmgen/lstmgen/tree/main/";

    public static readonly string[] All = [Blob, Tree, "https://raw.githubusercontent.com/lstmgen/lstmgen/main/"];
}

internal static partial class Tags
{
    [GeneratedRegex("""(?<before><(?<tag>[a-zA-Z]+)\b[^<>]*?\s(?:href|src)=")(?<link>[^"]*)"(?=[^<>]*>)""")]
    public static partial Regex Attribute();

    [GeneratedRegex("""<[a-zA-Z][^<>]*?\s(?:id|name)="(?<id>[^"]*)"(?=[^<>]*>)""")]
    public static partial Regex Id();
}
