using System;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The tests run in two compilers; a test checks that each project really has the one it names.</summary>
public class CompilerVersionTests
{
    [Fact]
    public void The_compiler_is_the_one_that_this_project_names()
    {
        Version named = Version.Parse(typeof(CompilerVersionTests).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RoslynVersion").Value!);
        Version loaded = typeof(CSharpCompilation).Assembly.GetName().Version!;

        Assert.Equal((named.Major, named.Minor), (loaded.Major, loaded.Minor));
        if (typeof(CompilerVersionTests).Assembly.GetName().Name!.EndsWith("Roslyn43", StringComparison.Ordinal))
        {
            Assert.Equal((4, 3), (loaded.Major, loaded.Minor));
        }
    }
}
