using System;

namespace LstmGen.Pictures;

/// <summary>The letters and words of what an LSTM computes.</summary>
internal static class CellValues
{
    /// <summary>The four sums of a unit, in the order of the trace.</summary>
    public static readonly CellValue[] Sums = [CellValue.InputGate, CellValue.ForgetGate, CellValue.Candidate, CellValue.OutputGate];

    /// <summary>What each unit has at every step.</summary>
    public static readonly CellValue[] OfUnits = [CellValue.InputGate, CellValue.ForgetGate, CellValue.Candidate, CellValue.OutputGate, CellValue.Cell, CellValue.Hidden];

    public static string Letter(CellValue value) => value switch
    {
        CellValue.InputGate => "i",
        CellValue.ForgetGate => "f",
        CellValue.Candidate => "g",
        CellValue.OutputGate => "o",
        CellValue.Cell => "c",
        CellValue.ProjectionInput => "m",
        CellValue.Hidden => "h",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "There is no such value of a cell."),
    };

    public static string Words(CellValue value) => value switch
    {
        CellValue.InputGate => "input gate",
        CellValue.ForgetGate => "forget gate",
        CellValue.Candidate => "candidate",
        CellValue.OutputGate => "output gate",
        CellValue.Cell => "cell state",
        CellValue.ProjectionInput => "input of the projection",
        _ => "hidden state",
    };

    /// <summary>The purpose of the value, for somebody new to it.</summary>
    public static string Meaning(CellValue value) => value switch
    {
        CellValue.InputGate => "how much is taken in",
        CellValue.ForgetGate => "how much is kept",
        CellValue.Candidate => "what could be taken in",
        CellValue.OutputGate => "how much is shown",
        CellValue.Cell => "the memory",
        CellValue.ProjectionInput => "what the projection reads",
        _ => "what is shown",
    };
}
