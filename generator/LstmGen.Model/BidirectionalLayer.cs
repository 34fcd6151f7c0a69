using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>Two recurrent layers that read the same sequence, one from each end.</summary>
internal sealed record BidirectionalLayer(string Name, RecurrentLayer Forward, RecurrentLayer Backward, Merge Merge)
    : Layer(Name, Forward.Input)
{
    public override string TypeName => "Bidirectional";

    public override int Output => Merge is Merge.Concat or Merge.None ? Forward.Output + Backward.Output : Forward.Output;

    public override bool HandsOnEveryStep => Forward.ReturnSequences;

    public override IEnumerable<WeightedLayer> Parts => Forward.Parts.Concat(Backward.Parts);
}
