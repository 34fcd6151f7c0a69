using System.Collections.Generic;

namespace LstmGen.Tests.Networks;

/// <summary>One layer of a <see cref="NetworkSpec"/>.</summary>
public abstract record LayerSpec(int Units, Activation Activation, bool UseBias)
{
    /// <summary>Blocks of <see cref="Units"/> columns in the kernel.</summary>
    public abstract int Gates { get; }

    public abstract string AttributeName { get; }

    /// <summary>What differs from the attribute's defaults.</summary>
    public abstract IEnumerable<string> AttributeOptions { get; }

    public abstract int ParameterCount(int input);
}

/// <summary>An LSTM layer, with Keras' defaults.</summary>
public sealed record LstmSpec(
    int Units,
    Activation Activation = Activation.Tanh,
    Activation RecurrentActivation = Activation.Sigmoid,
    bool UseBias = true,
    bool ReturnSequences = false) : LayerSpec(Units, Activation, UseBias)
{
    public override int Gates => 4;

    public override string AttributeName => "Lstm";

    public override IEnumerable<string> AttributeOptions
    {
        get
        {
            if (Activation != Activation.Tanh)
            {
                yield return $"Activation = Activation.{Activation}";
            }

            if (RecurrentActivation != Activation.Sigmoid)
            {
                yield return $"RecurrentActivation = Activation.{RecurrentActivation}";
            }

            if (!UseBias)
            {
                yield return "UseBias = false";
            }

            if (ReturnSequences)
            {
                yield return "ReturnSequences = true";
            }
        }
    }

    public override int ParameterCount(int input) => 4 * Units * (input + Units + (UseBias ? 1 : 0));
}

/// <summary>A Dense layer, with Keras' defaults.</summary>
public sealed record DenseSpec(int Units, Activation Activation = Activation.Linear, bool UseBias = true)
    : LayerSpec(Units, Activation, UseBias)
{
    public override int Gates => 1;

    public override string AttributeName => "Dense";

    public override IEnumerable<string> AttributeOptions
    {
        get
        {
            if (Activation != Activation.Linear)
            {
                yield return $"Activation = Activation.{Activation}";
            }

            if (!UseBias)
            {
                yield return "UseBias = false";
            }
        }
    }

    public override int ParameterCount(int input) => Units * (input + (UseBias ? 1 : 0));
}
