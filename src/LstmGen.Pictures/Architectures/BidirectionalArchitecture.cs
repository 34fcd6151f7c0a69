using System.Collections.Generic;

namespace LstmGen.Pictures;

/// <summary>Two LSTMs that read the same sequence, one of them from its end.</summary>
public sealed class BidirectionalArchitecture : LayerArchitecture
{
    private readonly bool _isLast;

    internal BidirectionalArchitecture(MergeOfHalves merge, LstmArchitecture first, LstmArchitecture second, bool isLast)
        : base(first.InputSize)
    {
        Merge = merge;
        Lstms = [first, second];
        _isLast = isLast;
    }

    /// <summary>How the halves become one output.</summary>
    public MergeOfHalves Merge { get; }

    /// <summary>The first half, then the second.</summary>
    public override IReadOnlyList<LstmArchitecture> Lstms { get; }

    /// <inheritdoc/>
    public override int OutputSize => Merge is MergeOfHalves.Concat or MergeOfHalves.None ? Lstms[0].OutputSize + Lstms[1].OutputSize : Lstms[0].OutputSize;

    /// <inheritdoc/>
    public override long ParameterCount => Lstms[0].ParameterCount + Lstms[1].ParameterCount;

    /// <inheritdoc/>
    public override long TraceSize => Lstms[0].TraceSize + Lstms[1].TraceSize + OutputSize;

    /// <inheritdoc/>
    public override bool PassesOnLastStepAlone => _isLast;

    internal string MergeName => Merge switch
    {
        MergeOfHalves.Concat => "concat",
        MergeOfHalves.Sum => "sum",
        MergeOfHalves.Mul => "mul",
        MergeOfHalves.Ave => "ave",
        _ => "none",
    };

    /// <inheritdoc/>
    public override string ToString() => $"bidirectional {MergeName} [{Lstms[0]} | {Lstms[1]}]{(_isLast ? " last" : "")}";
}
