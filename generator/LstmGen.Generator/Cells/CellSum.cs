using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>One of the weighted sums of a cell, and the gate computed from it.</summary>
/// <param name="Letter">The suffix of K, R and b in the equations.</param>
/// <param name="Name">The gate's name in the equations, by which later expressions read it.</param>
/// <param name="Column">
/// Its column of the layer's matrices. Two sums may share one if one of them includes only the input and the other doesn't include it.
/// </param>
/// <param name="Equation">The equation of the gate.</param>
/// <param name="Meaning">What the gate is for.</param>
internal sealed record CellSum(string Letter, string Name, int Column, Activation Activation, string Equation, string Meaning)
{
    /// <summary>The input of a step, as named in the equations.</summary>
    public const string Input = "x";

    /// <summary>The one sum of a fully connected layer, which has no equation for each gate.</summary>
    public static CellSum OfDense { get; } = new("", "sum", 0, Model.Activation.Linear, "", "") { Values = [Input] };

    /// <summary>The names by which <see cref="Before"/> reads the sum and the sum's own weight.</summary>
    public const string Sum = "sum";

    /// <inheritdoc cref="Sum"/>
    public const string Weight = "weight";

    /// <summary>The values that the sum includes: x, and h or what an earlier phase kept, which the recurrent kernel weights.</summary>
    public IReadOnlyList<string> Values { get; init; } = [Input, StateSlot.Hidden];

    /// <summary>The tensor of the bias that the sum starts with, and its letter in the equations; null where it starts at zero.</summary>
    public (string Tensor, string Letter)? Bias { get; init; } = (TensorShape.Bias, "b");

    /// <summary>The tensor with the sum's own weight, which <see cref="Before"/> reads; null where there is none.</summary>
    public string? Weights { get; init; }

    /// <summary>
    /// What the sum becomes before its activation, computed from itself, its weight and the state; null if it stays as it is. Sums with the
    /// same object may be in one vector meanwhile.
    /// </summary>
    public Definition? Before { get; init; }

    /// <summary>Whether that reads the new state, which then can't depend on this gate.</summary>
    public bool ReadsNewState { get; init; }

    public bool TakesIn(string value) => Values.Contains(value);
}
