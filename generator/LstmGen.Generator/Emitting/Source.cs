using System;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Where a layer finds the values that it sums up: its input, or its own hidden state.</summary>
internal abstract record Source
{
    /// <summary>Value k in every lane.</summary>
    public abstract string Spread(Lanes lanes, int k);

    /// <summary>A value whose index is an expression, for loops.</summary>
    public virtual string Spread(Lanes lanes, string index) => throw new InvalidOperationException("Only memory can be read in a loop.");
}

/// <summary>In memory.</summary>
internal sealed record MemorySource(Memory Memory, string Name, int Start) : Source
{
    public override string Spread(Lanes lanes, int k) => lanes.Spread(Memory.Element(Name, Start + k));

    public override string Spread(Lanes lanes, string index) => lanes.Spread(Memory.Element(Name, Start == 0 ? index : $"{Start} + {index}"));
}

/// <summary>In one vector, a value in each lane.</summary>
internal sealed record VectorSource(Lanes Lanes, string Vector) : Source
{
    public override string Spread(Lanes lanes, int k) => lanes.Width == Lanes.Width
        ? lanes.SpreadLane(Vector, k)
        : lanes.Spread($"{Vector}.GetElement({k})");
}

/// <summary>In a local variable for each value, which holds it in every lane.</summary>
internal sealed record LocalsSource(string Name) : Source
{
    public override string Spread(Lanes lanes, int k) => Name + Literal.Of(k);
}
