using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests.Mathematics;

using Activation = LstmGen.Generator.Model.Activation;

/// <summary>Gates stay side by side in a vector if their activations are the same operations with different numbers.</summary>
public class JoiningTests
{
    [Theory]
    [InlineData("tanh", "sigmoid", true, false)]
    [InlineData("hard_sigmoid", "hard_sigmoid_02", true, true)]
    [InlineData("softsign", "tanh", false, false)]
    [InlineData("hard_sigmoid", "tanh", false, false)]
    [InlineData("linear", "tanh", false, false)]
    [InlineData("relu", "relu6", false, false)]
    [InlineData("elu", "selu", false, false)]
    [InlineData("silu", "gelu_tanh", false, false)]
    public void Kinds(string one, string other, bool joinsFloats, bool joinsDoubles)
    {
        GateActivations[] orders =
        [
            GateActivations.Of([Named(one), Named(one), Named(other), Named(one)]),
            GateActivations.Of([Named(other), Named(one)]),
        ];
        Assert.All(orders, gates => Assert.Equal(joinsFloats, gates.CanJoin(Element.Single)));
        Assert.All(orders, gates => Assert.Equal(joinsDoubles, gates.CanJoin(Element.Double)));
    }

    /// <summary>One function with different numbers is one sequence of operations; a function that it calls stays one function.</summary>
    [Theory]
    [InlineData("leaky_relu")]
    [InlineData("thresholded_relu")]
    [InlineData("elu")]
    [InlineData("affine")]
    [InlineData("scaled_tanh")]
    [InlineData("hard_sigmoid")]
    public void Numbers(string name)
    {
        ActivationKind kind = ActivationNames.Find(name)!.Value;
        GateActivations gates = GateActivations.Of([Activation.Of(kind, 0.25f, 0.75f), Activation.Of(kind, 0.5f, 0.125f)]);
        Assert.All(new[] { Element.Single, Element.Double }, element => Assert.True(gates.CanJoin(element)));
        Assert.Contains(
            gates.Definition(Element.Single)!.Expressions.SelectMany(expression => expression.Parts).OfType<Constant>(),
            constant => constant.Values.SequenceEqual([0.25, 0.5]));
    }

    /// <summary>Shared code has nothing that belongs to only one function.</summary>
    [Fact]
    public void Constants_that_are_alike_are_one()
    {
        Definition joined = GateActivations.Of([Activation.Sigmoid, Activation.Tanh]).Definition(Element.Single)!;
        var result = (Binary)joined.Result;
        Assert.Equal([0.5, -0.0], ((Constant)result.Right).Values);
        Saturation saturation = joined.Expressions.OfType<Saturation>().Single();
        Assert.Equal([0.5, 1], ((Constant)saturation.Top).Values);
        Assert.Single(new Constant([2, 2]).Values);
        Assert.Equal(2, new Constant([0, -0.0]).Values.Count);
    }

    private static Activation Named(string name) => Activation.Of(ActivationNames.Find(name)!.Value);
}
