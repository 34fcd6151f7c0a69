using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using static CheckException;

/// <summary>The files of the package: what Unity's package manager, asset database and assembly definitions read of them.</summary>
internal static class PackageFiles
{
    public static void Check(string package, string feed)
    {
        Unless(Directory.Exists(package), $"there is no package for Unity in {package}");
        string[] assets = [.. Directory.EnumerateFileSystemEntries(package, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(package, path).Replace('\\', '/'))
            .Where(path => !IsIgnored(path))
            .Order(StringComparer.Ordinal)];
        Manifest(package, feed);
        Metas(package, assets);
        Plugins(package, assets);
        AssemblyDefinitions(package);
        Console.WriteLine($"{assets.Length / 2} files and folders with their .meta");
    }

    /// <summary>Unity leaves out what starts with a dot, and folders whose names end in a tilde.</summary>
    private static bool IsIgnored(string path) => path.Split('/').Any(name => name.StartsWith('.') || name.EndsWith('~'));

    private static void Manifest(string package, string feed)
    {
        using JsonDocument manifest = Json(Path.Combine(package, "package.json"));
        string Text(string name) => manifest.RootElement.GetProperty(name).GetString()!;
        string[] packed = [.. Directory.EnumerateFiles(feed, "LstmGen.*.nupkg").Select(path => Path.GetFileNameWithoutExtension(path)["LstmGen.".Length..]).Where(version => char.IsDigit(version[0]))];
        Unless(Text("name") == Path.GetFileName(package), $"package.json has the name {Text("name")}, and its folder is {Path.GetFileName(package)}");
        Unless(packed.Contains(Text("version")), $"package.json has the version {Text("version")}, and the NuGet package {string.Join(", ", packed)}");
        Unless(Text("unity") == "6000.0", $"package.json asks for Unity {Text("unity")}; 6000.0 is the first whose compiler is Roslyn 4.3");
        foreach (JsonElement sample in manifest.RootElement.GetProperty("samples").EnumerateArray())
        {
            string path = sample.GetProperty("path").GetString()!;
            Unless(Directory.Exists(Path.Combine(package, path)), $"package.json has a sample in {path}, which isn't there");
        }
    }

    private static void Metas(string package, string[] assets)
    {
        HashSet<string> all = [.. assets];
        foreach (string path in assets)
        {
            if (!path.EndsWith(".meta", StringComparison.Ordinal))
            {
                Unless(all.Contains(path + ".meta"), $"{path} has no .meta");
                continue;
            }

            string asset = path[..^".meta".Length], meta = File.ReadAllText(Path.Combine(package, path));
            Unless(all.Contains(asset), $"{path} stands beside no {Path.GetFileName(asset)}");
            Unless(meta.StartsWith("fileFormatVersion: 2\n", StringComparison.Ordinal), $"{path} is no .meta of Unity");
            // Not drawn at random, so that one that was copied from another file is found.
            string guid = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{Path.GetFileName(package)}/{asset}")));
            Unless(Regex.IsMatch(meta, $"^guid: {guid}$", RegexOptions.Multiline), $"{path} must have the guid {guid}, the MD5 of the package's name and the path");
            Unless(Directory.Exists(Path.Combine(package, asset)) == meta.Contains("folderAsset: yes"), $"{path} confuses files and folders");
        }
    }

    private static void Plugins(string package, string[] assets)
    {
        const string attributes = "Runtime/LstmGen.dll";
        string[] analyzers = ["Runtime/Analyzers/LstmGen.Generator.dll", "Runtime/Analyzers/LstmGen.Model.dll"];
        string[] plugins = [.. assets.Where(path => path.EndsWith(".dll", StringComparison.Ordinal))];
        Unless(plugins.Order().SequenceEqual(analyzers.Append(attributes).Order()), $"the package has the assemblies {string.Join(", ", plugins)}");
        foreach (string path in plugins)
        {
            string meta = File.ReadAllText(Path.Combine(package, path + ".meta"));
            Dictionary<string, string> enabled = Regex.Matches(meta, @"^  - first:\n      (?<platform>.+)\n    second:\n      enabled: (?<enabled>\d)$", RegexOptions.Multiline)
                .ToDictionary(match => match.Groups["platform"].Value, match => match.Groups["enabled"].Value);
            bool isLabelled = Regex.IsMatch(meta, @"^labels:\n- RoslynAnalyzer$", RegexOptions.Multiline);
            Unless(meta.Contains("\nPluginImporter:\n"), $"{path}.meta has no PluginImporter");
            Unless(enabled.Count == Regex.Count(meta, "enabled: "), $"{path}.meta has platforms that can't be read");
            if (analyzers.Contains(path))
            {
                Unless(isLabelled, $"{path}.meta lacks the label RoslynAnalyzer, without which Unity hands it to no compiler");
                foreach (string platform in (string[])["Any:", "Editor: Editor", "Standalone: Linux64", "Standalone: OSXUniversal", "Standalone: Win", "Standalone: Win64"])
                {
                    Unless(enabled.GetValueOrDefault(platform) == "0", $"{path}.meta doesn't exclude the platform {platform}, which must not load a generator");
                }

                Unless(!enabled.ContainsValue("1"), $"{path}.meta enables a platform");
            }
            else
            {
                Unless(!isLabelled, $"{path}.meta has the label of a generator");
                Unless(enabled.GetValueOrDefault("Any:") == "1", $"{path}.meta excludes platforms, whose code couldn't use the attributes");
            }
        }
    }

    private static void AssemblyDefinitions(string package)
    {
        Dictionary<string, string[]> references = Directory.EnumerateFiles(package, "*.asmdef", SearchOption.AllDirectories).ToDictionary(
            path =>
            {
                using JsonDocument definition = Json(path);
                string name = definition.RootElement.GetProperty("name").GetString()!;
                Unless(name == Path.GetFileNameWithoutExtension(path), $"{path} defines {name}");
                return name;
            },
            path =>
            {
                using JsonDocument definition = Json(path);
                return definition.RootElement.GetProperty("references").EnumerateArray().Select(reference => reference.GetString()!).ToArray();
            });
        Unless(references.ContainsKey("LstmGen.Unity"), "no assembly definition LstmGen.Unity brings the generator to others");
        Unless(!references.ContainsKey("LstmGen"), "an assembly definition is called LstmGen, as the attributes' assembly is");
        Unless(File.Exists(Path.Combine(package, "Runtime", "LstmGen.Unity.asmdef")), "LstmGen.Unity.asmdef doesn't stand above the generator");
        foreach ((string name, string[] wanted) in references)
        {
            Unless(wanted.All(references.ContainsKey), $"{name} refers to {string.Join(", ", wanted)}");
            Unless(name == "LstmGen.Unity" || wanted.Contains("LstmGen.Unity"), $"{name} doesn't refer to LstmGen.Unity, so the generator wouldn't work on it");
        }
    }

    private static JsonDocument Json(string path)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(path));
        }
        catch (JsonException exception)
        {
            throw new CheckException($"{path} is not JSON: {exception.Message}");
        }
    }
}
