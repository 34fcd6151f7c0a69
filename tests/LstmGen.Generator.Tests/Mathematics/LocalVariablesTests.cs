using System;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Mathematics;

using Activation = LstmGen.Generator.Model.Activation;

/// <summary>What a call costs in the method into which it is inlined.</summary>
public class LocalVariablesTests
{
    [Theory]
    [InlineData("tanh", 11, 18)] // x and what is named
    [InlineData("sigmoid", 11, 12)] // of doubles, exp's and its argument
    [InlineData("exponential", 8, 12)]
    [InlineData("softplus", 19, 23)] // its own and exp's
    [InlineData("gelu", 20, 35)]
    [InlineData("scaled_tanh", 11, 18)] // y is tanh's x
    [InlineData("hard_sigmoid", 1, 1)]
    [InlineData("affine", 1, 1)] // the result
    [InlineData("linear", 0, 0)]
    public void Of_a_function(string name, int ofFloats, int ofDoubles)
    {
        GateActivations function = GateActivations.Of(Activation.Of(ActivationNames.Find(name)!.Value));
        Assert.Equal(ofFloats, function.LocalVariables(Element.Single));
        Assert.Equal(ofDoubles, function.LocalVariables(Element.Double));
    }

    /// <summary>A method's budget is counted in calls of tanh; no function has more than twice as many variables.</summary>
    [Fact]
    public void A_budget_counts_in_calls_of_tanh()
    {
        foreach (ActivationKind kind in Enum.GetValues<ActivationKind>())
        {
            int expected = kind switch
            {
                ActivationKind.Linear => 0,
                ActivationKind.Gelu or ActivationKind.Softplus => 2,
                _ => 1,
            };
            var layer = new DenseLayer("dense", 3, 2, Activation.Of(kind), UseBias: true);
            var groups = new EquatableArray<Group>([new Group(0, 1, 1, 1), new Group(1, 1, 1, 1)]);
            foreach (Element element in new[] { Element.Single, Element.Double })
            {
                Assert.Equal(new Budget(8, 2 * expected), Budget.Of(layer, groups, element));
            }
        }
    }
}
