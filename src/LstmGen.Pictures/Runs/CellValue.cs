namespace LstmGen.Pictures;

/// <summary>What an LSTM computes at a step, a value for each unit; the letter is that of the equations.</summary>
public enum CellValue
{
    /// <summary>i, the input gate: how much of its candidate a unit takes in.</summary>
    InputGate,

    /// <summary>f, the forget gate: how much of its cell state a unit keeps.</summary>
    ForgetGate,

    /// <summary>g, the candidate: what a unit could take in.</summary>
    Candidate,

    /// <summary>o, the output gate: how much of its cell state a unit shows.</summary>
    OutputGate,

    /// <summary>c, the cell state: a unit's memory.</summary>
    Cell,

    /// <summary>m, what a projection reads: o·tanh(c). Only LSTMs with a projection have it.</summary>
    ProjectionInput,

    /// <summary>h, the hidden state: what a unit shows of its memory, or a value of the projection.</summary>
    Hidden,
}
