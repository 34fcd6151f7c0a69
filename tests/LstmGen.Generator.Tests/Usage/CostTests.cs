using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>A project that has no network doesn't pay for the rules about networks, nor one without a model for those about models.</summary>
public class CostTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Operations_are_looked_at_where_there_is_a_network(bool hasNetwork, bool hasModel)
    {
        CSharpCompilation compilation = hasNetwork
            ? UsageProject.Compile("public class Own { }").Compilation
            : RunOptions.Default.Compile([new("Own.cs", "public class Own { public object Make() => new object(); }")]);
        var analyzer = new LstmUsageAnalyzer();
        var analyzed = new CompilationWithAnalyzers(compilation, [analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions(hasModel ? [UsageProject.Model] : []), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: true));
        SyntaxTree own = compilation.SyntaxTrees.Last();
        await analyzed.GetAnalysisResultAsync(compilation.GetSemanticModel(own), filterSpan: null, CancellationToken.None);
        AnalyzerTelemetryInfo actions = await analyzed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);

        Assert.Equal(hasNetwork, actions.OperationActionsCount > 0);
        Assert.Equal(hasModel, actions.SymbolStartActionsCount > 0);
        Assert.Equal(0, actions.SyntaxNodeActionsCount + actions.SyntaxTreeActionsCount + actions.SemanticModelActionsCount);
    }
}
