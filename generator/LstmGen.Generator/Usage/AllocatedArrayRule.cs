using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>
/// LSTM029: an array that is allocated for one call, in every iteration: a new one, a copy by <c>ToArray</c>, or one that a range copies
/// out of another. An array that is passed anywhere else may be kept, and isn't reported.
/// </summary>
internal sealed class AllocatedArrayRule(NetworkSymbols symbols, IInvocationOperation call, Repetition repetition)
{
    private static readonly ImmutableDictionary<string, string?> NoFix = ImmutableDictionary<string, string?>.Empty;

    public IEnumerable<Diagnostic> Check()
    {
        foreach (IArgumentOperation argument in call.Arguments)
        {
            IOperation value = Values.Whole(argument.Value);
            if (value is ILocalReferenceOperation { Local: var local })
            {
                if (OfLocal(local, value, argument) is { } found)
                {
                    yield return found;
                }
            }
            else if (!IsOfTheAssembly(value, argument) && Allocated(value) is { } hint)
            {
                yield return Report(value, hint, ForArgument(value, argument));
            }
        }
    }

    private Diagnostic? OfLocal(ILocalSymbol local, IOperation reference, IArgumentOperation argument)
    {
        if (local.DeclaringSyntaxReferences.Length != 1 || !repetition.Contains(local.DeclaringSyntaxReferences[0].GetSyntax()))
        {
            return null;
        }

        IVariableDeclaratorOperation? declarator = repetition.Body.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declared => SymbolEqualityComparer.Default.Equals(declared.Symbol, local));
        IOperation? value = declarator?.Initializer?.Value is { } initializer ? Values.Whole(initializer) : null;
        // One array for all steps of a sequence costs little.
        if (value is null || Allocated(value) is not { } hint || !repetition.HasOnce(value))
        {
            return null;
        }

