using System.Collections.Generic;

namespace LstmGen.Pictures;

/// <summary>A layer of a network: an <see cref="LstmArchitecture"/>, a <see cref="BidirectionalArchitecture"/>, a <see cref="DenseArchitecture"/>, a <see cref="PositionwiseArchitecture"/> or a <see cref="RowsArchitecture"/>.</summary>
public abstract class LayerArchitecture
{
    private protected LayerArchitecture(int inputSize) => InputSize = inputSize;

    /// <summary>The values that the layer reads at a step.</summary>
    public int InputSize { get; }

    /// <summary>The values that the layer passes on at a step.</summary>
    public abstract int OutputSize { get; }

    /// <summary>The parameters of the layer.</summary>
    public abstract long ParameterCount { get; }

    /// <summary>The values of the layer in a step of a trace.</summary>
    public abstract long TraceSize { get; }

    /// <summary>Whether the layer passes on a row for its last step alone, though it computes one for every step.</summary>
    public virtual bool PassesOnLastStepAlone => false;

    /// <summary>The LSTMs in it: none, one, or the two of a bidirectional layer.</summary>
    public abstract IReadOnlyList<LstmArchitecture> Lstms { get; }

    /// <summary>What the layer is, as an architecture writes it.</summary>
    public abstract override string ToString();
}
