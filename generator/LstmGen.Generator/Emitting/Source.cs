using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Where a layer reads the values that it sums: its input, or its own hidden state.</summary>
internal abstract record Source
{
    /// <summary>A value in every lane. Its index is a number, or, where the values are in memory, any expression.</summary>
    public abstract string Spread(Lanes lanes, string index);
}

/// <summary>In memory.</summary>
internal sealed record MemorySource(Memory Memory, string Name, int Start) : Source
{
    public override string Spread(Lanes lanes, string index) => lanes.Spread(Memory, Name, Literal.Sum(Start, index));
}

/// <summary>In memory, a row for each value: the lanes are sequences, each with its own.</summary>
internal sealed record RowsSource(string Name, Stride Row) : Source
{
    public override string Spread(Lanes lanes, string index) => lanes.Load(Name, Row.Times(index));
}

/// <summary>In one vector, a value in each lane.</summary>
internal sealed record VectorSource(Lanes Lanes, string Vector) : Source
{
    public override string Spread(Lanes lanes, string index) => lanes.SpreadLane(Vector, Lanes.Width, index);
}

/// <summary>In a local variable for each value, which holds it in every lane.</summary>
internal sealed record LocalsSource(string Name) : Source
{
    public override string Spread(Lanes lanes, string index) => Name + index;
}
