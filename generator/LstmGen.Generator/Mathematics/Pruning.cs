using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Mathematics;

/// <summary>A definition without the values that its results don't need.</summary>
internal static class Pruning
{
    public static Definition Of(Definition definition)
    {
        HashSet<Expression> needed = [.. definition.Results.SelectMany(result => result.Parts)];
        var kept = new Stack<Statement>();
        foreach (Statement statement in definition.Statements.Reverse().Where(statement => needed.Contains(statement.Variable)))
        {
            kept.Push(statement);
            needed.UnionWith(statement.Value.Parts);
        }

        return new Definition(definition.Parameters, [.. kept], definition.Results);
    }
}
