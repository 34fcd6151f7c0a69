using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>A value inside an LSTM cell that a graph has as separate operations.</summary>
internal abstract class CellPart : Value
{
}

/// <summary>A cell's input and hidden state side by side, to be multiplied by one matrix.</summary>
internal sealed class CellInput(Signal input, States hidden, bool isInputFirst) : CellPart
{
    public Signal Input { get; } = input;

    public States Hidden { get; } = hidden;

    public bool IsInputFirst { get; } = isInputFirst;
}

/// <summary>One of the two products of a cell's gates.</summary>
/// <param name="Rows">How many values are multiplied.</param>
/// <param name="Matrix">[rows, count].</param>
internal sealed record CellProduct(int Rows, float[] Matrix);

/// <summary>The sums of some gates, input·W + hidden·R + bias, some of whose terms may still be missing.</summary>
/// <param name="count">How many sums there are: four times the units, or those of one gate.</param>
internal sealed class GateSums(int count) : CellPart
{
    public int Count { get; } = count;

    public Signal? Input { get; init; }

    public CellProduct? Kernel { get; init; }

    public States? Hidden { get; init; }

    public CellProduct? Recurrent { get; init; }

    public float[]? Bias { get; init; }
}

/// <summary>A gate: the activation of its sums.</summary>
internal sealed class Gate(GateSums sums, Activation activation) : CellPart
{
    public GateSums Sums { get; } = sums;

    public Activation Activation { get; } = activation;
}

/// <summary>f·c, what the forget gate keeps of the cell state.</summary>
internal sealed class KeptCell(Gate forget, States cell) : CellPart
{
    public Gate Forget { get; } = forget;

    public States Cell { get; } = cell;
}

/// <summary>i·g, what is added to the cell state.</summary>
internal sealed class AddedCell(Gate first, Gate second) : CellPart
{
    public IReadOnlyList<Gate> Factors { get; } = [first, second];
}

/// <summary>The new cell state c'.</summary>
internal sealed class NewCell(KeptCell kept, AddedCell added) : CellPart
{
    public KeptCell Kept { get; } = kept;

    public AddedCell Added { get; } = added;
}

/// <summary>The new cell state after the activation of the hidden state.</summary>
internal sealed class ActivatedCell(NewCell cell, Activation activation) : CellPart
{
    public NewCell Cell { get; } = cell;

    public Activation Activation { get; } = activation;
}
