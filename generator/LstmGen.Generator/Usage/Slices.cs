using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>Parts of arrays and spans, in every way of writing them.</summary>
internal static class Slices
{
    /// <summary>What an expression is a slice of, and where the slice begins; null for anything else.</summary>
    public static (IOperation Run, IOperation Start)? Of(IOperation value) => Values.Bare(value) switch
    {
        IInvocationOperation { TargetMethod: { Name: "AsSpan" or "AsMemory", IsExtensionMethod: true } } call when call.Arguments.Length >= 2 =>
            With(call.Arguments[0].Value, call.Arguments[1].Value),
        IInvocationOperation { TargetMethod.Name: "Slice", Instance: { } run } call when call.Arguments.Length >= 1 =>
            With(run, call.Arguments[0].Value),
        IInvocationOperation { TargetMethod.Name: "ToArray" } copy when (copy.Instance ?? (copy.Arguments.Length == 1 ? copy.Arguments[0].Value : null)) is { } copied =>
            Of(copied),
        IPropertyReferenceOperation { Property.Name: "Span", Instance: { } memory } => Of(memory),
        IArrayElementReferenceOperation { Indices.Length: 1 } element when Values.Bare(element.Indices[0]) is IRangeOperation { LeftOperand: { } start } =>
            (Values.Bare(element.ArrayReference), Values.Bare(start)),
        IImplicitIndexerReferenceOperation element when Values.Bare(element.Argument) is IRangeOperation { LeftOperand: { } start } =>
            (Values.Whole(element.Instance), Values.Bare(start)),
        _ => null,
    };

    private static (IOperation Run, IOperation Start) With(IOperation run, IOperation start) =>
        Values.Bare(start) is IRangeOperation { LeftOperand: { } left }
            ? (Values.Bare(run), Values.Bare(left))
            : (Values.Whole(run), Values.Bare(start));
}
