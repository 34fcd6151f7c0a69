using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests.Running;

/// <summary>What a project references: a target framework, and LstmGen.dll with the attributes.</summary>
internal static class TargetReferences
{
    /// <summary>The library that a package reference brings in.</summary>
    public static readonly MetadataReference LstmGen = MetadataReference.CreateFromFile(typeof(LstmAttribute).Assembly.Location);

    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyNet100 = new(() => [.. Framework("Net100"), LstmGen]);

    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyNet80 = new(() => [.. Framework("Net80"), LstmGen]);

    private static readonly Lazy<ImmutableArray<MetadataReference>> LazyNetStandard20 = new(() =>
        [MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, "references", "netstandard2.0", "netstandard.dll")), LstmGen]);

    /// <summary>A project for .NET 10.</summary>
    public static ImmutableArray<MetadataReference> Net100 => LazyNet100.Value;

    /// <summary>A project for .NET 8.</summary>
    public static ImmutableArray<MetadataReference> Net80 => LazyNet80.Value;

    /// <summary>A library for .NET Standard 2.0, which has no spans.</summary>
    public static ImmutableArray<MetadataReference> NetStandard20 => LazyNetStandard20.Value;

    /// <summary>
    /// The assemblies of a framework, each a resource of a package's library. The library's code needs a newer compiler than
    /// the oldest one that the tests run in, so it is opened for its resources alone.
    /// </summary>
    private static MetadataReference[] Framework(string name)
    {
        Assembly library = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, $"Basic.Reference.Assemblies.{name}.dll"));
        return library.GetManifestResourceNames().Select(resource =>
        {
            using Stream stream = library.GetManifestResourceStream(resource)!;
            return (MetadataReference)MetadataReference.CreateFromStream(stream, filePath: resource);
        }).ToArray();
    }
}
