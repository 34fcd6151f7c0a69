using System;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Mathematics;

/// <summary>How a value of each of two directions is merged, where they don't stay side by side.</summary>
internal static class Merging
{
    public static Definition Of(Merge merge)
    {
        var formula = new Formula();
        return formula.Return(Of(merge, formula.Parameter("a"), formula.Parameter("b")));
    }

    public static Expression Of(Merge merge, Expression one, Expression other) => merge switch
    {
        Merge.Sum => one + other,
        Merge.Mul => one * other,
        Merge.Average => 0.5 * (one + other),
        _ => throw new ArgumentOutOfRangeException(nameof(merge)),
    };
}
