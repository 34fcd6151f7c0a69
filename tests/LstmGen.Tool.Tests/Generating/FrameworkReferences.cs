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

    private static IReadOnlyList<MetadataReference> NetStandard21 { get; } =
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "references", "netstandard2.1"), "*.dll").Select(path => MetadataReference.CreateFromFile(path))];

    public static IReadOnlyList<MetadataReference> Of(string framework) => framework switch
    {
        "net10.0" => [.. Net100.References.All],
        "net8.0" => [.. Net80.References.All],
        "netstandard2.1" => NetStandard21,
        _ => throw new ArgumentOutOfRangeException(nameof(framework), framework, null),
    };
}
