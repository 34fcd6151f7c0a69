using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// The same definition with a unique name for every value, so that every operation reads names and numbers. A product in a sum stays there,
/// so that the two are still one operation. Called functions are inlined, unless their derivative is known.
/// </summary>
internal sealed class Flattening
{
    private readonly Dictionary<Expression, Expression> _values = [];
    private readonly Formula _formula = new();
    private readonly Element _element;
    private readonly NameSet _names;

    private Flattening(Element element, NameSet names)
    {
        _element = element;
        _names = names;
    }

    public static Definition Of(Definition definition, Element element, NameSet names)
    {
        var flattening = new Flattening(element, names);
        foreach (Variable parameter in definition.Parameters)
        {
            flattening._values[parameter] = flattening._formula.Parameter(names.Unique(parameter.Name));
        }

        return flattening._formula.Return(flattening.Results(definition));
    }

    private Expression[] Results(Definition definition)
    {
        foreach (Statement statement in definition.Statements)
        {
            _values[statement.Variable] = Named(statement.Variable.Name, statement.Value);
        }

        return [.. definition.Results.Select(Value)];
    }

    private Expression Named(string name, Expression value) => Flat(value) is var flat && flat is Variable or Constant
        ? flat
        : _formula.Let(_names.Unique(name), flat);

    /// <summary>A name, or a number.</summary>
    private Expression Value(Expression expression) => Named("value", expression);

    private Expression Flat(Expression expression) => expression switch
    {
        Variable => _values[expression],
        Constant => expression,
        Binary { Operator: Operator.Add or Operator.Subtract } => expression.With(expression.Operands.Select(Term).ToList()),
        Call call when KnownSlopes.Of(call.Function, call.Argument, call) is null => Inlined(call),
        _ => expression.With(expression.Operands.Select(Value).ToList()),
    };

    private Expression Term(Expression expression) =>
        expression is Binary { Operator: Operator.Multiply } ? Flat(expression) : Value(expression);

    private Expression Inlined(Call call)
    {
        Definition function = call.Function.Definition(_element)!;
        _values[function.Parameters.Single()] = Value(call.Argument);
        return Results(function).Single();
    }
}
