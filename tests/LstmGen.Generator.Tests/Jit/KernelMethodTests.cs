using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Jit;

/// <summary>How the JIT compiler is told to compile the methods of the nested class Kernel.</summary>
public class KernelMethodTests
{
    private const MethodImplAttributes OnItsOwn = MethodImplAttributes.NoInlining | MethodImplAttributes.AggressiveOptimization;

    /// <summary>
    /// Methods that compute are never inlined into their callers, and are optimised from the first call. If they were inlined, the JIT
    /// would run out of its budget, the activations would stay calls and the code would take 1.4 to 4 times as long; and straight-line code
    /// has no loop in which the runtime could replace a slow first version.
    /// </summary>
    /// <param name="layers">The network, for vectors of at most 128 bits.</param>
    /// <param name="unroll">How far it is written out.</param>
    /// <param name="computing">
    /// The methods that compute; methods that choose between them, or call several in turn, are left to the compiler.
    /// </param>
    [Theory]
    [InlineData("Lstm(Input = 1, Units = 4)", "Auto", "Batch128 LstmBatch128 LstmScalar Run128 RunScalar")]
    [InlineData("Lstm(Input = 1, Units = 4)", "Step", "Batch128 LstmBatch128 Run128 RunScalar")]
    [InlineData("Lstm(Input = 1, Units = 4)", "Tiled", "Batch128 LstmBatch128 LstmScalar LstmVector128 Run128 RunScalar")]
    [InlineData("Lstm(Input = 1, Units = 4, Steps = 2)", "Full", "Batch128 LstmBatch128 Run128 RunAll128 RunAllScalar RunScalar")]
    [InlineData("Lstm(Input = 1, Units = 1, Steps = 8)", "Full", "Batch128 LstmBatch128 Run128 RunAllScalar RunFrom0Vector128 RunFrom4Vector128 RunScalar")]
    [InlineData(
        "Lstm(Input = 3, Units = 20, ReturnSequences = true), Lstm(Units = 5), Dense(Units = 30)", "Auto",
        "Batch128 DenseBatch128 DenseScalar DenseVector128 Lstm1Batch128 Lstm1Scalar Lstm1Vector128 LstmBatch128 LstmScalar LstmVector128 Run128 RunScalar")]
    public void What_computes_is_compiled_on_its_own(string layers, string unroll, string computing)
    {
        List<(string Name, MethodImplAttributes Attributes)> methods = Kernel($"{layers}, LstmOptions(Unroll = Unroll.{unroll}, VectorWidth = VectorWidth.Vector128)");

        Assert.Equal(
            computing.Split(' ').Order(StringComparer.Ordinal),
            methods.Where(method => method.Attributes == OnItsOwn).Select(method => method.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(methods, method => method.Attributes != OnItsOwn && (method.Attributes & OnItsOwn) != 0);
    }

    /// <summary>Each of the vector widths has its methods.</summary>
    [Fact]
    public void For_every_width()
    {
        List<(string Name, MethodImplAttributes Attributes)> methods = Kernel("Lstm(Input = 3, Units = 16), Dense(Units = 32)");
        foreach (string width in new[] { "512", "256", "128" })
        {
            foreach (string method in new[] { "Run", "Batch", "LstmVector", "LstmBatch", "DenseVector", "DenseBatch" })
            {
                Assert.Contains((method + width, OnItsOwn), methods);
            }
        }
    }

    private static List<(string Name, MethodImplAttributes Attributes)> Kernel(string attributes)
    {
        using var assembly = new MemoryStream();
        Assert.True(GeneratorRun.Of($"using LstmGen; [{attributes}] public partial class Gesture {{ }}").Output.Emit(assembly).Success);
        assembly.Position = 0;
        using var file = new PEReader(assembly);
        MetadataReader metadata = file.GetMetadataReader();
        TypeDefinition kernel = metadata.TypeDefinitions.Select(metadata.GetTypeDefinition).Single(type => metadata.GetString(type.Name) == "Kernel");
        return kernel.GetMethods().Select(metadata.GetMethodDefinition).Select(method => (metadata.GetString(method.Name), method.ImplAttributes)).ToList();
    }
}
