using System.Globalization;

namespace LstmGen.Benchmarks.Networks;

/// <summary>The sizes of a network of one LSTM layer whose output is the last hidden state.</summary>
internal sealed record NetShape(int Input, int Units, int Steps)
{
    public int ParameterCount => 4 * Units * (Input + Units + 1);

    public int InputLength => Input * Steps;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Input}→{Units} × {Steps}");
}
