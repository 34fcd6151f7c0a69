using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Planning.Members;
using LstmGen.Generator.Reading;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Networks that are too large, LSTM007: they are refused before anything is planned, however absurd their sizes are.</summary>
public class LargeNetworkTests
{
    /// <summary>An editor waits for it at each keystroke.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData("Lstm(Input = 100000, Units = 100000)", "100,000 units in layer lstm; at most 4,096 can be generated")]
    [InlineData("Lstm(Input = 2147483647, Units = 2147483647, Steps = 2147483647)", "2,147,483,647 units in layer lstm; at most 4,096 can be generated")]
    [InlineData("Lstm(Input = 2147483647, Units = 1, Steps = 2147483647)", "8,589,934,596 parameters; at most 67,108,864 can be generated")]
    [InlineData("Lstm(Input = 2147483647, Units = 4096)", "35,184,439,197,696 parameters; at most 67,108,864 can be generated")]
    [InlineData("Lstm(Input = 1, Units = 4096)", "67,141,632 parameters; at most 67,108,864 can be generated")]
    [InlineData("Lstm(Input = 1, Units = 4097)", "4,097 units in layer lstm; at most 4,096 can be generated")]
    [InlineData("Lstm(Input = 1, Units = 1), Dense(Units = 5000)", "5,000 units in layer dense; at most 4,096 can be generated")]
    [InlineData("Lstm(Input = 2, Units = 1, Steps = 2147483647)", "4,294,967,294 values in a sequence of its input; at most 2,147,483,647 can be generated")]
    [InlineData("Lstm(Input = 1, Units = 2, Steps = 2147483647, ReturnSequences = true)", "4,294,967,294 values in a sequence of its output; at most 2,147,483,647 can be generated")]
    [InlineData("Dense(Input = 1, Units = 4096), Dense(Units = 4096), Dense(Units = 4096), Dense(Units = 4096), Lstm(Units = 1)", "16,385 units in all layers together; at most 16,384 can be generated")]
    public void Are_refused(string layers, string why) => Check($"[{layers}]", $"LSTM007 Gesture has {why}");

    [Fact]
    public void With_too_many_layers_are_refused() => Check(
        "[Lstm(Input = 1, Units = 1)]" + string.Concat(Enumerable.Repeat("[Dense(Units = 1)]", 64)),
        "LSTM007 Gesture has 65 layers; at most 64 can be generated");

    [Fact]
    public void With_ten_thousand_attributes_are_refused() => Check(
        string.Concat(Enumerable.Repeat("[Lstm(Input = 1, Units = 1, ReturnSequences = true)]\n", 10_000)),
        "LSTM007 Gesture has 10,000 layers; at most 64 can be generated");

    [Fact]
    public void With_ten_thousand_attributes_and_no_recurrent_one_are_refused() => Check(
        string.Concat(Enumerable.Repeat("[Dense(Input = 1, Units = 1)]\n", 10_000)),
        "LSTM006 Gesture has [Dense] and no [Lstm]; a network needs at least one LSTM layer");

    [Theory]
    [InlineData("Lstm(Input = 1, Units = 3, Steps = 2147483647), LstmOptions(Unroll = Unroll.Full)")]
    [InlineData("Lstm(Input = 4000, Units = 2400, Steps = 100), LstmOptions(Unroll = Unroll.Full)")]
    [InlineData("Lstm(Input = 1, Units = 4095)")]
    public void That_are_just_small_enough_are_generated_in_no_time(string layers) => Check($"[{layers}]", null);

    /// <summary>Times the generator; the compiler reads the attributes before the clock starts.</summary>
    private static void Check(string attributes, string? expected)
    {
        CSharpCompilation compilation = RunOptions.Default.Compile([new("Input.cs", "using LstmGen;\n" + attributes + "\npublic partial class Gesture { }")]);
        INamedTypeSymbol type = compilation.GetTypeByMetadataName("Gesture")!;
        Assert.NotEqual(0, type.GetAttributes().Sum(attribute => attribute.NamedArguments.Length));
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        SemanticModel model = compilation.GetSemanticModel(tree);
        TypeDeclarationSyntax declaration = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().Single();

        // The best of a few, since other tests run at the same time.
        (TimeSpan reading, TimeSpan running) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (int attempt = 0; attempt < 8 && (reading > Limit || running > Limit); attempt++)
        {
            var watch = Stopwatch.StartNew();
            ReadResult result = ClassReader.Read(type, model, declaration, Surface.AllNames, default);
            reading = Shorter(reading, watch.Elapsed);

            watch.Restart();
            GeneratorRunResult run = CSharpGeneratorDriver.Create([new LstmGenerator().AsSourceGenerator()], parseOptions: RunOptions.Default.ParseOptions)
                .RunGenerators(compilation).GetRunResult().Results.Single();
            running = Shorter(running, watch.Elapsed);

            Assert.Null(run.Exception);
            Assert.Equal(expected is null ? 5 : 1, run.GeneratedSources.Length);
            Assert.Equal(
                expected is null ? [] : [expected],
                result.Problems.Select(result.Places.Show).Select(problem => $"{problem.Id} {problem.GetMessage(CultureInfo.InvariantCulture)}"));
        }

        Assert.True(reading < Limit && running < Limit, $"Reading took {reading.TotalMilliseconds:F0} ms, a whole run of the generator {running.TotalMilliseconds:F0} ms.");
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
