using System;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// The places in the scratch memory for what layers hand on: the layers up to the last recurrent one take turns in two places with a row
/// for each step, and those behind it in two places of one row. In each pair only neighbours are in use at the same time.
/// </summary>
internal sealed class RowPlaces
{
    private readonly Network _network;
    private readonly int[] _padded;

    public RowPlaces(Network network, Element element)
    {
        _network = network;
        _padded = [.. network.Layers.Select(layer => Packing.Pad(layer.Output, element))];
        HeadCount = Widest(isHead: true, turn: 0) + Widest(isHead: true, turn: 1);
        CountOfStep = Widest(isHead: false, turn: 0) + Widest(isHead: false, turn: 1);
    }

    /// <summary>Values for the layers behind the last recurrent one.</summary>
    public int HeadCount { get; }

    /// <summary>Values for the others, for each of the steps that are taken at once.</summary>
    public int CountOfStep { get; }

    public int Count(int stepsAtOnce) => HeadCount + (stepsAtOnce * CountOfStep);

    /// <summary>The place of a layer, which its halves share.</summary>
    public RowPlace Of(int layer)
    {
        int before = Turn(layer) == 0 ? 0 : Widest(IsHead(layer), turn: 0);
        return IsHead(layer) ? new RowPlace(before, 0, 0) : new RowPlace(HeadCount, before, _padded[layer]);
    }

    private bool IsHead(int layer) => layer > _network.LastOverTime;

    private int Turn(int layer) => layer % 2;

    private int Widest(bool isHead, int turn) =>
        Enumerable.Range(0, _padded.Length)
            .Where(layer => IsHead(layer) == isHead && Turn(layer) == turn)
            .Select(layer => _padded[layer])
            .DefaultIfEmpty(0)
            .Max();
}
