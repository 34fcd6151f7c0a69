using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using LstmGen.Generator.Tests.Snapshots;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>What is generated, in full: a change shows up in the diff of a verified file.</summary>
/// <remarks>
/// Few, each for its own reason: code that only has to compile or compute is tested without a snapshot. The shared helpers are shown in
/// full where they differ most.
/// </remarks>
public class SnapshotTests
{
    /// <summary>As in almost every project: the code of batches once for all widths of vectors.</summary>
    [NewCSharpFact("13")]
    public Task Gesture() => Verifier.Verify(GeneratorRun.Of(
        Networks.Small, new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("13") }).Driver);

    [Fact]
    public Task Stack() => Verifier.Verify(GeneratorRun.Of(Networks.Stack).Driver).IgnoreGeneratedResult(GeneratorRun.IsHelper);

    [Fact]
    public Task Nested_struct_with_escaped_names() => Verifier.Verify(GeneratorRun.Of(Networks.Nested).Driver).IgnoreGeneratedResult(GeneratorRun.IsHelper);

    [Fact]
    public Task Scalar_and_written_out() => Verifier.Verify(GeneratorRun.Of(Networks.Scalar).Driver).IgnoreGeneratedResult(ComputesNothing);

    [Fact]
    public Task Tiled() => Verifier.Verify(GeneratorRun.Of(Networks.Tiled).Driver).IgnoreGeneratedResult(ComputesNothing);

    /// <summary>A layer from both ends, and a head of probabilities: the members of a network that has no steps.</summary>
    [Fact]
    public Task Bidirectional() => Verifier.Verify(GeneratorRun.Of(Networks.Bidirectional).Driver);

    /// <summary>What ONNX and PyTorch add to a cell, with a skip connection.</summary>
    [Fact]
    public Task Options_of_a_cell() => Verifier.Verify(GeneratorRun.Of(Networks.Cell).Driver).IgnoreGeneratedResult(GeneratorRun.IsHelper);

    [NewCSharpFact("12")]
    public Task NET_8() => Verifier.Verify(GeneratorRun.Of(
        Networks.Small, new RunOptions { References = TargetReferences.Net80, LanguageVersion = NewCSharpFactAttribute.Parse("12") }).Driver).IgnoreGeneratedResult(ComputesNothing);

    [Fact]
    public Task CSharp_9() => Verifier.Verify(GeneratorRun.Of(Networks.Small, new RunOptions { LanguageVersion = LanguageVersion.CSharp9 }).Driver).IgnoreGeneratedResult(GeneratorRun.IsHelper);

    /// <summary>Whether a file has no kernel, and so is like any other class's.</summary>
    private static bool ComputesNothing(GeneratedSourceResult source) =>
        GeneratorRun.IsHelper(source) || source.HintName.EndsWith("-parameters.g.cs", System.StringComparison.Ordinal)
        || source.HintName.EndsWith("-state.g.cs", System.StringComparison.Ordinal);
}
