using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace LstmGen.Generator.Usage;

/// <summary>An expression as a multiple of a variable: <c>Factor · Variable + Offset</c>.</summary>
internal sealed record Linear(ISymbol Variable, int Factor, int Offset)
{
    public static Linear? Of(IOperation value)
    {
        value = Values.Bare(value);
        if (Values.Variable(value) is ILocalSymbol variable)
        {
            return new Linear(variable, 1, 0);
        }

        if (value is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply } binary)
        {
            return null;
        }

        int? left = binary.LeftOperand.ConstantValue.Value as int?;
        int? right = binary.RightOperand.ConstantValue.Value as int?;
        return (binary.OperatorKind, left, right) switch
        {
            (BinaryOperatorKind.Multiply, int factor, _) => Times(Of(binary.RightOperand), factor),
            (BinaryOperatorKind.Multiply, _, int factor) => Times(Of(binary.LeftOperand), factor),
            (BinaryOperatorKind.Add, int offset, _) => Plus(Of(binary.RightOperand), offset),
            (BinaryOperatorKind.Add, _, int offset) => Plus(Of(binary.LeftOperand), offset),
            (BinaryOperatorKind.Subtract, _, int offset) => Plus(Of(binary.LeftOperand), -offset),
            _ => null,
        };
    }

    private static Linear? Times(Linear? linear, int factor) =>
        linear is null ? null : linear with { Factor = unchecked(linear.Factor * factor), Offset = unchecked(linear.Offset * factor) };

    private static Linear? Plus(Linear? linear, int offset) => linear is null ? null : linear with { Offset = unchecked(linear.Offset + offset) };
}
