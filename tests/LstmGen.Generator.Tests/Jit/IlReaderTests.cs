using System.IO;
using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>The measure itself, on a method whose IL is known.</summary>
public class IlReaderTests
{
    [Fact]
    public void A_small_method()
    {
        using var assembly = new MemoryStream();
        Assert.True(RunOptions.Default.Compile([new("Input.cs", """
            public static class Outer { public static class Inner { public static int Twice(int x) { int y = x + x; y += x; return Side(ref y) + y; } static int Side(ref int z) { return z; } } }
            """)]).WithOptions(RunOptions.Default.CompilationOptions.WithOptimizationLevel(OptimizationLevel.Release).WithOverflowChecks(false)).Emit(assembly).Success);
        assembly.Position = 0;

        // ldarg.0 ldarg.0 add stloc.0 ldloc.0 ldarg.0 add stloc.0 ldloca.s call ldloc.0 add ret
        Assert.Equal(
            new MethodSize("Outer.Inner.Twice", Bytes: 18, Instructions: 13, Locals: 1, References: 8),
            IlReader.Measure(assembly).Single(method => method.Name.EndsWith("Twice")));
    }
}
