using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>Where a value comes from, and what happens to a variable.</summary>
internal static class Values
{
    /// <summary>A value without the conversions around it, such as from an array to a span.</summary>
    public static IOperation Bare(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>What a span covers: without the conversions, and without <c>AsSpan()</c> and <c>AsMemory()</c> of the whole.</summary>
    public static IOperation Whole(IOperation value)
    {
        value = Bare(value);
        while (value is IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory", IsExtensionMethod: true } } call && call.Arguments.Length == 1)
        {
            value = Bare(call.Arguments[0].Value);
        }

        return value;
    }

    /// <summary>The variable that an operation names: a local variable, a parameter, or a field of this object or of a type.</summary>
    public static ISymbol? Variable(IOperation? value) => value switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };

    /// <summary>All references to a variable, in the order of the source.</summary>
    public static IEnumerable<IOperation> References(IOperation root, ISymbol variable) => root.DescendantsAndSelf()
        .Where(operation => SymbolEqualityComparer.Default.Equals(Variable(operation), variable))
        .OrderBy(operation => operation.Syntax.SpanStart);

    /// <summary>The outermost operation around one: the body of the member.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The operation that reads or writes a variable, outside of conversions.</summary>
    public static IOperation? User(IOperation reference)
    {
        IOperation? user = reference.Parent;
        while (user is IConversionOperation or IParenthesizedOperation)
        {
            user = user.Parent;
        }

        return user;
    }

    /// <summary>Whether an operation gives a variable another value, or allows other code to do so.</summary>
    public static bool IsWritten(IOperation reference) => User(reference) switch
    {
        IAssignmentOperation assignment => Bare(assignment.Target) == reference,
        IIncrementOrDecrementOperation or IAddressOfOperation or ITupleOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
        _ => false,
    };

    /// <summary>Whether an operation is in a lambda or a local function that is in another one.</summary>
    public static bool IsInNestedFunction(IOperation operation, IOperation outer)
    {
        for (IOperation? current = operation; current is not null && current != outer; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }
}
