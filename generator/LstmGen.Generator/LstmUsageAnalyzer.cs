using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model.Text;
using LstmGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator;

/// <summary>
/// Reports misuse of generated networks: code that computes something other than intended, code that wastes time or memory, and code that
/// needs an option. A rule reports only what is almost certain.
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
            // Operations are built for every method as soon as any action is registered for them: not in a project without a network.
            if (NetworkSymbols.Of(start.Compilation) is not { } symbols)
            {
                return;
            }

            var frames = new FrameMethods(start.Compilation);
            // Only model files have a trained initial state.
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
