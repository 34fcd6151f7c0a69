namespace LstmGen.Models.Importing.Onnx;

/// <summary>Values of the states of LSTMs, laid out in some way.</summary>
/// <param name="numbers">For each value the number that <see cref="StateTable"/> knows it by.</param>
internal sealed class States(Constant numbers) : Value
{
    public Constant Numbers { get; } = numbers;
}
