namespace LstmGen.Generator.Model;

/// <summary>One layer of a network: what is computed, not how.</summary>
/// <param name="Name">Keras' name, such as <c>lstm_1</c>.</param>
/// <param name="Input">Features that the layer reads at a step.</param>
/// <param name="Units">Features that it hands on.</param>
internal abstract record Layer(string Name, int Input, int Units, Activation Activation, bool UseBias)
{
    /// <summary>Keras' name of the layer's class.</summary>
    public abstract string TypeName { get; }

    /// <summary>How many weighted sums each unit computes.</summary>
    public abstract int Gates { get; }

    /// <summary>How many values of the layer's own hidden state each sum takes in.</summary>
    public abstract int Recurrent { get; }

    public long KernelCount => (long)Gates * Units * Input;

    public long RecurrentKernelCount => (long)Gates * Units * Recurrent;

    public long BiasCount => UseBias ? (long)Gates * Units : 0;

    public long ParameterCount => KernelCount + RecurrentKernelCount + BiasCount;

    /// <summary>The name as a C# identifier: <c>lstm_1</c> is <c>Lstm1</c>.</summary>
    public string PascalName => char.ToUpperInvariant(Name[0]) + Name.Substring(1).Replace("_", "");

    /// <summary>The name at the start of a local variable's: <c>lstm_1</c> is <c>lstm1</c>.</summary>
    public string CamelName => Name.Replace("_", "");
}

/// <summary>An LSTM layer, as Keras defines it.</summary>
internal sealed record LstmLayer(
    string Name, int Input, int Units, Activation Activation, Activation RecurrentActivation, bool UseBias, bool ReturnSequences)
    : Layer(Name, Input, Units, Activation, UseBias)
{
    public override string TypeName => "LSTM";

    public override int Gates => 4;

    public override int Recurrent => Units;
}

/// <summary>A fully connected layer, at every step or behind the last one.</summary>
internal sealed record DenseLayer(string Name, int Input, int Units, Activation Activation, bool UseBias)
    : Layer(Name, Input, Units, Activation, UseBias)
{
    public override string TypeName => "Dense";

    public override int Gates => 1;

    public override int Recurrent => 0;
}
