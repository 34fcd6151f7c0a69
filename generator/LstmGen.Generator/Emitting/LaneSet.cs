using System.Collections.Generic;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>The lanes of one back end: its widest vectors and the narrower ones for what is left over.</summary>
internal sealed class LaneSet
{
    private readonly Dictionary<int, Lanes> _lanes = new();

    public LaneSet(Plan plan, Names names, int width)
    {
        Width = width;
        Memory = new Memory(IsScalar, names);
        if (IsScalar)
        {
            _lanes[1] = new ScalarLanes(plan, names);
            return;
        }

        for (int narrower = width; narrower >= Packing.Padding; narrower /= 2)
        {
            _lanes[narrower] = new VectorLanes(plan, names, narrower);
        }
    }

    public int Width { get; }

    public bool IsScalar => Width == 1;

    public Memory Memory { get; }

    public Lanes Widest => _lanes[Width];

    /// <summary>What is behind the names of the back end's methods.</summary>
    public string Suffix => Widest.Suffix;

    public IEnumerable<Lanes> All => _lanes.Values;

    public Lanes this[Group group] => _lanes[group.Lanes];
}
