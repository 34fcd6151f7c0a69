using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator;

/// <summary>
/// Reports how code uses the networks that were generated for it: what computes something else than was meant, what takes time or memory
/// for nothing, and what needs an option. A rule speaks where it is almost sure, and is silent elsewhere.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LstmUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.StateStartsAtZero,
        Descriptors.NetworkIsMadeAgain,
        Descriptors.WindowSlides,
        Descriptors.ArrayIsAllocatedAgain,
        Descriptors.MemoryIsMadeAgain,
        Descriptors.MemberNeedsOption);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // Operations are made of every method as soon as anybody asks for one: a project without a network has none for this.
            if (NetworkSymbols.Of(start.Compilation) is not { } symbols)
            {
                return;
            }

            var frames = new FrameMethods(start.Compilation);
            // Only a model's file has a trained initial state.
            if (start.Options.AdditionalFiles.Any(static file => LstmExtension.Ends(file.Path)))
            {
                new ZeroStateRule(symbols).Register(start);
            }

            new MadeAgainRule(symbols, frames).Register(start);
            new CallRules(symbols, frames).Register(start);
            new AllocatedBytesRule(symbols, frames).Register(start);
            new MissingMemberRule(symbols).Register(start);
        });
    }
}
