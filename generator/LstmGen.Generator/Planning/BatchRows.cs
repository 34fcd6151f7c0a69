using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// The places in a block's memory: in its state, and in the scratch memory, in this order, the input of a step, the next hidden state of a
/// layer, the outputs of two layers without a state, those that are read later, and what phases of a cell keep for later phases.
/// </summary>
internal sealed class BatchRows
{
    /// <summary>The memory of the block's state.</summary>
    public const string State = "s";

    /// <summary>The scratch memory of a step.</summary>
    public const string Scratch = MemoryPlan.Rows;

    private readonly Network _network;
    private readonly int _input;
    private readonly int _hidden;
    private readonly int _dense;

    public BatchRows(Network network, IReadOnlyList<LayerLayout> layouts)
    {
        _input = network.InputSize;
        _hidden = network.Recurrent.Max(layer => layer.Units);
        _network = network;
        _dense = network.Layers.Where((layer, index) => !layer.IsRecurrent && !network.IsKept(index))
            .Select(layer => layer.Output).DefaultIfEmpty(0).Max();
        Count = FirstCarried + layouts.Max(layout => Carried(layout).Count * layout.Layer.Units);
    }

    /// <summary>Rows of the scratch memory.</summary>
    public int Count { get; }

    /// <summary>The input of a step.</summary>
    public BatchPlace Input => new(Scratch, 0);

    /// <summary>What a recurrent layer computes, while every unit still reads the old hidden state.</summary>
    public BatchPlace Next => new(Scratch, _input);

    private int FirstDense => _input + _hidden;

    private int FirstKept => FirstDense + (2 * _dense);

    private int FirstCarried => FirstKept + Kept(_network.Layers.Count);

    /// <summary>Rows of earlier layers that a residual sum reads later, not counting those that are in the state.</summary>
    private int Kept(int end) => Enumerable.Range(0, end)
        .Where(index => _network.IsKept(index) && !_network.Layers[index].IsRecurrent)
        .Sum(index => _network.Layers[index].Output);

    /// <summary>A layer's output.</summary>
    /// <param name="index">The layer's number in the network.</param>
    public BatchPlace Output(int index, LayerLayout layout) => layout.Layer is RecurrentLayer
        ? new BatchPlace(State, layout.BatchStart)
        : _network.IsKept(index) ? new BatchPlace(Scratch, FirstKept + Kept(index))
        // Only the outputs of neighbouring layers are live at the same time, so two places alternate.
        : new BatchPlace(Scratch, FirstDense + (index % 2 == 0 ? 0 : _dense));

    /// <summary>What the phases of a layer's cell keep for later phases.</summary>
    public EquatableArray<BatchPlace> Carried(LayerLayout layout) => new((layout.Cell?.Carried ?? [])
        .Select((_, index) => new BatchPlace(Scratch, FirstCarried + (index * layout.Layer.Units))));
}
