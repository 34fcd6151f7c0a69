using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

/// <summary>A value of the surrounding code: a name, or text that reads it from memory.</summary>
internal sealed class Variable(string name) : Expression
{
    public string Name => name;
}

internal enum Operator
{
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// <summary>One of the four operations, rounded once. <see cref="Fusing"/> makes one operation of a product in a sum.</summary>
internal sealed class Binary(Operator kind, Expression left, Expression right) : Expression(left, right)
{
    public Operator Operator => kind;

    public Expression Left => left;

    public Expression Right => right;

    public override bool IsLike(Expression other) => other is Binary binary && binary.Operator == kind;

    protected override Expression Made(IReadOnlyList<Expression> others) => new Binary(kind, others[0], others[1]);
}

/// <summary>a·b + c, rounded once. Formulas don't contain it: <see cref="Fusing"/> makes it from their products in sums.</summary>
internal sealed class MultiplyAdd(Expression a, Expression b, Expression c) : Expression(a, b, c)
{
    public Expression A => a;

    public Expression B => b;

    public Expression C => c;

    protected override Expression Made(IReadOnlyList<Expression> others) => new MultiplyAdd(others[0], others[1], others[2]);
}

/// <summary>The value with the opposite sign.</summary>
internal sealed class Negation(Expression value) : Expression(value)
{
    public Expression Value => value;

    protected override Expression Made(IReadOnlyList<Expression> others) => -others[0];
}

/// <summary>The square root, rounded once, as in IEEE: NaN for values below zero.</summary>
internal sealed class SquareRoot(Expression value) : Expression(value)
{
    public Expression Value => value;

    protected override Expression Made(IReadOnlyList<Expression> others) => new SquareRoot(others[0]);
}

/// <summary>
/// The value without its sign. Its definition by other operations is for targets without a method for it, and differs only in the sign of a
/// NaN.
/// </summary>
internal sealed class Absolute(Expression value) : Derived(value)
{
    public Expression Value => value;

    // 0 − x, because −x would turn 0 into −0.
    public override Expression Definition => Functions.Select(value <= 0, 0 - value, value);

    protected override Expression Made(IReadOnlyList<Expression> others) => new Absolute(others[0]);
}

/// <summary>
/// A sum that is rounded to a whole number in its lowest bits, because 1.5·2²³ (1.5·2⁵² in a double) was added to it. It is a step
/// function: its derivative is zero.
/// </summary>
internal sealed class Stepped(Expression value) : Expression(value)
{
    public Expression Value => value;

    protected override Expression Made(IReadOnlyList<Expression> others) => new Stepped(others[0]);
}

/// <summary>value·2ⁿ by adding n to the exponent, where n is in the lowest bits of a <see cref="Stepped"/>.</summary>
internal sealed class Scaling(Expression value, Expression steps) : Expression(value, steps)
{
    public Expression Value => value;

    public Expression Steps => steps;

    protected override Expression Made(IReadOnlyList<Expression> others) => new Scaling(others[0], others[1]);
}

/// <summary>The value of a function that is a method of its own.</summary>
internal sealed class Call(GateActivations function, Expression argument) : Expression(argument)
{
    public GateActivations Function => function;

    public Expression Argument => argument;

    public override bool IsLike(Expression other) => other is Call call && call.Function.Equals(function);

    protected override Expression Made(IReadOnlyList<Expression> others) => new Call(function, others[0]);
}
