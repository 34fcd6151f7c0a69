using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>Counts the local variables that an inlined call adds to its caller.</summary>
internal static class LocalVariables
{
    /// <summary>
    /// One for each name, those of called functions, and one for a parameter that is read more than once, unless its argument is already a
    /// local variable. At least one, for the result.
    /// </summary>
    public static int Of(Definition definition, Element element)
    {
        int own = definition.Statements
            .Select(statement => statement.Variable.Name)
            .Except(definition.Parameters.Select(parameter => parameter.Name))
            .Distinct()
            .Count();
        int called = definition.Calls.Sum(call =>
            call.Function.LocalVariables(element) - (call.Argument is Variable ? Parameters(call.Function.Definition(element)!) : 0));
        return System.Math.Max(1, Parameters(definition) + own + called);
    }

    private static int Parameters(Definition definition) => definition.Parameters.Count(parameter => definition.Expressions
        .SelectMany(expression => expression.Parts)
        .OfType<Variable>()
        .Count(variable => variable.Name == parameter.Name) > 1);
}
