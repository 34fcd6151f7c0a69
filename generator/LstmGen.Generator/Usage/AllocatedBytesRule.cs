using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>
/// LSTM029: the bytes of a state, for which the property allocates an array at each access. It is reported where the receiver of the array
/// reads it at once, as a stream does. A serializer that uses the property, and code that keeps the array, need an array of their own.
/// </summary>
internal sealed class AllocatedBytesRule(NetworkSymbols symbols, FrameMethods frames)
{
    public void Register(CompilationStartAnalysisContext start) =>
        start.RegisterOperationAction(Analyze, OperationKind.PropertyReference);

    private void Analyze(OperationAnalysisContext context)
    {
        var bytes = (IPropertyReferenceOperation)context.Operation;
        if (bytes.Property.Name != "Bytes"
            || StateOf(bytes.Property.ContainingType) is not { } state
            || Repetition.Around(bytes, context.ContainingSymbol, frames) is not { } repetition
            || !(IsRead(bytes) || IsForTheIteration(bytes, repetition)))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.ArrayIsAllocatedAgain,
            bytes.Syntax.GetLocation(),
            $"{state}.Bytes",
            repetition.When,
            IsMeasured(bytes) ? "ByteCount is its length" : "WriteTo writes the same bytes to an array that is there already"));
    }

    private string? StateOf(ITypeSymbol type) =>
        type.Name is GeneratedTypes.State or GeneratedTypes.BatchState && symbols.NetworkOf(type, type.Name) is { } network
            ? $"{network.Name}.{type.Name}"
            : null;

    /// <summary>Whether it is stored in a variable that is only read.</summary>
    private static bool IsForTheIteration(IOperation bytes, Repetition repetition)
    {
        if (Values.User(bytes) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } })
        {
            return false;
        }

        IOperation[] references = [.. Values.References(repetition.Body, local)];
        return references.Length > 0
            && references.All(reference => !Values.IsInNestedFunction(reference, repetition.Body) && (IsRead(reference) || IsElement(reference)));
    }

    private static bool IsMeasured(IOperation array) => Values.User(array) is IPropertyReferenceOperation { Property.Name: "Length" };

    private static bool IsElement(IOperation array) => Values.User(array) is IForEachLoopOperation
        || Values.User(array) is IArrayElementReferenceOperation element && !Values.IsWritten(element);

    /// <summary>Whether the receiver of the array doesn't keep it: one that is passed a span of it, or a stream.</summary>
    private static bool IsRead(IOperation array) => IsMeasured(array) || Values.User(array) switch
    {
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsSpan", IsExtensionMethod: true } } span } =>
            Values.User(span) is IArgumentOperation { Parent: IInvocationOperation },
        IArgumentOperation { Parent: IInvocationOperation { TargetMethod: var user } } argument =>
            argument.Parameter?.Type.Name is "Span" or "ReadOnlySpan" || user.Name == "Write" && IsWriter(user.ContainingType),
        _ => false,
    };

    private static bool IsWriter(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Stream" or "BinaryWriter", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } })
            {
                return true;
            }
        }

        return false;
    }
}
