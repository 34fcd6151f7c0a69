using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>How the two directions of a bidirectional layer become one output, by Keras' names.</summary>
internal enum Merge
{
    /// <summary>The forward values, then the backward ones.</summary>
    Concat = 0,

    Sum = 1,

    Mul = 2,

    Average = 3,

    /// <summary>All rows of the forward direction, then all of the backward one: two outputs.</summary>
    None = 4,
}

/// <summary>Two LSTM layers that read the same sequence, one from each end.</summary>
internal sealed record BidirectionalLayer(string Name, LstmLayer Forward, LstmLayer Backward, Merge Merge) : Layer(Name, Forward.Input)
{
    public override string TypeName => "Bidirectional";

    public override int Output => Merge is Merge.Concat or Merge.None ? Forward.Output + Backward.Output : Forward.Output;

    public override bool HandsOnEveryStep => Forward.ReturnSequences;

    public override IEnumerable<WeightedLayer> Parts => Forward.Parts.Concat(Backward.Parts);
}
