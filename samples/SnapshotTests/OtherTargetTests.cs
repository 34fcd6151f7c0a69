using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
using Basic.Reference.Assemblies;
using LstmGen;
using LstmGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SnapshotTests;

/// <summary>What would be generated for another framework and another language version than this project's, by a run of the generator in the test.</summary>
public class OtherTargetTests
{
    [Fact]
    public Task NET_8() => Verifier.Verify(Run(LanguageVersion.CSharp12));

    private static GeneratorDriver Run(LanguageVersion language, [CallerFilePath] string thisFile = "")
    {
        var options = new CSharpParseOptions(language);
        string source = File.ReadAllText(Path.Combine(Path.GetDirectoryName(thisFile)!, "Gesture.cs"));
        var compilation = CSharpCompilation.Create(
            "OtherTarget",
            [CSharpSyntaxTree.ParseText(source, options)],
            [.. Net80.References.All, MetadataReference.CreateFromFile(typeof(LstmAttribute).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        return CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: options).RunGenerators(compilation);
    }
}
