using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>A named value of a formula.</summary>
/// <param name="Variable">Its name may be that of an earlier one that is no longer read.</param>
/// <param name="Comment">What a reader should know about it, or null.</param>
internal sealed record Statement(Variable Variable, Expression Value, string? Comment);

/// <summary>
/// A function as a sequence of named values, in the order of computation, and of results. <see cref="Formula"/> makes it.
/// </summary>
internal sealed class Definition(IReadOnlyList<Variable> parameters, IReadOnlyList<Statement> statements, IReadOnlyList<Expression> results)
{
    private IReadOnlyList<Call>? _calls;

    public IReadOnlyList<Variable> Parameters => parameters;

    public IReadOnlyList<Statement> Statements => statements;

    public IReadOnlyList<Expression> Results => results;

    /// <summary>The result of a function with exactly one.</summary>
    public Expression Result => results.Single();

    /// <summary>Everything that is computed, in its order.</summary>
    public IEnumerable<Expression> Expressions => statements.Select(statement => statement.Value).Concat(results);

    /// <summary>The functions that are called.</summary>
    public IReadOnlyList<Call> Calls => _calls ??= Expressions.SelectMany(expression => expression.Parts).OfType<Call>().ToList();

    /// <summary>Each expression replaced according to a rule, see <see cref="Expression.Rewritten"/>.</summary>
    public Definition Rewritten(Func<Expression, Expression> rule) => new(
        parameters,
        statements.Select(statement => statement with { Value = statement.Value.Rewritten(rule) }).ToList(),
        results.Select(result => result.Rewritten(rule)).ToList());
}
