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

/// <summary>The same network in double precision.</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
[LstmOptions(Precision = Precision.Double)]
public partial class Lstm3On4x2Double
{
}

/// <summary>The same network with another arithmetic and no number of steps.</summary>
[Lstm(Input = 2, Units = 3)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class Lstm3On4x2Separate
{
}

/// <summary>The same layer in another network.</summary>
[Lstm(Input = 2, Units = 3, Steps = 4)]
[Masking(Value = 0)]
public partial class Lstm3On4x2Masked
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

/// <summary>From both ends, with masked steps and a head of probabilities.</summary>
[Lstm(Input = 2, Units = 5, Steps = 6, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
[Dense(Units = 3, Activation = Activation.Softmax)]
[Masking(Value = 0)]
public partial class Tagger
{
}

/// <summary>The same with one output for the whole sequence.</summary>
[Lstm(Input = 2, Units = 3, Steps = 5, Direction = LstmDirection.Bidirectional)]
[Dense(Units = 2)]
[Masking(Value = 0)]
public partial class Sentiment
{
}

/// <summary>The same with no more outputs than features, so that the rows of one sequence fit into the place of the other.</summary>
[Lstm(Input = 3, Units = 2, Steps = 6, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Sum)]
[Masking(Value = 0)]
public partial class NarrowTagger
{
}

/// <summary>A sequence that is read backwards, with more values between the layers than a small stack holds: 1,024 steps of 32.</summary>
[Lstm(Input = 32, Units = 16, Steps = 1024, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
[Lstm(Units = 16, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
[Dense(Units = 2)]
[Masking]
public partial class LongestSequence
{
}

[Lstm(Input = 2, Units = 5, Steps = 6, ReturnSequences = true, Projection = 2, Peepholes = true)]
[Masking(Value = 0)]
[LstmOptions(Precision = Precision.Double)]
public partial class DoubleCells
{
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

/// <summary>The first layers of <see cref="LongestSequence"/>, with so few steps that the stack has room for them.</summary>
[Lstm(Input = 32, Units = 16, Steps = 40, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
[Lstm(Units = 16, ReturnSequences = true, Direction = LstmDirection.Bidirectional)]
[Dense(Units = 2)]
[Masking]
public partial class ShorterSequence
{
}

/// <summary>More state than fits a small stack: it is a class.</summary>
[Lstm(Input = 3, Units = 4000, Projection = 8, Steps = 5, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
[Dense(Units = 2)]
[Masking]
public partial class Tower
{
}

/// <summary>The same one value at a time.</summary>
[Lstm(Input = 3, Units = 4000, Projection = 8, Steps = 5, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
[Dense(Units = 2)]
[Masking]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
public partial class ScalarTower
{
}

/// <summary>Its first two layers, whose state is a structure.</summary>
[Lstm(Input = 3, Units = 4000, Projection = 8, Steps = 5, ReturnSequences = true)]
[Lstm(Units = 4000, Projection = 8, ReturnSequences = true)]
public partial class LowerTower
{
}

/// <summary>Its other two.</summary>
[Lstm(Input = 8, Units = 4000, Projection = 8, Steps = 5, ReturnSequences = true)]
[Dense(Units = 2)]
public partial class UpperTower
{
}
