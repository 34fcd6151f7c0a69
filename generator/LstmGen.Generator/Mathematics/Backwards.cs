using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// A function and its derivative. The values of the functions that it calls may be kept for the derivative; cheap values are recomputed.
/// </summary>
internal sealed class Backwards
{
    private Backwards(Definition function, Definition derivative, IReadOnlyList<Variable> kept)
    {
        Function = function;
        Derivative = derivative;
        Kept = kept;
        Needed = Read(derivative);
    }

    /// <summary>The function, with a name for every value.</summary>
    public Definition Function { get; }

    /// <summary>The derivative by each parameter of the function. It reads only <see cref="Needed"/>.</summary>
    public Definition Derivative { get; }

    /// <summary>The values of the function that the derivative reads.</summary>
    public IReadOnlyList<Variable> Kept { get; }

    /// <summary>What the derivative reads of the function's parameters, its values, and the derivatives by its results.</summary>
    public IReadOnlyCollection<string> Needed { get; }

    /// <param name="slopes">The names of the derivatives by each result.</param>
    public static Backwards Of(Definition function, Element element, params string[] slopes)
    {
        Definition flat = Flattening.Of(function, element, new NameSet());
        HashSet<string> called = [.. flat.Statements.Where(statement => statement.Value is Call).Select(statement => statement.Variable.Name)];
        Definition whole = Mathematics.Derivative.Of(flat, element);
        Dictionary<Expression, Expression> names = whole.Parameters.Skip(flat.Parameters.Count)
            .Zip(slopes, (parameter, name) => (Parameter: (Expression)parameter, Name: name))
            .ToDictionary(pair => pair.Parameter, pair => (Expression)new Variable(pair.Name));
        Definition derivative = Pruning.Of(new Definition(
            whole.Parameters, [.. whole.Statements.Where(statement => !called.Contains(statement.Variable.Name))], whole.Results));
        derivative = derivative.Rewritten(part => names.TryGetValue(part, out Expression renamed) ? renamed : part);
        HashSet<string> needed = Read(derivative);
        return new Backwards(flat, derivative, [.. flat.Statements.Select(statement => statement.Variable).Where(variable => needed.Contains(variable.Name))]);
    }

    /// <summary>The derivative by a parameter of the function.</summary>
    public Expression By(string parameter) =>
        Derivative.Results[Function.Parameters.TakeWhile(other => other.Name != parameter).Count()];

    /// <summary>The names that a definition reads but doesn't compute.</summary>
    private static HashSet<string> Read(Definition definition)
    {
        HashSet<string> computed = [.. definition.Statements.Select(statement => statement.Variable.Name)];
        return
        [
            .. definition.Expressions.SelectMany(expression => expression.Parts).OfType<Variable>()
                .Select(variable => variable.Name).Where(name => !computed.Contains(name)),
        ];
    }
}
