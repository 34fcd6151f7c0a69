using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Tool.Tests.Semantics;

/// <summary>An activation's numbers are finite, wherever a network comes from: the text form has no others.</summary>
public class ActivationNumberTests
{
    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinity")]
    [InlineData(float.NegativeInfinity, "infinity")]
    public void Others_are_refused(float number, string shown)
    {
        var lstm = new LstmLayer("lstm", 1, 2, Activation.Tanh, Activation.Of(ActivationKind.HardSigmoid, 0.2f, number), true, false);
        Assert.Equal($"has an activation whose beta is {shown}; it is a finite number", Rules.Check(new Network(new EquatableArray<Layer>([lstm]), 1))?.Problem);
        var plain = lstm with { RecurrentActivation = Activation.Sigmoid };
        Assert.Null(Rules.Check(new Network(new EquatableArray<Layer>([plain]), 1)));
    }
}
