using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Cells;

/// <summary>One of the weighted sums of a cell, and the gate that is made of it.</summary>
/// <param name="Letter">As it stands behind K, R and b in the equations.</param>
/// <param name="Name">The gate, as the equations have it; what is made of the gates reads it by this name.</param>
/// <param name="Column">
/// Its column of the layer's matrices. Two sums may share one, of which one takes in the input alone and the other takes in none.
/// </param>
/// <param name="Equation">The equation of the gate.</param>
/// <param name="Meaning">What the gate is for.</param>
internal sealed record CellSum(string Letter, string Name, int Column, Activation Activation, string Equation, string Meaning)
{
    /// <summary>The input of a step, as the equations have it.</summary>
    public const string Input = "x";

    /// <summary>The one sum of a fully connected layer, of which no equation is written gate by gate.</summary>
    public static CellSum OfDense { get; } = new("", "sum", 0, Model.Activation.Linear, "", "") { Values = [Input] };

    /// <summary>The names by which <see cref="Before"/> reads the sum, and the weight of its own.</summary>
    public const string Sum = "sum";

    /// <inheritdoc cref="Sum"/>
    public const string Weight = "weight";

    /// <summary>The values that are taken in: x, and h or what an earlier phase left, which the recurrent kernel weighs.</summary>
    public IReadOnlyList<string> Values { get; init; } = [Input, StateSlot.Hidden];

    /// <summary>The tensor of the bias that the sum starts with, and its letter in the equations; null where it starts at zero.</summary>
    public (string Tensor, string Letter)? Bias { get; init; } = (TensorShape.Bias, "b");

    /// <summary>The tensor that has a weight of the sum's own, which <see cref="Before"/> reads; null where there is none.</summary>
    public string? Weights { get; init; }

    /// <summary>What the sum becomes before its activation, of itself, its weight and the state; null where it stays as it is.</summary>
    public Definition? Before { get; init; }

    /// <summary>Whether that reads the new state, which then can't wait for this gate.</summary>
    public bool ReadsNewState { get; init; }

    public bool TakesIn(string value) => Values.Contains(value);
}
