using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Basic.Reference.Assemblies;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Reading;
using LstmGen.Schedules.Networks;
using LstmGen.Tests.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Schedules.Guarding;

/// <summary>
/// The classes of some networks, compiled once and loaded separately for each vector width, so that each has its own static data.
/// </summary>
internal sealed class GuardedAssembly
{
    private static readonly CSharpParseOptions ParseOptions = new CSharpParseOptions(LanguageVersion.CSharp13, DocumentationMode.None)
        .WithFeatures([new("run-nullable-analysis", "never")]);

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Guarded",
        [CSharpSyntaxTree.ParseText("global using System; global using System.Runtime.CompilerServices; global using System.Runtime.InteropServices; global using LstmGen.Schedules.Guarding;\n" + GuardedSource.Class, ParseOptions)],
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(GuardedMemory).Assembly.Location)],
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));

    private readonly byte[] _image;
    private readonly Dictionary<int, Loaded> _loaded = [];

    public GuardedAssembly(IReadOnlyList<ScheduledNetwork> networks)
    {
        Plan[] plans = [.. networks.Select(network => network.Plan(Target))];
        AssemblyText texts = AssemblyText.Of(plans);
        var guarded = new GuardedSource();
        CSharpCompilation compilation = Empty.AddSyntaxTrees(
        [
            .. texts.Classes.Concat(texts.Helpers).Select(text => CSharpSyntaxTree.Create(guarded.Rewrite(text, ParseOptions), ParseOptions)),
            .. plans.Select(plan => CSharpSyntaxTree.ParseText(Adapter.Source(plan), ParseOptions)),
        ]);
        using var image = new MemoryStream();
        EmitResult result = compilation.Emit(image);
        Diagnostic? problem = result.Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Error);
        _image = problem is null ? image.ToArray() : throw new InvalidOperationException(
            $"{problem}: {problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line]}\n{networks[0]}");
    }

    /// <summary>What the tests' own framework offers to generated code.</summary>
    public static Target Target { get; } = TargetReader.Read(Empty);

    /// <summary>
    /// The classes for vectors of at most as many bits; 0 for scalar code. They are loaded once, since the runtime recompiles whatever is
    /// loaded again.
    /// </summary>
    public Loaded For(int mostBits)
    {
        if (!_loaded.TryGetValue(mostBits, out Loaded? loaded))
        {
            _loaded[mostBits] = loaded = Load(mostBits);
        }

        return loaded;
    }

    /// <summary>The same, loaded again.</summary>
    public Loaded Load(int mostBits)
    {
        var context = new AssemblyLoadContext("guarded", isCollectible: true);
        Assembly loaded = context.LoadFromStream(new MemoryStream(_image));
        loaded.GetType("Guarded", throwOnError: true)!.GetField("MostBits")!.SetValue(null, mostBits);
        return new Loaded(loaded);
    }

    internal sealed class Loaded(Assembly assembly)
    {
        public IGuardedClass<T> Create<T>(ScheduledNetwork network, T[] parameters)
            where T : unmanaged =>
            (IGuardedClass<T>)Activator.CreateInstance(assembly.GetType(Adapter.Name(network.Class), throwOnError: true)!, [parameters])!;
    }
}
