namespace LstmGen.Models.Importing.Onnx;

/// <summary>Values of the states of LSTMs, in some arrangement.</summary>
/// <param name="numbers">For each value its number in the <see cref="StateTable"/>.</param>
internal sealed class States(Constant numbers) : Value
{
    public Constant Numbers { get; } = numbers;
}
