using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>What a layer computes, as equations for a reader.</summary>
internal static class CellEquations
{
    /// <summary>The equation of a fully connected layer.</summary>
    public static string Of(DenseLayer layer) =>
        ActivationText.Equation(layer.Activation, $"x·{(layer.IsProjection ? "P" : "K")}" + (layer.UseBias ? " + b" : ""));

    /// <summary>Writes what a whole step of a layer computes, a line for each gate.</summary>
    public static void Write(CodeWriter code, Cell cell)
    {
        foreach (Phase phase in cell.Phases)
        {
            foreach (CellSum sum in phase.Sums)
            {
                Write(code, sum);
            }

            Update(code, cell, phase);
        }
    }

    /// <summary>Writes how a gate is computed.</summary>
    public static void Write(CodeWriter code, CellSum sum) => code.Comment($"{sum.Equation}   {sum.Meaning}");

    /// <summary>Writes what is computed from the gates: the new state, or what another phase reads.</summary>
    public static void Update(CodeWriter code, Cell cell, Phase phase) =>
        code.Comment($"{phase.Equation}   {(cell.IsLast(phase) ? "the new state of each unit" : "of each unit")}");
}
