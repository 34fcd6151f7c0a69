using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// How a value is computed from others, each operation with IEEE rounding: an immutable value that can be printed, rewritten, evaluated,
/// counted and differentiated. A formula is written with C#'s own operators and with <see cref="Functions"/>.
/// </summary>
/// <remarks>
/// Statements about one value hold for each lane of a vector, since no operation reads across lanes. Expressions are compared by reference:
/// a value that occurs twice is one object.
/// </remarks>
internal abstract class Expression(params Expression[] operands)
{
    /// <summary>The operation's operands.</summary>
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

    /// <summary>Whether the other is the same operation, whatever its operands; all constants are alike.</summary>
    public virtual bool IsLike(Expression other) => other.GetType() == GetType();

    /// <summary>The same operation on other operands.</summary>
    public Expression With(IReadOnlyList<Expression> others) => others.Count == 0 ? this : Made(others);

    /// <summary>Each part replaced according to a rule, from the innermost to the whole.</summary>
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

    /// <summary>The expression and all of its parts.</summary>
    public IEnumerable<Expression> Parts => operands.SelectMany(operand => operand.Parts).Append(this);

    protected virtual Expression Made(IReadOnlyList<Expression> others) =>
        throw new InvalidOperationException($"{GetType().Name} reads nothing that could be replaced.");
}
