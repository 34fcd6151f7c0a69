using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>What runs again and again: what a loop repeats, or a method that an engine calls every frame.</summary>
/// <param name="Body">The loop, or the method's body.</param>
/// <param name="Method">The method; null for a loop.</param>
internal sealed record Repetition(IOperation Body, IMethodSymbol? Method)
{
    /// <summary>When it happens, as worded in messages.</summary>
    public string When => Method is null ? "in every iteration of the loop" : $"in every call of {Method.Name}";

    /// <summary>Where something would happen once.</summary>
    public string Elsewhere => Method is null ? "before the loop" : "outside the method";

    /// <summary>
    /// The innermost repetition around an operation; null if it visibly runs only once. The callers of a lambda or a local function are
    /// unknown, so it isn't part of the loop around it.
    /// </summary>
    public static Repetition? Around(IOperation operation, ISymbol member, FrameMethods frames)
    {
        IOperation child = operation;
        // If the code that follows leaves a loop, there is no next iteration, as when something is retried until it succeeds.
        bool isLeft = false;
        bool isReturned = false;
        for (IOperation? parent = operation.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return null;
                case ILoopOperation loop when IsRepeated(loop, child):
                    if (!isLeft && !isReturned)
                    {
                        return new Repetition(loop, null);
                    }

                    isLeft = false;
                    break;
                case IBlockOperation block:
                    isLeft |= IsBreak(block.Operations.LastOrDefault());
                    isReturned |= IsReturn(block.Operations.LastOrDefault());
                    break;
            }
        }

        return frames.Has(member) ? new Repetition(child, (IMethodSymbol)member) : null;
    }

    /// <summary>Whether an operation is in it.</summary>
    public bool Contains(SyntaxNode syntax) => Body.Syntax.SyntaxTree == syntax.SyntaxTree && Body.Syntax.Span.Contains(syntax.Span);

    /// <summary>Whether an operation happens once in each iteration: no inner loop contains it.</summary>
    public bool HasOnce(IOperation operation)
    {
        for (IOperation? parent = operation.Parent; parent is not null && parent != Body; parent = parent.Parent)
        {
            if (parent is ILoopOperation)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRepeated(ILoopOperation loop, IOperation child) => loop switch
    {
        IForLoopOperation forLoop => !forLoop.Before.Contains(child),
        IForEachLoopOperation each => each.Collection != child,
        _ => true,
    };

    private static bool IsBreak(IOperation? last) =>
        last is IBranchOperation { BranchKind: BranchKind.Break } branch && branch.GetCorrespondingOperation() is ILoopOperation;

    private static bool IsReturn(IOperation? last) =>
        last is IReturnOperation { Kind: OperationKind.Return } or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };
}
