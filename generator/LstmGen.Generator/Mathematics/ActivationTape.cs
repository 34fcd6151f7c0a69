using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>The activation of a fully connected layer with its derivative.</summary>
internal static class ActivationTape
{
    /// <summary>The variable from which the activation is computed.</summary>
    public const string Sum = "z";

    /// <summary>The variable of the derivative by the activation's value.</summary>
    public const string Slope = "d_y";

    public static Backwards Of(GateActivations activation, Element element)
    {
        var formula = new Formula();
        return Backwards.Of(formula.Return(formula.Let("y", new Call(activation, formula.Parameter(Sum)))), element, Slope);
    }

    /// <summary>Whether the derivative reads only the activation's value, or nothing: anything else is recomputed from the sum.</summary>
    public static bool ReadsValueAlone(Backwards both) =>
        both.Needed.All(name => name == Slope || (both.Function.Result is Variable value && value.Name == name));
}
