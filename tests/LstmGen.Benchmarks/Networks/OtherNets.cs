namespace LstmGen.Benchmarks.Networks;

// Guitar amplifier networks published by other libraries, and those for the comparison with PyTorch.

[Lstm(Input = 1, Units = 8, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp1x8;

[Lstm(Input = 1, Units = 12, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp1x12;

[Lstm(Input = 1, Units = 16, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp1x16;

[Lstm(Input = 1, Units = 20, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp1x20;

[Lstm(Input = 1, Units = 24, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp1x24;

[Lstm(Input = 1, Units = 8, ReturnSequences = true)]
[Lstm(Units = 8, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp2x8;

[Lstm(Input = 1, Units = 16, ReturnSequences = true)]
[Lstm(Units = 16, ReturnSequences = true)]
[Dense(Units = 1)]
public partial class Amp2x16;

[Lstm(Input = 32, Units = 64, Steps = 32)]
public partial class Batch64On32 : IBatch;

[Lstm(Input = 32, Units = 64, Steps = 32, ReturnSequences = true)]
public partial class BatchSequences64On32 : IBatch;
