using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Reading;
using LstmGen.Tool.Generating;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Tool.Tests.Generating;

/// <summary>The known targets match what the generator finds in the frameworks' reference assemblies.</summary>
public sealed class KnownTargetsTests
{
    [Theory]
    [InlineData("net10.0", LanguageVersion.CSharp14)]
    [InlineData("net8.0", LanguageVersion.CSharp12)]
    [InlineData("netstandard2.1", LanguageVersion.CSharp8)]
    [InlineData("netstandard2.0", LanguageVersion.CSharp7_3)]
    [InlineData("netstandard2.0+memory", LanguageVersion.CSharp7_3)]
    [InlineData("net48", LanguageVersion.CSharp7_3)]
    [InlineData("net48+memory", LanguageVersion.CSharp7_3)]
    [InlineData("nanoframework", LanguageVersion.CSharp7_3)]
    public void A_target_has_what_its_reference_assemblies_have(string name, LanguageVersion version)
    {
        IReadOnlyList<MetadataReference> references = FrameworkReferences.Of(name);
        CSharpCompilation compilation = CSharpCompilation.Create("A", [CSharpSyntaxTree.ParseText("", new CSharpParseOptions(version))], references);

        // The helpers' namespace belongs to the assembly, not to what a target offers.
        Assert.Equal(TargetReader.Read(compilation) with { HelperSpace = KnownTargets.All[name].HelperSpace }, KnownTargets.All[name]);
        Assert.Equal((int)version, KnownTargets.All[name].LanguageVersion);
        Assert.NotEqual(SpecialType.None, compilation.GetSpecialType(SpecialType.System_Object).SpecialType);
    }

    [Fact]
    public void Every_target_is_compared() => Assert.Equal(["nanoframework", "net10.0", "net48", "net48+memory", "net8.0", "netstandard2.0", "netstandard2.0+memory", "netstandard2.1"], KnownTargets.All.Keys.ToArray());
}
