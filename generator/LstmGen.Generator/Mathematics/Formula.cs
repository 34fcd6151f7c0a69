using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// Puts a <see cref="Definition"/> together in the order in which it is computed. A name may be given again, as a local variable may be
/// assigned again; what it stood for before must not be read from there on.
/// </summary>
internal sealed class Formula
{
    private readonly List<Variable> _parameters = [];
    private readonly List<Statement> _statements = [];
    private string? _comment;

    /// <summary>A function of x.</summary>
    public static Formula Of(out Expression x)
    {
        var formula = new Formula();
        x = formula.Parameter("x");
        return formula;
    }

    public Expression Parameter(string name)
    {
        var parameter = new Variable(name);
        _parameters.Add(parameter);
        return parameter;
    }

    /// <summary>What a reader should know of the next value that gets a name.</summary>
    public void Comment(string text) => _comment = text;

    /// <summary>Gives a value a name.</summary>
    public Expression Let(string name, Expression value)
    {
        var variable = new Variable(name);
        _statements.Add(new Statement(variable, value, _comment));
        _comment = null;
        return variable;
    }

    public Definition Return(params Expression[] results) => new(_parameters, _statements, results);
}
