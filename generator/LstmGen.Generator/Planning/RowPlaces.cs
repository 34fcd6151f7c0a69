using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// The places in the scratch memory for the layers' outputs: the layers up to the last recurrent one alternate between two places with a
/// row for each step, and those after it between two places of one row. Only outputs of neighbouring layers are in use at the same time.
/// Each pair is followed by the places of the layers whose rows a residual sum reads later.
/// </summary>
internal sealed class RowPlaces
{
    private readonly Network _network;
    private readonly int[] _padded;
    private readonly bool[] _kept;

    public RowPlaces(Network network, Element element)
    {
        _network = network;
        _padded = [.. network.Layers.Select(layer => Packing.Pad(layer.Output, element))];
        _kept = [.. network.Layers.Select((_, index) => network.IsKept(index))];
        HeadCount = Turns(isHead: true) + Kept(isHead: true, network.Layers.Count);
        CountOfStep = Turns(isHead: false) + Kept(isHead: false, network.Layers.Count);
    }

    /// <summary>Values for the layers after the last recurrent one.</summary>
    public int HeadCount { get; }

    /// <summary>Values for the others, for each of the steps computed at once.</summary>
    public int CountOfStep { get; }

    public int Count(int stepsAtOnce) => HeadCount + (stepsAtOnce * CountOfStep);

    /// <summary>The place of a layer, which its halves share.</summary>
    public RowPlace Of(int layer)
    {
        int before = _kept[layer] ? Turns(IsHead(layer)) + Kept(IsHead(layer), layer)
            : Turn(layer) == 0 ? 0
            : Widest(IsHead(layer), turn: 0);
        return IsHead(layer) ? new RowPlace(before, 0, 0) : new RowPlace(HeadCount, before, _padded[layer]);
    }

    private bool IsHead(int layer) => layer > _network.LastOverTime;

    private int Turn(int layer) => layer % 2;

    /// <summary>Values of the two places between which layers alternate.</summary>
    private int Turns(bool isHead) => Widest(isHead, turn: 0) + Widest(isHead, turn: 1);

    /// <summary>Values of the places of earlier layers whose rows are kept.</summary>
    private int Kept(bool isHead, int end) =>
        Enumerable.Range(0, end).Where(layer => _kept[layer] && IsHead(layer) == isHead).Sum(layer => _padded[layer]);

    private int Widest(bool isHead, int turn) =>
        Enumerable.Range(0, _padded.Length)
            .Where(layer => IsHead(layer) == isHead && Turn(layer) == turn && !_kept[layer])
            .Select(layer => _padded[layer])
            .DefaultIfEmpty(0)
            .Max();
}
