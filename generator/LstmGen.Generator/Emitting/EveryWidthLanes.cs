using System;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Vectors of any width, whose lanes are sequences: they are read and written whole. Single lanes are never accessed.</summary>
internal sealed class EveryWidthLanes(Names names, EveryWidthSpelling spelling, Model.Arithmetic arithmetic) : Lanes(names, spelling)
{
    public override int Width => spelling.Lanes;

    public override string Load(string memory, string index) => LaneHelpers.Load(Names, arithmetic, memory, index);

    public override string Spread(string scalar) => spelling.Spread(scalar);

    public override string Spread(Memory memory, string name, string index) => LaneHelpers.SpreadOf(Names, arithmetic, name, index);

    public override void StoreAll(CodeWriter code, string value, string memory, string index) =>
        code.Line(LaneHelpers.Store(Names, arithmetic, value, memory, index));

    public override string Part(string vector, int index, int count) => count == 1 ? vector : throw OfOneWidth();

    public override string SpreadLane(string vector, int lanes, string lane) => throw OfOneWidth();

    public override string Element(string vector, int lane) => throw OfOneWidth();

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group) => throw OfOneWidth();

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group) => throw OfOneWidth();

    private static InvalidOperationException OfOneWidth() => new("Code for every width of vectors can't tell one lane from another.");
}
