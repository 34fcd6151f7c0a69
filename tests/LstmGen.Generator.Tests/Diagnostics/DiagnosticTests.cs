using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using LstmGen.Generator.Tests.Snapshots;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>One diagnostic in full, with its descriptor and the lines around it. The other tests here compare id, place and message.</summary>
public class DiagnosticTests
{
    [Fact]
    public async Task Not_partial()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using LstmGen;

            [Lstm(Input = 2, Units = 3, Steps = 4)]
            public class Gesture { }
            """);
        AnalyzerReport report = await run.AnalyzeAsync();

        Assert.Empty(run.Generated);
        Diagnostic diagnostic = Assert.Single(report.Diagnostics);
        Assert.Equal(("Gesture", 4), (diagnostic.Squiggle(), diagnostic.LineNumber()));
        await Verifier.Verify(DiagnosticPrinter.Print(report.Diagnostics));
    }

    [Fact]
    public async Task A_network_without_problems_has_no_diagnostics()
    {
        AnalyzerReport report = await GeneratorRun.Of("""
            using LstmGen;

            [Lstm(Input = 2, Units = 3, Steps = 4)]
            public partial class Gesture { }
            """).AnalyzeAsync();

        Assert.Empty(report.Diagnostics);
    }
}
