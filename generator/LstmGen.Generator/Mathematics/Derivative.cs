using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The derivative of a definition, computed from its last value to its first (reverse mode): again a definition, which reads the parameters
/// and, for each result, the derivative of some quantity by it, and results in the derivative of that quantity by each parameter.
/// </summary>
/// <remarks>
/// At a corner it is the right-hand derivative, for all operations alike: the corners of max(x, 0) and |x| cancel where a function has
/// none. A branch that isn't taken may have overflowed: a zero there stays zero, whatever it is multiplied by. Overflow in a branch that is
/// taken has no derivative: exp's own formula has none for its largest results, whose 2ⁿ overflows by itself.
/// </remarks>
internal sealed class Derivative
{
    private readonly Formula _formula = new();
    private readonly NameSet _names = new();
    private readonly Dictionary<Expression, List<Adjoint>> _adjoints = [];

    private Derivative()
    {
    }

    /// <summary>A derivative by a value, or one of its terms.</summary>
    /// <param name="MayBeCutOff">Whether it may be zero because a branch is not taken, or because of a division by infinity.</param>
    private sealed record Adjoint(Expression Value, bool MayBeCutOff);

    public static Definition Of(Definition function, Element element) => new Derivative().Made(function, element);

    /// <summary>The derivative of a named function: the known one, which is shorter and more accurate, or that of its formula.</summary>
    public static Definition Of(GateActivations function, Element element)
    {
        Formula f = Formula.Of(out Expression x);
        return Of(KnownSlopes.Of(function, x, x) is null ? function.Definition(element)! : f.Return(new Call(function, x)), element);
    }

    private Definition Made(Definition function, Element element)
    {
        Definition flat = Flattening.Of(function, element, _names);
        foreach (Expression result in flat.Results)
        {
            Add(result, new Adjoint(_formula.Parameter(_names.Unique("dy")), MayBeCutOff: false));
        }

        foreach (Statement statement in flat.Statements.Reverse())
        {
            if (Sum(statement.Variable) is { } adjoint)
            {
                Propagate(statement.Value, statement.Variable, adjoint);
            }
        }

        Expression[] results = [.. flat.Parameters.Select(parameter => Sum(parameter)?.Value ?? 0)];
        Definition backwards = _formula.Return(results);
        return Pruning.Of(new Definition(
            [.. flat.Parameters, .. backwards.Parameters], [.. flat.Statements, .. backwards.Statements], backwards.Results));
    }

    /// <summary>Adds a term to the derivative by a value.</summary>
    private void Add(Expression to, Adjoint term)
    {
        if (to is Variable)
        {
            if (!_adjoints.TryGetValue(to, out List<Adjoint> terms))
            {
                _adjoints[to] = terms = [];
            }

            terms.Add(term);
        }
    }

    /// <summary>The whole derivative by a value, with a name, or null where nothing depends on it.</summary>
    private Adjoint? Sum(Expression variable)
    {
        if (!_adjoints.TryGetValue(variable, out List<Adjoint> terms))
        {
            return null;
        }

        Expression sum = terms.Select(term => term.Value).Aggregate((left, right) => left + right);
        return new Adjoint(Named("d" + ((Variable)variable).Name, sum), terms.Any(term => term.MayBeCutOff));
    }

    private Expression Named(string name, Expression value) => value is Variable ? value : _formula.Let(_names.Unique(name), value);

    /// <summary>Propagates the derivative by a value to its operands.</summary>
    /// <param name="made">The value of the expression.</param>
    private void Propagate(Expression expression, Expression made, Adjoint by)
    {
        Expression g = by.Value;
        switch (expression)
        {
            case Variable:
                Add(expression, by);
                break;
            case Binary binary:
                Propagate(binary, made, by);
                break;
            case Negation negation:
                Add(negation.Value, by with { Value = -g });
                break;
            case SquareRoot root:
                Add(root.Value, Times(by, Named("slope", 0.5 / made)));
                break;
            case Scaling scaling:
                Add(scaling.Value, Times(by, Named("power", TimesPowerOfTwo(1, scaling.Steps))));
                break;
            case Call call:
                Add(call.Argument, Times(by, Named("slope", KnownSlopes.Of(call.Function, call.Argument, made)!)));
                break;
            case Selection selection:
                Add(selection.Then, new Adjoint(Select(selection.Condition, g, 0), MayBeCutOff: true));
                Add(selection.Otherwise, new Adjoint(Select(selection.Condition, 0, g), MayBeCutOff: true));
                break;
            case Absolute absolute:
                Add(absolute.Value, by with { Value = Select(absolute.Value < 0, -g, g) });
                break;
            case NonNegative value:
                Add(value.Value, new Adjoint(Select(value.Value < 0, 0, g), MayBeCutOff: true));
                break;
            case Signed signed:
                Add(signed.Value, by with { Value = Select(signed.X < 0, -g, g) });
                break;
            case Saturation saturation:
                Add(saturation.Otherwise, new Adjoint(Select(saturation.Beyond, 0, g), MayBeCutOff: true));
                break;
            case Constant or Stepped:
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name);
        }
    }

    private void Propagate(Binary binary, Expression made, Adjoint by)
    {
        switch (binary.Operator)
        {
            case Operator.Add:
                Propagate(binary.Left, binary.Left, by);
                Propagate(binary.Right, binary.Right, by);
                break;
            case Operator.Subtract:
                Propagate(binary.Left, binary.Left, by);
                Propagate(binary.Right, binary.Right, by with { Value = Named("less", -by.Value) });
                break;
            case Operator.Multiply:
                Add(binary.Left, Times(by, binary.Right));
                Add(binary.Right, Times(by, binary.Left));
                break;
            default:
                Expression quotient = by.Value / binary.Right;
                quotient = Named("part", by.MayBeCutOff ? Select(Equal(by.Value, 0), 0, quotient) : quotient);
                Add(binary.Left, by with { Value = quotient });

                // A division by infinity cuts off the infinite operand.
                Add(binary.Right, Times(new Adjoint(Named("less", -quotient), MayBeCutOff: true), made));
                break;
        }
    }

    private static Adjoint Times(Adjoint by, Expression slope) => by with
    {
        Value = by.MayBeCutOff && slope is not Constant ? Select(Equal(by.Value, 0), 0, by.Value * slope) : by.Value * slope,
    };
}
