using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>The rules about the arguments of each call that computes.</summary>
internal sealed class CallRules(NetworkSymbols symbols, FrameMethods frames)
{
    public void Register(CompilationStartAnalysisContext start) => start.RegisterOperationAction(Analyze, OperationKind.Invocation);

    private void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!symbols.Computes(call.TargetMethod))
        {
            return;
        }

        Repetition? repetition = Repetition.Around(call, context.ContainingSymbol, frames);
        if (SlidingWindowRule.Check(call, repetition) is { } slides)
        {
            // The recommended replacement has no window that could be copied.
            context.ReportDiagnostic(slides);
        }
        else if (repetition is not null && Receivers.WasThereBefore(call, repetition))
        {
            foreach (Diagnostic allocated in new AllocatedArrayRule(symbols, call, repetition).Check())
            {
                context.ReportDiagnostic(allocated);
            }
        }
    }
}
