using System.Collections.Generic;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// Builds a <see cref="Definition"/> in the order of computation. A name may be reused, as a local variable may be reassigned; its earlier
/// value must not be read after that.
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

    /// <summary>What a reader should know about the next value that gets a name.</summary>
    public void Comment(string text) => _comment = text;

    /// <summary>Names a value.</summary>
    public Expression Let(string name, Expression value)
    {
        var variable = new Variable(name);
        _statements.Add(new Statement(variable, value, _comment));
        _comment = null;
        return variable;
    }

    public Definition Return(params Expression[] results) => new(_parameters, _statements, results);
}
