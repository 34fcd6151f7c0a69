using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// How a value is computed from others, each operation with the rounding of IEEE's: an immutable value that can be printed, rewritten,
/// evaluated, counted and differentiated. A formula is written with C#'s own operators and with <see cref="Functions"/>.
/// </summary>
/// <remarks>
/// What is said of one value holds for each lane of a vector, since no operation reads another lane's. Expressions are compared by
/// reference: what stands for a value twice is one object.
/// </remarks>
internal abstract class Expression(params Expression[] operands)
{
    /// <summary>What the operation reads.</summary>
    public IReadOnlyList<Expression> Operands => operands;

    public static implicit operator Expression(double value) => new Constant(value);

    public static Expression operator +(Expression a, Expression b) => new Binary(Operator.Add, a, b);

    public static Expression operator -(Expression a, Expression b) => new Binary(Operator.Subtract, a, b);

    public static Expression operator *(Expression a, Expression b) => new Binary(Operator.Multiply, a, b);

    public static Expression operator /(Expression a, Expression b) => new Binary(Operator.Divide, a, b);

    public static Expression operator -(Expression x) => x is Constant constant ? constant.Negated : new Negation(x);

    public static Condition operator <(Expression a, Expression b) => new(Comparison.Less, a, b);

    public static Condition operator <=(Expression a, Expression b) => new(Comparison.LessOrEqual, a, b);

    public static Condition operator >(Expression a, Expression b) => new(Comparison.Greater, a, b);

    public static Condition operator >=(Expression a, Expression b) => new(Comparison.GreaterOrEqual, a, b);

    /// <summary>Whether the other is the same operation, whatever it reads; all constants are alike.</summary>
    public virtual bool IsLike(Expression other) => other.GetType() == GetType();

    /// <summary>The same operation on other operands.</summary>
    public Expression With(IReadOnlyList<Expression> others) => others.Count == 0 ? this : Made(others);

    /// <summary>Each part replaced by what a rule makes of it, from the innermost to the whole.</summary>
    public Expression Rewritten(Func<Expression, Expression> rule)
    {
        Expression[]? changed = null;
        for (int i = 0; i < operands.Length; i++)
        {
            Expression operand = operands[i].Rewritten(rule);
            if (operand != operands[i])
            {
                changed ??= (Expression[])operands.Clone();
                changed[i] = operand;
            }
        }

        return rule(changed is null ? this : Made(changed));
    }

    /// <summary>The expression and all that it is made of.</summary>
    public IEnumerable<Expression> Parts => operands.SelectMany(operand => operand.Parts).Append(this);

    protected virtual Expression Made(IReadOnlyList<Expression> others) =>
        throw new InvalidOperationException($"{GetType().Name} reads nothing that could be replaced.");
}
