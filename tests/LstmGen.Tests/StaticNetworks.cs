namespace LstmGen.Tests;

// Networks that the compiler generates while it builds this project: what has to be seen from C# itself, and their private functions.

[Lstm(Input = 1, Units = 1, Steps = 4)]
public partial class Lstm1On4x1
{
}

[Lstm(Input = 1, Units = 3, Steps = 4)]
public partial class Lstm3On4x1
{
}

[Lstm(Input = 2, Units = 3, Steps = 4)]
public partial class Lstm3On4x2
{
}

[Dense(Input = 3, Units = 4, Steps = 5, UseBias = false)]
[Lstm(Units = 6, ReturnSequences = true)]
[Lstm(Units = 2, UseBias = false)]
[Dense(Units = 1)]
public partial class Stack
{
}

[Lstm(Input = 1, Units = 1, Steps = 4, ReturnSequences = true)]
public readonly partial struct OneValueStruct
{
}

/// <summary>Its own constructor doesn't call the generated one.</summary>
[Lstm(Input = 1, Units = 1, Steps = 4, ReturnSequences = true)]
public partial class WithoutParameters
{
    public WithoutParameters()
    {
    }
}

[Lstm(Input = 1, Units = 8)]
[LstmOptions(Arithmetic = Arithmetic.Fused)]
public partial class FusedFunctions
{
}

[Lstm(Input = 1, Units = 8)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class SeparateFunctions
{
}
