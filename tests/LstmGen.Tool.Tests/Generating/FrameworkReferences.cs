using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;

namespace LstmGen.Tool.Tests.Generating;

/// <summary>What a project for a framework is compiled against.</summary>
internal static class FrameworkReferences
{
    /// <summary>The assemblies that the tests themselves run on.</summary>
    public static IReadOnlyList<MetadataReference> Running { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static IReadOnlyList<MetadataReference> Of(string framework) => framework switch
    {
        "net10.0" => [.. Net100.References.All],
        "net8.0" => [.. Net80.References.All],
        _ => [.. framework.Split('+').SelectMany(folder => Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "references", folder), "*.dll")).Select(path => MetadataReference.CreateFromFile(path))],
    };
}
