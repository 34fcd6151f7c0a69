namespace LstmGen.Benchmarks.Generic;

// What --generic measures: networks that implement the interfaces of LstmGen.Models, as classes and as structures.

[Lstm(Input = 2, Units = 3)]
[LstmOptions(Interface = true)]
internal sealed partial class Class3
{
}

[Lstm(Input = 2, Units = 3)]
[LstmOptions(Interface = true)]
internal partial struct Structure3
{
}

[Lstm(Input = 1, Units = 8)]
[Dense(Units = 1)]
[LstmOptions(Interface = true)]
internal sealed partial class Class8
{
}

[Lstm(Input = 1, Units = 8)]
[Dense(Units = 1)]
[LstmOptions(Interface = true)]
internal partial struct Structure8
{
}
