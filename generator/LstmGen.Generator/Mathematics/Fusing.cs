using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The effect of <c>Arithmetic</c> on a formula. Formulas have products in sums; with <c>Separate</c> both are rounded as written, with
/// <c>Fused</c> an unnamed product in a sum or a difference is one operation with it.
/// </summary>
internal static class Fusing
{
    public static Expression Of(Expression expression, Arithmetic arithmetic) =>
        arithmetic == Arithmetic.Fused ? expression.Rewritten(Fused) : expression;

    public static Definition Of(Definition definition, Arithmetic arithmetic) =>
        arithmetic == Arithmetic.Fused ? definition.Rewritten(Fused) : definition;

    private static Expression Fused(Expression expression) => expression switch
    {
        Binary { Operator: Operator.Add } sum =>
            sum.Left is Binary { Operator: Operator.Multiply } left ? new MultiplyAdd(left.Left, left.Right, sum.Right)
            : sum.Right is Binary { Operator: Operator.Multiply } right ? new MultiplyAdd(right.Left, right.Right, sum.Left)
            : sum,
        Binary { Operator: Operator.Subtract } difference =>
            difference.Left is Binary { Operator: Operator.Multiply } left ? new MultiplyAdd(left.Left, left.Right, -difference.Right)
            : difference.Right is Binary { Operator: Operator.Multiply } right ? new MultiplyAdd(-right.Left, right.Right, difference.Left)
            : difference,
        _ => expression,
    };
}
