using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace LstmGen.Fuzz;

/// <summary>A good file that damaged ones are made of.</summary>
internal sealed record Seed(string Path, string Kind, byte[] Bytes);

/// <summary>The golden models of every format, and those of other projects where they stand beside the repository.</summary>
internal static class Corpus
{
    /// <summary>Larger ones are left to the unit tests: a mutation seldom hits anything but a weight in them.</summary>
    private const int MostBytes = 64 * 1024;

    private static readonly string[] Extensions = [".keras", ".h5", ".onnx", ".safetensors", ".pt", ".pth", ".ckpt", ".nam", ".json", ".lstm"];

    private static readonly string[] NoModels = [".io.json", "expected.json"];

    public static IReadOnlyList<Seed> Load(bool isWithOthers, Func<string, byte[], bool> isModel)
    {
        string golden = System.IO.Path.Combine(Here(), "..", "golden", "models");
        string shared = System.IO.Path.Combine(Here(), "..", "..", "..", "shared", "data");
        return (isWithOthers && Directory.Exists(shared) ? new[] { golden, shared } : [golden])
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => Extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal)) && !NoModels.Any(end => path.EndsWith(end, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)
            .Select(path => Read(System.IO.Path.GetFullPath(path)))
            .Where(seed => seed.Bytes.Length is > 0 and <= MostBytes && isModel(seed.Path, seed.Bytes))
            .ToList();
    }

    private static Seed Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return new Seed(path, Kind(path, bytes), bytes);
    }

    /// <summary>Formats are counted apart, the two forms of torch.save too, and JSON files by the folder that says whose they are.</summary>
    private static string Kind(string path, byte[] bytes) => path switch
    {
        _ when path.EndsWith("model.json", StringComparison.Ordinal) => "tfjs",
        _ when path.EndsWith(".json", StringComparison.Ordinal) => new DirectoryInfo(System.IO.Path.GetDirectoryName(path)!).Name + " json",
        _ when System.IO.Path.GetExtension(path) is ".pt" or ".pth" or ".ckpt" => bytes.AsSpan().StartsWith("PK"u8) ? "pt" : "pt older",
        _ => System.IO.Path.GetExtension(path)[1..],
    };

    private static string Here([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
