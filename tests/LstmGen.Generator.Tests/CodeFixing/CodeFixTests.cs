using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Xunit;

namespace LstmGen.Generator.Tests.CodeFixing;

/// <summary>The helper itself, with a fix of the simplest kind.</summary>
public class CodeFixTests
{
    [Fact]
    public async Task A_fix_changes_the_document()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using LstmGen;

            [Lstm(Input = 2, Units = 3, Steps = 4)]
            public class Gesture { }
            """);
        Diagnostic diagnostic = Assert.Single((await run.AnalyzeAsync()).Diagnostics);

        Assert.Equal(
            run.Sources.Single().Value.Replace("Gesture", "Fixed"),
            await CodeFix.ApplyAsync(new Renamer(diagnostic.Id), run, diagnostic, "Rename"));
    }

    private sealed class Renamer(string id) : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds { get; } = [id];

        public override FixAllProvider? GetFixAllProvider() => null;

        public override async Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            var text = await context.Document.GetTextAsync();
            context.RegisterCodeFix(CodeAction.Create("Rename", _ => Task.FromResult(context.Document.WithText(text.Replace(context.Span, "Fixed"))), "Rename"), context.Diagnostics);
            context.RegisterCodeFix(CodeAction.Create("Leave", _ => Task.FromResult(context.Document), "Leave"), context.Diagnostics);
        }
    }
}
