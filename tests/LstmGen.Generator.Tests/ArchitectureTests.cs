using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Which room of the generator may refer to which. A room is a namespace, and a folder with the same name. References are found with the
/// compiler, because a namespace sees those around it without a directive.
/// </summary>
public class ArchitectureTests
{
    private const string Root = "LstmGen.Generator";

    /// <summary>The room that is a separate assembly, shared with the library of models and the tool.</summary>
    private const string Shared = "Model";

    /// <summary>Each room, and those to which it may refer, all of which are above it. The last one registers the pipeline.</summary>
    private static readonly (string Room, string[] Rooms)[] Allowed =
    [
        ("Model", []),
        ("Diagnostics", []),
        ("Mathematics", ["Model"]),
        ("Reading", ["Model", "Diagnostics"]),
        ("Cells", ["Model", "Mathematics"]),
        ("Planning", ["Model", "Mathematics", "Cells"]),
        ("Emitting", ["Model", "Mathematics", "Cells", "Planning"]),
        ("Checking", ["Model", "Diagnostics", "Planning", "Emitting"]),
        ("Usage", ["Model", "Diagnostics", "Reading"]),
        ("", ["Model", "Diagnostics", "Reading", "Planning", "Emitting", "Checking", "Usage"]),
    ];

    private static readonly Lazy<IReadOnlyDictionary<(string From, string To), string>> Found = new(References);

    [Fact]
    public void Rooms_refer_to_those_that_they_may() => Assert.Empty(Found.Value
        .Where(reference => !Allowed.Single(one => one.Room == reference.Key.From).Rooms.Contains(reference.Key.To))
        .Select(reference => $"{Shown(reference.Key.From)} refers to {Shown(reference.Key.To)}: {reference.Value}"));

    /// <summary>
    /// The allowed references have no cycle, because each room may only refer to those above it in the table, and all of them are used.
    /// </summary>
    [Fact]
    public void What_is_allowed_has_no_circle_and_is_needed()
    {
        for (int i = 0; i < Allowed.Length; i++)
        {
            Assert.Subset(Allowed.Take(i).Select(one => one.Room).ToHashSet(), Allowed[i].Rooms.ToHashSet());
            Assert.All(Allowed[i].Rooms, room => Assert.Contains((Allowed[i].Room, room), Found.Value.Keys));
        }
    }

    /// <summary>Others ask a layer's cell. A layer may be created anywhere: that asks nothing.</summary>
    [Fact]
    public void Only_a_few_rooms_ask_whether_a_layer_is_an_LSTM() => Assert.Empty(
        from file in Files()
        where FolderOf(file) is not ("Model" or "Reading" or "Cells")
        from name in CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
        where name.Identifier.Text is "LstmLayer" or "LstmCell" && name.Parent is not ObjectCreationExpressionSyntax
        select $"{file}, line {name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}");

    [Fact]
    public void A_file_is_in_the_folder_of_its_room()
    {
        foreach (string file in Files())
        {
            string? space = CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString();

            // Types that the compiler looks up by full name are where that name says.
            Assert.True(space == "System.Runtime.CompilerServices" || RoomOf(space ?? "") == FolderOf(file), $"{file} is in the namespace {space}");
        }
    }

    /// <summary>The shared assembly has only plain values: with Roslyn or another package it couldn't be loaded everywhere.</summary>
    [Fact]
    public void What_is_shared_needs_the_base_library_alone() => Assert.Equal(
        ["netstandard"], typeof(Model.Network).Assembly.GetReferencedAssemblies().Select(reference => reference.Name));

    private static Dictionary<(string From, string To), string> References()
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest, preprocessorSymbols: ["LSTMGEN_GENERATOR"]);
        SyntaxTree[] trees = [.. Files().Concat(Directory.EnumerateFiles(Path.Combine(Folder(Root), "..", "..", "src", "LstmGen"), "*.cs")).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), parse, file))];
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Generator",
            trees,
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !Path.GetFileName(path).StartsWith("LstmGen", StringComparison.OrdinalIgnoreCase))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        var found = new Dictionary<(string From, string To), string>();
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                ISymbol? symbol = model.GetSymbolInfo(name).Symbol;
                if (symbol is null or INamespaceSymbol || !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly)
                    || RoomOf(symbol.ContainingNamespace) is not { } to || model.GetEnclosingSymbol(name.SpanStart) is not { } here || RoomOf(here as INamespaceSymbol ?? here.ContainingNamespace) is not { } from)
                {
                    continue;
                }

                if (from != to)
                {
                    FileLinePositionSpan place = name.GetLocation().GetLineSpan();
                    found.TryAdd((from, to), $"{Path.GetFileName(place.Path)}, line {place.StartLinePosition.Line + 1}: {name}");
                }
            }
        }

        return found;
    }

    /// <summary>The room of a namespace; null for one outside the generator.</summary>
    private static string? RoomOf(INamespaceSymbol? space) => RoomOf(space?.ToDisplayString() ?? "");

    private static string? RoomOf(string name) =>
        name == Root ? "" : name.StartsWith(Root + ".", StringComparison.Ordinal) ? name[(Root.Length + 1)..].Split('.')[0] : null;

    private static string Shown(string room) => room.Length == 0 ? Root : room;

    private static IEnumerable<string> Files() => new[] { Folder(Root), Folder("LstmGen." + Shared) }
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin")));

    /// <summary>The room that a file is in by its folder; empty for one beside the rooms.</summary>
    private static string FolderOf(string file)
    {
        string[] path = Path.GetRelativePath(Folder(Root), file).Split(Path.DirectorySeparatorChar);
        return path[0] == ".." ? Shared : path.Length == 1 ? "" : path[0];
    }

    private static string Folder(string project, [CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "generator", project));
}
