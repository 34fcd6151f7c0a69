using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>
/// Whether an expression has the same value, down to its arrays' elements, in every iteration. What might change counts as changing.
/// </summary>
internal static class Invariance
{
    public static bool IsInvariant(IOperation value, Repetition repetition)
    {
        if (value.ConstantValue.HasValue)
        {
            return true;
        }

        switch (value)
        {
            case IDefaultValueOperation or IInstanceReferenceOperation or ISizeOfOperation:
                return true;
            case IConversionOperation conversion:
                return IsInvariant(conversion.Operand, repetition);
            case IParenthesizedOperation parenthesized:
                return IsInvariant(parenthesized.Operand, repetition);
            case IUnaryOperation unary:
                return IsInvariant(unary.Operand, repetition);
            case IBinaryOperation binary:
                return IsInvariant(binary.LeftOperand, repetition) && IsInvariant(binary.RightOperand, repetition);
            case IArrayElementReferenceOperation element:
                return IsInvariant(element.ArrayReference, repetition) && element.Indices.All(index => IsInvariant(index, repetition));
            // The length of an array depends only on its variable: writing elements doesn't change it.
            case IPropertyReferenceOperation { Property.Name: "Length", Instance: { } run }:
                return Values.Variable(run) is { } counted && IsKept(counted, repetition, mayBeWrittenInto: true);
            case IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory", IsExtensionMethod: true } } call:
                return call.Arguments.All(argument => IsInvariant(argument.Value, repetition));
            case IFieldReferenceOperation { Field: var field } when (!field.IsReadOnly || !IsPlain(field.Type)) && MayChange(field, repetition):
                return false;
            default:
                return Values.Variable(value) is { } variable && IsKept(variable, repetition, IsPlain(value.Type));
        }
    }

    private static bool IsKept(ISymbol variable, Repetition repetition, bool mayBeWrittenInto)
    {
        if (variable is ILocalSymbol or IParameterSymbol && variable.DeclaringSyntaxReferences.Any(place => repetition.Contains(place.GetSyntax())))
        {
            return false;
        }

        IOperation[] references = [.. Values.References(Values.Root(repetition.Body), variable)];
        bool isCaptured = variable is ILocalSymbol or IParameterSymbol
            && references.Any(reference => Values.IsInNestedFunction(reference, repetition.Body));
        if (isCaptured && references.Any(Values.IsWritten))
        {
            return false;
        }

        // Code that is passed an array may write to it, so an array stays the same only if it isn't passed to other code.
        IOperation[] inside = [.. references.Where(reference => repetition.Contains(reference.Syntax))];
        return !inside.Any(Values.IsWritten) && (mayBeWrittenInto || inside.Count(reference => !IsMeasured(reference)) <= 1 && !isCaptured);
    }

    private static bool IsMeasured(IOperation reference) => Values.User(reference) is IPropertyReferenceOperation { Property.Name: "Length" };

    /// <summary>Whether a value has no parts that other code could change.</summary>
    private static bool IsPlain(ITypeSymbol? type) =>
        type is not null && (type.TypeKind == TypeKind.Enum || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr);

    /// <summary>
    /// Whether methods of the type that has a field, or of the type that the loop is in, run meanwhile: they may replace it, or write to
    /// its array.
    /// </summary>
    private static bool MayChange(IFieldSymbol field, Repetition repetition) => repetition.Body.Descendants().Any(operation => operation switch
    {
        IInvocationOperation call => IsOf(call, field.ContainingType) || IsOf(call, Around(call)),
        IAwaitOperation => true,
        _ => false,
    });

    private static bool IsOf(IInvocationOperation call, INamedTypeSymbol? type) =>
        SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType?.OriginalDefinition, type?.OriginalDefinition);

    private static INamedTypeSymbol? Around(IOperation operation) =>
        operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart)?.ContainingType;
}
