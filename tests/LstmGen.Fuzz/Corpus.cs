using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Scalers;

namespace LstmGen.Fuzz;

/// <summary>A good file from which damaged ones are made.</summary>
internal sealed record Seed(string Path, string Kind, byte[] Bytes)
{
    /// <summary>The kind of files that are beside an ONNX model and have its tensors.</summary>
    public const string Beside = "onnx data";

    /// <summary>The kind of scalers beside a model.</summary>
    public const string OfUnits = "scaler";

    /// <summary>What must be stated about the model for it to be read.</summary>
    public ImportOptions Options { get; init; } = Nothing;

    private static readonly ImportOptions Nothing = new();

    /// <summary>Whether the file needs no statements.</summary>
    public bool IsAlone => ReferenceEquals(Options, Nothing) && Kind is not (Beside or OfUnits);

    /// <summary>The model with these bytes in place of the good ones: its own, or those of the file beside it.</summary>
    public ModelInput With(byte[] bytes) => Kind == OfUnits
        ? ModelInput.Open(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "..", "state_dict", "one.json"))
        : Kind != Beside
        ? new ModelInput(Path, bytes)
        : new ModelInput(Path[..^DataExtension.Length], File.ReadAllBytes(Path[..^DataExtension.Length])) { OpenBeside = _ => new MemoryStream(bytes) };

    /// <summary>What is stated about the model with these bytes.</summary>
    /// <exception cref="ModelException">The bytes are a scaler that can't be used.</exception>
    public ImportOptions OptionsWith(byte[] bytes) => Kind == OfUnits ? Options with { Scaler = ScalerFile.Read(System.IO.Path.GetFileName(Path), bytes) } : Options;

    internal const string DataExtension = ".data";
}

/// <summary>The golden models of every format, and those of other projects if they are beside the repository.</summary>
internal static class Corpus
{
    /// <summary>Larger ones are left to the unit tests: in them a mutation rarely hits anything but a weight.</summary>
    private const int MostBytes = 64 * 1024;

    private static readonly string[] Extensions =
        [".keras", ".h5", ".onnx", ".safetensors", ".pt", ".pth", ".ckpt", ".nam", ".json", ".lstm", Seed.DataExtension];

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
            .Where(seed => seed.Bytes.Length is > 0 and <= MostBytes && (seed.Kind is Seed.Beside or Seed.OfUnits || isModel(seed.Path, seed.Bytes)))
            .ToList();
    }

    private static Seed Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        return new Seed(path, Kind(path, bytes), bytes) { Options = OptionsOf(path) };
    }

    /// <summary>
    /// Formats are counted separately, including the two forms of torch.save, and JSON files by their folder, which says whose they are.
    /// </summary>
    private static string Kind(string path, byte[] bytes) => path switch
    {
        _ when path.EndsWith("model.json", StringComparison.Ordinal) => "tfjs",
        _ when new DirectoryInfo(System.IO.Path.GetDirectoryName(path)!).Name == "scalers" => Seed.OfUnits,
        _ when path.EndsWith(Seed.DataExtension, StringComparison.Ordinal) => Seed.Beside,
        _ when File.Exists(path + Seed.DataExtension) => "onnx beside",
        _ when path.EndsWith(".json", StringComparison.Ordinal) => new DirectoryInfo(System.IO.Path.GetDirectoryName(path)!).Name + " json",
        _ when System.IO.Path.GetExtension(path) is ".pt" or ".pth" or ".ckpt" => bytes.AsSpan().StartsWith("PK"u8) ? "pt" : "pt older",
        _ => System.IO.Path.GetExtension(path)[1..],
    };

    private static ImportOptions OptionsOf(string path) => System.IO.Path.GetFileName(path) switch
    {
        "memory.onnx" => new ImportOptions { Output = "action" },
        "actor-critic.onnx" => new ImportOptions { Output = "pi" },
        _ => new ImportOptions(),
    };

    private static string Here([CallerFilePath] string path = "") => System.IO.Path.GetDirectoryName(path)!;
}
