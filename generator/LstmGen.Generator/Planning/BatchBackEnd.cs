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
    /// <summary>Everything whose units have methods of their own.</summary>
    public IEnumerable<BatchLayer> All => Layers.SelectMany(layer => layer.All);
}
