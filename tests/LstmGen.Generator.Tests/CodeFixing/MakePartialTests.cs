using System;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.CodeFixes;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.CodeFixing;

public class MakePartialTests
{
    [Theory]
    [InlineData("// One.\npublic class Gesture { }", "// One.\npublic partial class Gesture { }")]
    [InlineData("// One.\nstruct Gesture { }", "// One.\npartial struct Gesture { }")]
    [InlineData("class Gesture { }", "partial class Gesture { }")]
    public async Task The_word_is_added(string before, string after)
    {
        const string Rest = "using LstmGen;\n\n[Lstm(Input = 2, Units = 3)]\n";
        GeneratorRun run = GeneratorRun.Of(Rest + before);

        Assert.Equal(Rest + after, await CodeFix.ApplyAsync(new MakePartialCodeFix(), run, Assert.Single((await run.AnalyzeAsync()).Diagnostics)));
    }

    [Fact]
    public async Task Types_around_it_get_it_too()
    {
        GeneratorRun run = GeneratorRun.Of("using LstmGen;\n\nclass Outer { [Lstm(Input = 2, Units = 3)] sealed class Gesture { } }");
        Diagnostic inner = (await run.AnalyzeAsync()).Diagnostics.Single(diagnostic => diagnostic.Squiggle() == "Gesture");

        Assert.Equal(
            "using LstmGen;\n\npartial class Outer { [Lstm(Input = 2, Units = 3)] sealed partial class Gesture { } }",
            await CodeFix.ApplyAsync(new MakePartialCodeFix(), run, inner));
    }

    /// <summary>If other errors would keep the compiler from running the analyzer, the generator and the analyzer both report it.</summary>
    [Fact]
    public async Task What_is_reported_twice_has_one_fix()
    {
        GeneratorRun run = GeneratorRun.Of(
            "using LstmGen;\n\n[Lstm(Input = 2, Units = 3)]\nclass Gesture { }\n\nclass User { Gesture.State _state; }",
            RunOptions.Default with { AllowCompileErrors = true });
        Diagnostic[] both = [.. run.Reported, .. (await run.AnalyzeAsync()).Diagnostics];

        Assert.Equal(2, both.Length);
        Assert.Contains("partial class Gesture", await CodeFix.ApplyAsync(new MakePartialCodeFix(), run, both), StringComparison.Ordinal);
    }
}
