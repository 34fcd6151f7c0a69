using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>The code that advances a block of sequences, for one vector width.</summary>
/// <param name="Width">Lanes of a vector, each of which is a sequence.</param>
/// <param name="RowSize">Sequences of a block, and so the distance from one row of its memory to the next.</param>
/// <param name="Layers">The network's layers, in order.</param>
internal sealed record BatchBackEnd(int Width, int RowSize, EquatableArray<BatchLayer> Layers)
{
    /// <summary>
    /// From this many sequences on, up to one vector of them, a block is faster than the same sequences one after another.
    /// </summary>
    public int Least { get; init; } = 1;

    /// <summary>The same for more sequences than a vector has lanes.</summary>
    public int LeastOfTwo { get; init; } = 1;

    /// <summary>Everything whose units have methods of their own.</summary>
    public IEnumerable<BatchLayer> All => Layers.SelectMany(layer => layer.All);
}
