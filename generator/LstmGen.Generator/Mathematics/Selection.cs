using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

internal enum Comparison
{
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
}

/// <summary>A comparison of two values; false if one of them is NaN.</summary>
internal sealed record Condition(Comparison Comparison, Expression Left, Expression Right);

/// <summary>
/// One value where a condition holds, another elsewhere, including where it compares a NaN. Comparisons and selections are used because
/// processors' minimum and maximum differ for NaN and for the sign of zero.
/// </summary>
internal sealed class Selection(Condition condition, Expression then, Expression otherwise)
    : Expression(condition.Left, condition.Right, then, otherwise)
{
    public Condition Condition => condition;

    public Expression Then => then;

    public Expression Otherwise => otherwise;

    public override bool IsLike(Expression other) => other is Selection selection && selection.Condition.Comparison == condition.Comparison;

    protected override Expression Made(IReadOnlyList<Expression> others) =>
        new Selection(new Condition(condition.Comparison, others[0], others[1]), others[2], others[3]);
}
