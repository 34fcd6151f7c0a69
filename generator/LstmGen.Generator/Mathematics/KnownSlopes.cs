using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>Known derivatives of functions, which are shorter and more accurate than those of their formulas.</summary>
internal static class KnownSlopes
{
    /// <summary>The derivative of a function at x, or null where it follows from the formula.</summary>
    /// <param name="y">The function's value.</param>
    public static Expression? Of(GateActivations function, Expression x, Expression y) =>
        function.IsUniform ? Of(function.First(), x, y) : null;

    private static Expression? Of(Activation function, Expression x, Expression y) => function.Kind switch
    {
        ActivationKind.Exponential => y,
        ActivationKind.Tanh => 1 - y * y,
        ActivationKind.Sigmoid => y * (1 - y),

        // The sigmoid, as accurate where it is small as where it is 1.
        ActivationKind.Softplus => 1 / (1 + Functions.Exp(-x)),
        _ => null,
    };
}
