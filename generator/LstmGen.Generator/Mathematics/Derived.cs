using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

/// <summary>An operation defined by others, for which some back ends have a shorter form.</summary>
internal abstract class Derived(params Expression[] operands) : Expression(operands)
{
    public abstract Expression Definition { get; }
}

/// <summary>Zero where the value is below zero, the value elsewhere; NaN stays NaN and −0 stays −0.</summary>
internal sealed class NonNegative(Expression value) : Derived(value)
{
    public Expression Value => value;

    public override Expression Definition => Functions.Select(value < 0, 0, value);

    protected override Expression Made(IReadOnlyList<Expression> others) => new NonNegative(others[0]);
}

/// <summary>An odd function of x from its value for |x|, where the value is zero for zero.</summary>
internal sealed class Signed(Expression x, Expression value) : Derived(x, value)
{
    public Expression X => x;

    public Expression Value => value;

    public override Expression Definition => Functions.Select(x < 0, -value, Functions.Select(Functions.Equal(x, 0), x, value));

    protected override Expression Made(IReadOnlyList<Expression> others) => new Signed(others[0], others[1]);
}

/// <summary>A value with the sign of x where a condition holds, which is far from zero; another value elsewhere.</summary>
internal sealed class Saturation(Expression x, Condition beyond, Expression top, Expression otherwise)
    : Derived(x, beyond.Left, beyond.Right, top, otherwise)
{
    public Expression X => x;

    public Condition Beyond => beyond;

    public Expression Top => top;

    public Expression Otherwise => otherwise;

    public override Expression Definition => Functions.Select(beyond, Functions.Select(x < 0, -top, top), otherwise);

    public override bool IsLike(Expression other) => other is Saturation saturation && saturation.Beyond.Comparison == beyond.Comparison;

    protected override Expression Made(IReadOnlyList<Expression> others) =>
        new Saturation(others[0], new Condition(beyond.Comparison, others[1], others[2]), others[3], others[4]);
}
