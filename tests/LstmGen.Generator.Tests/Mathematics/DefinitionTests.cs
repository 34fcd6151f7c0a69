using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests.Mathematics;

/// <summary>What holds for the formula of every activation.</summary>
public class DefinitionTests
{
    /// <summary>A local variable that is reassigned has lost its old value.</summary>
    [Fact]
    public void Nothing_reads_a_name_that_was_given_again() => Assert.All(All(), definition =>
    {
        Dictionary<string, Variable> held = definition.Parameters.ToDictionary(parameter => parameter.Name);
        foreach (Statement statement in definition.Statements)
        {
            AssertHeld(statement.Value);
            held[statement.Variable.Name] = statement.Variable;
        }

        AssertHeld(definition.Result);

        void AssertHeld(Expression expression) =>
            Assert.All(expression.Parts.OfType<Variable>(), variable => Assert.Same(variable, held.GetValueOrDefault(variable.Name)));
    });

    [Fact]
    public void Every_value_is_read() => Assert.All(
        All(),
        definition => Assert.Equal(definition.Statements.Count, Pruning.Of(definition).Statements.Count));

    /// <summary>A number that isn't a float would differ between the text and the formula.</summary>
    [Fact]
    public void Formulas_of_floats_have_numbers_that_are_floats() => Assert.All(
        Samples.Activations.Concat(Samples.Joined(Element.Single)).SelectMany(gates => gates.Definition(Element.Single)!.Expressions),
        expression => Assert.All(
            expression.Parts.OfType<Constant>().SelectMany(constant => constant.Values),
            value => Assert.Equal(value, (double)(float)value)));

    private static IEnumerable<Definition> All() => new[] { Element.Single, Element.Double }
        .SelectMany(element => Samples.Activations.SelectMany(gates => gates.SelectMany(gate => Activations.Of(gate, element))));
}
