using System.Collections.Generic;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>A fully connected layer, which has no memory.</summary>
public sealed class DenseArchitecture : LayerArchitecture
{
    internal DenseArchitecture(int inputSize, int units, ActivationFunction activation, bool hasBias)
        : base(inputSize)
    {
        Units = units;
        Activation = activation;
        HasBias = hasBias;
    }

    /// <summary>The units: the values that it passes on.</summary>
    public int Units { get; }

    /// <summary>The function of the sums.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether each sum has a bias.</summary>
    public bool HasBias { get; }

    /// <inheritdoc/>
    public override int OutputSize => Units;

    /// <inheritdoc/>
    public override long ParameterCount => ((long)InputSize * Units) + (HasBias ? Units : 0);

    /// <inheritdoc/>
    public override long TraceSize => Units;

    /// <inheritdoc/>
    public override IReadOnlyList<LstmArchitecture> Lstms => [];

    /// <inheritdoc/>
    public override string ToString() => Invariant($"dense {InputSize}>{Units} {Activation}{(HasBias ? "" : " no_bias")}");
}
