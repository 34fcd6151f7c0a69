namespace LstmGen.Benchmarks.Learning;

// Networks that are trained: the sizes of others' benchmarks, the smallest ones, and an amplifier.

[Lstm(Input = 32, Units = 64, Steps = 32)]
[Training]
public partial class Learner32To64
{
}

[Lstm(Input = 1, Units = 8, Steps = 64)]
[Training]
public partial class Learner1To8
{
}

[Lstm(Input = 2, Units = 3, Steps = 4)]
[Training]
public partial class Learner2To3
{
}

[Lstm(Input = 1, Units = 40, Steps = 256, ReturnSequences = true)]
[Dense(Units = 1)]
[Training]
public partial class Learner1To40To1
{
}
