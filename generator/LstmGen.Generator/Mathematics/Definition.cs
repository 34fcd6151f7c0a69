using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>A value that a formula has a name for.</summary>
/// <param name="Variable">Its name may be that of an earlier one, which is not read any more.</param>
/// <param name="Comment">What a reader should know of it, or null.</param>
internal sealed record Statement(Variable Variable, Expression Value, string? Comment);

/// <summary>
/// A function as a sequence of named values, in the order in which they are computed, and of results. <see cref="Formula"/> makes it.
/// </summary>
internal sealed class Definition(IReadOnlyList<Variable> parameters, IReadOnlyList<Statement> statements, IReadOnlyList<Expression> results)
{
    private IReadOnlyList<Call>? _calls;

    public IReadOnlyList<Variable> Parameters => parameters;

    public IReadOnlyList<Statement> Statements => statements;

    public IReadOnlyList<Expression> Results => results;

    /// <summary>The result of a function that has one.</summary>
    public Expression Result => results.Single();

    /// <summary>Everything that is computed, in its order.</summary>
    public IEnumerable<Expression> Expressions => statements.Select(statement => statement.Value).Concat(results);

    /// <summary>What is called.</summary>
    public IReadOnlyList<Call> Calls => _calls ??= Expressions.SelectMany(expression => expression.Parts).OfType<Call>().ToList();

    /// <summary>Each expression replaced by what a rule makes of it, see <see cref="Expression.Rewritten"/>.</summary>
    public Definition Rewritten(Func<Expression, Expression> rule) => new(
        parameters,
        statements.Select(statement => statement with { Value = statement.Value.Rewritten(rule) }).ToList(),
        results.Select(result => result.Rewritten(rule)).ToList());
}
