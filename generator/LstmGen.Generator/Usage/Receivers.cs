using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>Which network a call is for.</summary>
internal static class Receivers
{
    /// <summary>
    /// Whether the network existed before: it is neither created in the call, nor held by a variable that is declared in the iteration.
    /// </summary>
    public static bool WasThereBefore(IInvocationOperation call, Repetition repetition) =>
        call.Instance is not { } instance || Values.Bare(instance) switch
        {
            IObjectCreationOperation or IInvocationOperation => false,
            ILocalReferenceOperation { Local: var local } => IsLoopVariable(local, repetition) || !IsDeclaredIn(local, repetition),
            _ => true,
        };

    private static bool IsDeclaredIn(ILocalSymbol local, Repetition repetition) =>
        local.DeclaringSyntaxReferences.Any(place => repetition.Contains(place.GetSyntax()));

    /// <summary>The networks of a collection exist before the loop.</summary>
    private static bool IsLoopVariable(ILocalSymbol local, Repetition repetition) =>
        repetition.Body is IForEachLoopOperation each && each.Locals.Any(variable => SymbolEqualityComparer.Default.Equals(variable, local));
}
