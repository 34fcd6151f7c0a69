using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>
/// Makes one definition of several that are the same operations with different numbers: one for a vector whose lanes are in as many equal
/// parts, with numbers of its own for each part.
/// </summary>
internal static class Joining
{
    /// <param name="forms">For each part the definitions that give the same bits, any of which may be used.</param>
    /// <returns>Null where no choice of them has the same operations.</returns>
    public static Definition? Of(IReadOnlyList<IReadOnlyList<Definition>> forms) => forms
        .SelectMany(definitions => definitions)
        .Select(shape => forms.Select(definitions => definitions.FirstOrDefault(definition => AreAlike(shape, definition))).ToList())
        .Where(parts => parts.All(part => part is not null))
        .Select(parts => Joined(parts!))
        .FirstOrDefault();

    private static bool AreAlike(Definition one, Definition other)
    {
        if (one.Parameters.Count != other.Parameters.Count
            || one.Statements.Count != other.Statements.Count
            || one.Results.Count != other.Results.Count)
        {
            return false;
        }

        var names = new Dictionary<Expression, Expression>();
        for (int i = 0; i < one.Parameters.Count; i++)
        {
            names[one.Parameters[i]] = other.Parameters[i];
        }

        for (int i = 0; i < one.Statements.Count; i++)
        {
            if (!Same(one.Statements[i].Value, other.Statements[i].Value))
            {
                return false;
            }

            names[one.Statements[i].Variable] = other.Statements[i].Variable;
        }

        return one.Results.Zip(other.Results, Same).All(same => same);

        bool Same(Expression left, Expression right) => left is Variable
            ? names.TryGetValue(left, out Expression known) && known == right
            : left.IsLike(right) && left.Operands.Zip(right.Operands, Same).All(same => same);
    }

    /// <summary>The first definition, with the constants of all.</summary>
    private static Definition Joined(IReadOnlyList<Definition> parts)
    {
        List<Expression> values = Joined(parts.Select(part => part.Expressions.ToList()).ToList());
        Definition first = parts[0];
        return new Definition(
            first.Parameters,
            first.Statements.Select((statement, at) => statement with { Value = values[at] }).ToList(),
            values.Skip(first.Statements.Count).ToList());
    }

    private static List<Expression> Joined(IReadOnlyList<IReadOnlyList<Expression>> lists) =>
        lists[0].Select((_, at) => Joined(lists.Select(list => list[at]).ToList())).ToList();

    private static Expression Joined(List<Expression> alike) =>
        alike[0] is Constant ? new Constant(alike.Cast<Constant>().Select(constant => constant.Values.Single()))
        : alike[0].Operands.Count == 0 ? alike[0]
        : alike[0].With(Joined(alike.Select(expression => expression.Operands).ToList()));
}
