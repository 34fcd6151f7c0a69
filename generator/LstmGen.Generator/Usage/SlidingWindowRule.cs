using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>
/// LSTM028: <c>Forward</c> of a window that advances by one step from call to call. It is recognised by how the window moves: its rows are
/// shifted by one, a queue gains a value and loses one, or its start is the loop variable.
/// </summary>
internal static class SlidingWindowRule
{
    public static Diagnostic? Check(IInvocationOperation call, Repetition? repetition)
    {
        INamedTypeSymbol network = call.TargetMethod.ContainingType;
        int row = NetworkSymbols.Constant(network, "InputSize");
        int steps = NetworkSymbols.Constant(network, "Steps");
        if (call.TargetMethod.Name != "Forward" || steps < 2 || row < 1 || !NetworkSymbols.IsStreaming(network)
            || Argument(call, "input") is not { } input)
        {
            return null;
        }

        return (IsShifted(input, row) || IsDequeued(input) || repetition is { Body: IForLoopOperation loop } && MovesOn(call, input, loop, row))
            && !Waits(call)
            ? Diagnostic.Create(Descriptors.WindowSlides, call.Syntax.GetLocation(), network.Name, steps)
            : null;
    }

    private static IOperation? Argument(IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;

    /// <summary>Whether the same method shifts the values of the window towards the front by one row.</summary>
    private static bool IsShifted(IOperation input, int row) =>
        Values.Variable(Values.Whole(input)) is { } window
        && Body(input).Descendants().Any(operation => IsAsOften(operation, input, operation is ISimpleAssignmentOperation ? 1 : 0) && operation switch
        {
            IInvocationOperation { TargetMethod: { Name: "Copy", Parameters.Length: 5, ContainingType.Name: "Array" } } copy =>
                Moves(copy, window, row),
            IInvocationOperation { TargetMethod: { Name: "BlockCopy", Parameters.Length: 5, ContainingType.Name: "Buffer" } } copy =>
                Moves(copy, window, row * sizeof(float)) || Moves(copy, window, row * sizeof(double)),
            IInvocationOperation { TargetMethod.Name: "CopyTo" } copy => MovesSpan(copy, window, row),
            ISimpleAssignmentOperation assignment => MovesElement(assignment, window, row),
            _ => false,
        });

    /// <summary>Whether <c>Array.Copy(window, row, window, 0, …)</c> does.</summary>
    private static bool Moves(IInvocationOperation copy, ISymbol window, int row)
    {
        IOperation[] arguments = [.. copy.Arguments.OrderBy(argument => argument.Parameter?.Ordinal).Select(argument => argument.Value)];
        return arguments.Length == 5 && Is(arguments[0], window) && arguments[1].ConstantValue.Value is int from && from == row
            && Is(arguments[2], window) && arguments[3].ConstantValue.Value is 0;
    }

    /// <summary>Whether <c>window.AsSpan(row).CopyTo(window)</c> does, in any of the ways to write it.</summary>
    private static bool MovesSpan(IInvocationOperation copy, ISymbol window, int row)
    {
        IOperation? source = copy.Instance ?? copy.Arguments.FirstOrDefault()?.Value;
        return source is not null && copy.Arguments.LastOrDefault()?.Value is { } destination
            && Slices.Of(source) is var (run, start) && Is(run, window) && start.ConstantValue.Value is int from && from == row
            && Is(Values.Whole(destination), window);
    }

    /// <summary>Whether <c>window[i] = window[i + row]</c> does, or <c>window[i - row] = window[i]</c>, in a loop.</summary>
    private static bool MovesElement(ISimpleAssignmentOperation assignment, ISymbol window, int row) =>
        Element(assignment.Target) is var (target, to) && Is(target, window)
        && Element(assignment.Value) is var (source, from) && Is(source, window)
        && Linear.Of(to) is { Factor: 1 } first && Linear.Of(from) is { Factor: 1 } second
        && SymbolEqualityComparer.Default.Equals(first.Variable, second.Variable)
        && second.Offset - first.Offset == row;

    private static (IOperation Run, IOperation Index)? Element(IOperation value) => Values.Bare(value) switch
    {
        IArrayElementReferenceOperation { Indices.Length: 1 } element => (Values.Bare(element.ArrayReference), element.Indices[0]),
        IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1, Instance: { } run } element => (Values.Bare(run), element.Arguments[0].Value),
        _ => null,
    };

