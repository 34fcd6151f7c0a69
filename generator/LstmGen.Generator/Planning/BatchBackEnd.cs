using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>The code that moves a block of sequences on, for one vector width.</summary>
/// <param name="Width">Lanes of a vector, each of which is a sequence.</param>
/// <param name="RowSize">Sequences of a block: from one row of its memory to the next.</param>
/// <param name="Layers">The network's, one behind the other.</param>
internal sealed record BatchBackEnd(int Width, int RowSize, EquatableArray<BatchLayer> Layers)
{
    /// <summary>From so many sequences on, up to a vector of them, a block takes less time than the same sequences in turn.</summary>
    public int Least { get; init; } = 1;

    /// <summary>The same with more sequences than a vector has lanes.</summary>
    public int LeastOfTwo { get; init; } = 1;

    /// <summary>Everything whose units have methods of their own.</summary>
    public IEnumerable<BatchLayer> All => Layers.SelectMany(layer => layer.All);
}