        IOperation[] references = [.. Values.References(repetition.Body, local)];
        bool isFirst = references.First(other => IsArgumentOfComputing(other)) == reference;
        return isFirst && references.All(other => !Values.IsInNestedFunction(other, repetition.Body) && StaysHere(other))
            ? Report(value, hint, ForLocal(local, value, references[0] == reference, argument))
            : null;
    }

    /// <summary>What to do instead of an allocation; null if there isn't one, or its size varies.</summary>
    private string? Allocated(IOperation value) => value switch
    {
        IArrayCreationOperation array => array.DimensionSizes.All(size => Invariance.IsInvariant(size, repetition))
            ? $"allocate it once, {repetition.Elsewhere}"
            : null,
        IInvocationOperation { TargetMethod: { Name: "ToArray", ReturnType: IArrayTypeSymbol } method } when IsOfTheLibrary(method) =>
            "pass a span of what it copies, or copy that to an array that is there already",
        IArrayElementReferenceOperation { Indices.Length: 1, Type: IArrayTypeSymbol } range when Values.Bare(range.Indices[0]) is IRangeOperation =>
            "AsSpan with the range copies nothing",
        _ => null,
    };

    private static bool IsOfTheLibrary(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    /// <summary>Whether values are constants that the compiler puts into the assembly, as it does for a read-only span.</summary>
    private static bool IsOfTheAssembly(IOperation value, IArgumentOperation argument) =>
        value is IArrayCreationOperation { Initializer: { } initializer }
        && argument.Parameter?.Type.Name == "ReadOnlySpan"
        && initializer.ElementValues.All(element => element.ConstantValue.HasValue);

    private bool IsArgumentOfComputing(IOperation reference) => ArgumentAround(reference)?.Parent is IInvocationOperation computed && symbols.Computes(computed.TargetMethod);

    /// <summary>
    /// Whether no use of the array keeps a reference to it: its elements are read and written, or a span of it is passed on.
    /// </summary>
    private bool StaysHere(IOperation reference) => Values.User(reference) switch
    {
        IArrayElementReferenceOperation element => Values.User(element) is not IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } },
        IPropertyReferenceOperation { Property.Name: "Length" } => true,
        IForEachLoopOperation => true,
        IArgumentOperation { Parent: IInvocationOperation user } argument =>
            symbols.Computes(user.TargetMethod)
            || argument.Parameter?.Type.Name is "Span" or "ReadOnlySpan"
            || user.TargetMethod.ContainingType?.Name is "Array" or "Buffer"
            || user.TargetMethod is { Name: "AsSpan", IsExtensionMethod: true } && IsSpanForACall(user),
        _ => false,
    };

    private static bool IsSpanForACall(IInvocationOperation span) => Values.User(span) switch
    {
        IArgumentOperation => true,
        IInvocationOperation { TargetMethod.Name: "CopyTo" or "TryCopyTo" or "Fill" or "Clear" } => true,
        _ => false,
    };

    private static IArgumentOperation? ArgumentAround(IOperation reference)
    {
        IOperation? user = Values.User(reference);
        while (user is IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "AsSpan", IsExtensionMethod: true } } span })
        {
            user = Values.User(span);
        }

        return user as IArgumentOperation;
    }

    /// <summary>An output that is first completely overwritten is the same, whatever its array held before.</summary>
    private ImmutableDictionary<string, string?> ForLocal(ILocalSymbol local, IOperation value, bool isFirst, IArgumentOperation argument) =>
        isFirst
        && value is IArrayCreationOperation { Initializer: null }
        && argument.Parameter?.Name is "output" or "outputs"
        && call.TargetMethod.Name is not "Trace"
        && Hoisting.IsPossible(repetition, value)
        && Hoisting.MayMove(local, repetition)
        && call.Syntax.FirstAncestorOrSelf<StatementSyntax>()?.Parent == local.DeclaringSyntaxReferences[0].GetSyntax().FirstAncestorOrSelf<StatementSyntax>()?.Parent
            ? NoFix.Add(FixProperties.Move, "")
            : NoFix;

    private static ImmutableDictionary<string, string?> ForArgument(IOperation value, IArgumentOperation argument)
    {
        if (argument.Parameter?.Type.Name != "ReadOnlySpan" || Values.Whole(argument.Value) != Values.Bare(argument.Value))
        {
            return NoFix;
        }

        switch (value)
        {
            case IInvocationOperation { Instance: { Type.Name: "Span" or "ReadOnlySpan" } span } when !IsInAnother(span, argument):
                return NoFix.Add(FixProperties.Replacement, span.Syntax.ToString());
            case IArrayElementReferenceOperation { Syntax: ElementAccessExpressionSyntax access } range
                when !IsInAnother(range.ArrayReference, argument) && HasRanges(value.SemanticModel!, access.SpanStart):
                return NoFix.Add(FixProperties.Replacement, $"{access.Expression}.AsSpan({access.ArgumentList.Arguments})");
            default:
                return NoFix;
        }
    }

    /// <summary>Whether another argument is of the same variable: an output must not overlap an input.</summary>
    private static bool IsInAnother(IOperation copied, IArgumentOperation argument) =>
        argument.Parent!.ChildOperations.Where(other => other != argument).SelectMany(other => other.DescendantsAndSelf())
            .Any(other => Values.Variable(other) is { } variable
                && copied.DescendantsAndSelf().Any(own => SymbolEqualityComparer.Default.Equals(Values.Variable(own), variable) && own.Type?.IsValueType != true
                    || own.Type?.IsRefLikeType == true && SymbolEqualityComparer.Default.Equals(Values.Variable(own), variable)));

    /// <summary>Whether <c>AsSpan</c> takes a range here, and is in sight.</summary>
    private static bool HasRanges(SemanticModel model, int position) => model.LookupNamespacesAndTypes(position, name: "MemoryExtensions")
        .OfType<INamedTypeSymbol>()
        .Any(type => type.GetMembers("AsSpan").OfType<IMethodSymbol>().Any(method => method.Parameters.Length == 2 && method.Parameters[1].Type.Name == "Range"));

    private Diagnostic Report(IOperation value, string hint, ImmutableDictionary<string, string?> fix) => Diagnostic.Create(
        Descriptors.ArrayIsAllocatedAgain,
        value.Syntax.GetLocation(),
        ImmutableArray<Location>.Empty,
        fix,
        $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
        repetition.When,
        hint);
}
