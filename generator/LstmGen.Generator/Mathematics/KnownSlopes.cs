using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>The derivatives of functions that follow from their values.</summary>
internal static class KnownSlopes
{
    /// <summary>The derivative where the function's value is y, or null where that doesn't say it.</summary>
    public static Expression? Of(GateActivations function, Expression y) => !function.IsUniform ? null : function.First().Kind switch
    {
        ActivationKind.Exponential => y,
        ActivationKind.Tanh => 1 - y * y,
        ActivationKind.Sigmoid => y * (1 - y),
        _ => null,
    };
}
