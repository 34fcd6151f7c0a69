using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Generator.Tests.Running;

/// <summary>What a project references: a target framework, and LstmGen.dll with the attributes.</summary>
internal static class TargetReferences
{
    /// <summary>The library that a package reference brings in.</summary>
    public static readonly MetadataReference LstmGen = MetadataReference.CreateFromFile(typeof(LstmAttribute).Assembly.Location);

    /// <summary>
    /// By target. The compiler reads a library again for each reference created for it, so there is one reference for all tests.
    /// </summary>
    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<MetadataReference>>> Targets = new();

    /// <summary>A project for .NET 10.</summary>
    public static ImmutableArray<MetadataReference> Net100 => Of("net10.0");

    /// <summary>A project for .NET 8.</summary>
    public static ImmutableArray<MetadataReference> Net80 => Of("net8.0");

    /// <summary>A library for .NET Standard 2.0, which has no spans.</summary>
    public static ImmutableArray<MetadataReference> NetStandard20 => Of("netstandard2.0");

    /// <summary>A project for one of the targets in the documentation's table.</summary>
    public static ImmutableArray<MetadataReference> Of(string target) => Targets.GetOrAdd(target, name => new(() => Read(name))).Value;

    private static ImmutableArray<MetadataReference> Read(string target) => target switch
    {
        "net10.0" => [.. Framework("Net100"), LstmGen],
        "net8.0" => [.. Framework("Net80"), LstmGen],
        "nanoframework" => [.. Folder(target), Attributes(Folder(target))],
        _ => [.. target.Split('+').SelectMany(Folder), LstmGen],
    };

    private static MetadataReference[] Folder(string name) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "references", name), "*.dll").Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    /// <summary>
    /// The attributes' library, compiled for a framework that can't reference the package's, also by the oldest compiler. There a condition
    /// can't exclude an attribute from the assembly.
    /// </summary>
    private static MetadataReference Attributes(MetadataReference[] framework)
    {
        string[] sources = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "references", "attributes"), "*.cs");
        CSharpCompilation compilation = CSharpCompilation.Create(
            "LstmGen", sources.Select(path => CSharpSyntaxTree.ParseText(Regex.Replace(File.ReadAllText(path), @"\[Conditional\(.*\)\]", ""))), framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var library = new MemoryStream();
        EmitResult result = compilation.Emit(library);
        return result.Success
            ? MetadataReference.CreateFromImage(library.ToArray())
            : throw new InvalidOperationException(string.Join("\n", result.Diagnostics));
    }

    /// <summary>
    /// The assemblies of a framework, each a resource of a package's library. The library's code needs a newer compiler than the oldest one
    /// that the tests run in, so it is opened only for its resources.
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
