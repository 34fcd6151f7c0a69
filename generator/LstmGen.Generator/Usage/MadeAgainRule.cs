using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>
/// LSTM027 and LSTM030: a network that is created from the same parameters in every iteration, and a network's memory: a batch, a
/// workspace, or a state that is an object. It is reported only if nothing keeps it: a loop that fills an array with agents creates them on
/// purpose.
/// </summary>
internal sealed class MadeAgainRule(NetworkSymbols symbols, FrameMethods frames)
{
    private static readonly string[] Memories = [GeneratedTypes.BatchState, GeneratedTypes.Workspace, GeneratedTypes.State];

    public void Register(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Analyze, OperationKind.ObjectCreation, OperationKind.Invocation);

    private void Analyze(OperationAnalysisContext context)
    {
        IOperation made = context.Operation;
        (INamedTypeSymbol Network, string? Memory)? found = made switch
        {
            IObjectCreationOperation { Initializer: null, Arguments.IsEmpty: false } creation when symbols.IsNetwork(creation.Type as INamedTypeSymbol) =>
                ((INamedTypeSymbol)creation.Type!, null),
            IObjectCreationOperation { Initializer: null, Type: { TypeKind: TypeKind.Class } type } => MemoryOf(type),
            IInvocationOperation { TargetMethod: { IsStatic: true, Name: "FromKeras" or "FromPyTorch" or "FromOnnx" } method }
                when symbols.IsGenerated(method) => (method.ContainingType, null),
            _ => null,
        };
        if (found is not var (network, memory)
            || Repetition.Around(made, context.ContainingSymbol, frames) is not { } repetition
            || !Arguments(made).All(argument => Invariance.IsInvariant(argument.Value, repetition)))
        {
            return;
        }

        ILocalSymbol? local = Values.User(made) is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } ? declarator.Symbol : null;
        if (local is null ? !IsUsedAndDropped(made, repetition, memory is not null) : !IsForTheIteration(local, repetition, memory is not null))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            memory is null ? Descriptors.NetworkIsMadeAgain : Descriptors.MemoryIsMadeAgain,
            made.Syntax.GetLocation(),
            ImmutableArray<Location>.Empty,
            Fix(made, repetition, local, memory ?? network.Name, memory),
            memory is null ? network.Name : network.Name + "." + memory,
            repetition.When,
            repetition.Elsewhere,
            memory == GeneratedTypes.Workspace ? "" : ", and call Reset where sequences start anew"));
    }

    private (INamedTypeSymbol Network, string? Memory)? MemoryOf(ITypeSymbol type) =>
        Memories.Contains(type.Name) && symbols.NetworkOf(type, type.Name) is { } network ? (network, type.Name) : null;

    private static ImmutableArray<IArgumentOperation> Arguments(IOperation made) =>
        made is IObjectCreationOperation creation ? creation.Arguments : ((IInvocationOperation)made).Arguments;

    /// <summary>
    /// Whether it has no name, and is used where it is created, by a call that otherwise uses nothing created in this iteration.
    /// </summary>
    private bool IsUsedAndDropped(IOperation made, Repetition repetition, bool isMemory) =>
        isMemory
            ? Values.User(made) is IArgumentOperation { Parent: IInvocationOperation call } && Computes(call, repetition)
            : made.Parent is IInvocationOperation computed && computed.Instance == made && symbols.Computes(computed.TargetMethod);

    /// <summary>
    /// Whether something computes with the variable's value, at least once, and it isn't passed elsewhere. Memory for all steps of a
    /// sequence, in a loop of their own, costs little.
    /// </summary>
    private bool IsForTheIteration(ILocalSymbol local, Repetition repetition, bool isMemory)
    {
        bool isComputedWith = false;
        foreach (IOperation reference in Values.References(repetition.Body, local))
        {
            if (Values.IsInNestedFunction(reference, repetition.Body))
            {
                return false;
            }

            switch (Values.User(reference))
            {
                // Other parameters make it another network.
                case IInvocationOperation call when call.Instance is { } instance && Values.Bare(instance) == reference
                    && (isMemory ? IsGeneratedOfMemory(call.TargetMethod) : symbols.IsGenerated(call.TargetMethod))
                    && call.TargetMethod.Name is not ("SetParameters" or "SetInitialState"):
                    isComputedWith |= symbols.Computes(call.TargetMethod);
                    break;
                case IArgumentOperation { Parent: IInvocationOperation call } when isMemory && Computes(call, repetition) && repetition.HasOnce(call):
                    isComputedWith = true;
                    break;
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ResetState" } reset } when isMemory && symbols.IsGenerated(reset.TargetMethod):
                case IPropertyReferenceOperation when isMemory:
                    break;
                default:
                    return false;
            }
        }

        return isComputedWith;
    }

    private bool IsGeneratedOfMemory(IMethodSymbol method) => MemoryOf(method.ContainingType) is not null;

    /// <summary>
    /// Whether a call in the same repetition computes with a network that existed before: compared with a network that is created just as
    /// often, its memory costs little.
    /// </summary>
    private bool Computes(IInvocationOperation call, Repetition repetition) =>
        symbols.Computes(call.TargetMethod) && Receivers.WasThereBefore(call, repetition);

    private static ImmutableDictionary<string, string?> Fix(
        IOperation made, Repetition repetition, ILocalSymbol? local, string typeName, string? memory)
    {
        ImmutableDictionary<string, string?> none = ImmutableDictionary<string, string?>.Empty;
        if (repetition.Method is not null || !Hoisting.IsPossible(repetition, made))
        {
            return none;
        }

        bool isReset = memory is GeneratedTypes.BatchState or GeneratedTypes.State;
        if (local is null)
        {
            // Something without a name can't be reset for a new sequence.
            return isReset ? none : none.Add(FixProperties.Variable, Hoisting.NewName(typeName, made));
        }

        return !Hoisting.MayMove(local, repetition) ? none
            : isReset ? none.Add(FixProperties.Move, "").Add(FixProperties.Instead, Hoisting.Escaped(local.Name) + ".Reset();")
            : none.Add(FixProperties.Move, "");
    }
}
