namespace LstmGen.Benchmarks.Generic;

// What --generic measures: a network that implements the interfaces of LstmGen.Models, a class and a structure.

[Lstm(Input = 1, Units = 8)]
[Dense(Units = 1)]
[LstmOptions(Interface = true)]
internal sealed partial class ByReference
{
}

[Lstm(Input = 1, Units = 8)]
[Dense(Units = 1)]
[LstmOptions(Interface = true)]
internal partial struct ByValue
{
}
