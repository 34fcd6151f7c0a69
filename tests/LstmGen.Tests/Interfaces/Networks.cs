namespace LstmGen.Tests.Interfaces;

// Networks of every kind that implement the interfaces, which the compiler generates while it builds this project.

[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(Interface = true)]
public partial class Gesture
{
}

/// <summary>Streams alone.</summary>
[Lstm(Input = 1, Units = 5)]
[Dense(Units = 1)]
[LstmOptions(Interface = true)]
public partial struct Stream
{
}

/// <summary>Needs its whole sequence.</summary>
[Lstm(Input = 2, Units = 5, Steps = 6, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
[LstmOptions(Interface = true)]
public partial class Tagger
{
}

/// <summary>One direction of it.</summary>
[Lstm(Input = 2, Units = 5, ReturnSequences = true)]
public partial class OneDirection
{
}

/// <summary>Has a state that is an object.</summary>
[Lstm(Input = 3, Units = 4000, Projection = 8, Steps = 5, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
[Dense(Units = 2)]
[Masking]
[LstmOptions(Interface = true)]
public partial class Large
{
}

/// <summary>Keeps the parameters with which it was created.</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(Interface = true)]
public readonly partial struct ReadOnly
{
}

/// <summary>Computes with doubles, and is nested.</summary>
public static partial class Outer
{
    [Lstm(Input = 2, Units = 3, Steps = 4)]
    [LstmOptions(Interface = true, Precision = Precision.Double)]
    public partial class @double
    {
    }
}
