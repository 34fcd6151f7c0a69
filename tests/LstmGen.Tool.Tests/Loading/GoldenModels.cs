using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Loading;

/// <summary>Every golden file that is a model and can be read without statements, relative to the folder of golden models.</summary>
internal static class GoldenModels
{
    private static readonly string[] Extensions = [".keras", ".h5", ".onnx", ".safetensors", ".pt", ".pth", ".ckpt", ".nam", ".json", ".lstm"];

    private static readonly Lazy<IReadOnlyList<string>> Found = new(() =>
    [
        .. Directory.EnumerateFiles(Repository.Golden(), "*", SearchOption.AllDirectories)
            .Where(path => Extensions.Contains(Path.GetExtension(path)) && !path.EndsWith(".io.json", StringComparison.Ordinal) && IsRead(path))
            .Select(path => Path.GetRelativePath(Repository.Golden(), path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ]);

    public static IReadOnlyList<string> Names => Found.Value;

    private static bool IsRead(string path)
    {
        try
        {
            ModelImporter.Import(ModelInput.Open(path), new ImportOptions());
            return true;
        }
        catch (ModelException)
        {
            // Files of vectors, those that must be refused, and those whose tests state something about them.
            return false;
        }
    }
}