    /// <summary>Whether the window is a copy of a queue that gains a value and loses one in the same method.</summary>
    private static bool IsDequeued(IOperation input) =>
        Values.Whole(input) is IInvocationOperation { TargetMethod: { Name: "ToArray", ContainingType.Name: "Queue" or "Enumerable" } } copy
        && (copy.Instance ?? copy.Arguments.FirstOrDefault()?.Value) is { } queue
        && Values.Variable(Values.Bare(queue)) is { } window
        && Calls(input, window, "Dequeue", "TryDequeue").Any()
        && Calls(input, window, "Enqueue").Any(enqueue => IsAsOften(enqueue, input, 0));

    private static IEnumerable<IOperation> Calls(IOperation input, ISymbol queue, params string[] names) => Body(input).Descendants().Where(operation =>
        operation is IInvocationOperation { TargetMethod: { ContainingType.Name: "Queue" } method, Instance: { } instance }
        && names.Contains(method.Name) && Is(instance, queue));

    /// <summary>
    /// Whether something happens once for each call, not in a loop of its own, which would move the window by several steps.
    /// </summary>
    /// <param name="ownLoops">The loops that it needs for happening once.</param>
    private static bool IsAsOften(IOperation operation, IOperation input, int ownLoops) => Loops(operation).Except(Loops(input)).Count() <= ownLoops;

    private static IEnumerable<IOperation> Loops(IOperation? operation)
    {
        for (; operation is not null; operation = operation.Parent)
        {
            if (operation is ILoopOperation)
            {
                yield return operation;
            }
        }
    }

    /// <summary>
    /// Whether the call may be left out for some steps, and the window read only when it has moved on by several: it depends on a condition
    /// on a counter that is reset, or on a remainder.
    /// </summary>
    private static bool Waits(IInvocationOperation call)
    {
        IOperation body = Body(call);
        IOperation[] conditions =
        [
            .. body.Descendants().OfType<IConditionalOperation>()
                .Where(asked => asked.Syntax.SpanStart < call.Syntax.SpanStart).SelectMany(asked => asked.Condition.DescendantsAndSelf()),
        ];
        return conditions.Any(part =>
            part is IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder or BinaryOperatorKind.And }
            || Values.Variable(part) is { } counted && Values.References(body, counted).Any(reference =>
                Values.User(reference) is ISimpleAssignmentOperation or ICompoundAssignmentOperation { OperatorKind: not BinaryOperatorKind.Add }
                && Values.IsWritten(reference)));
    }

    /// <summary>Whether the window begins at the loop variable, a row further each time.</summary>
    private static bool MovesOn(IInvocationOperation call, IOperation input, IForLoopOperation loop, int row)
    {
        IOperation? start = Slices.Of(input)?.Start
            ?? (call.TargetMethod.Parameters.FirstOrDefault(parameter => parameter.Type is IArrayTypeSymbol) is { Ordinal: 0 } && call.Arguments.Length > 4
                ? call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 1)?.Value
                : null);
        return start is not null
            && Linear.Of(start) is { } linear
            && linear.Factor * StepOf(loop, linear.Variable) == row;
    }

    /// <summary>By how much a loop increases its variable; 0 where it doesn't, or not by a constant.</summary>
    private static int StepOf(IForLoopOperation loop, ISymbol variable)
    {
        if (loop.AtLoopBottom.Length != 1 || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: var step })
        {
            return 0;
        }

        return step switch
        {
            IIncrementOrDecrementOperation { Kind: OperationKind.Increment } increment when Is(increment.Target, variable) => 1,
            ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Add, Value.ConstantValue.Value: int by } add when Is(add.Target, variable) => by,
            _ => 0,
        };
    }

    private static bool Is(IOperation value, ISymbol variable) =>
        SymbolEqualityComparer.Default.Equals(Values.Variable(Values.Bare(value)), variable);

    /// <summary>The body of the method, the lambda or the local function that an operation is in.</summary>
    private static IOperation Body(IOperation operation)
    {
        while (operation.Parent is { } parent && parent is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            operation = parent;
        }

        return operation;
    }
}
