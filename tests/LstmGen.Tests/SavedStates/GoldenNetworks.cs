namespace LstmGen.Tests.SavedStates;

// The networks whose states are kept in tests/golden/states: neither they nor their parameters may change.

[Lstm(Input = 2, Units = 5, Projection = 3, Peepholes = true, ReturnSequences = true)]
[Lstm(Units = 2)]
[Dense(Units = 1)]
[LstmOptions(Arithmetic = Arithmetic.Separate)]
public partial class GoldenFloat
{
}

[Lstm(Input = 2, Units = 5, Projection = 3, Peepholes = true, ReturnSequences = true)]
[Lstm(Units = 2)]
[Dense(Units = 1)]
[LstmOptions(Arithmetic = Arithmetic.Separate, Precision = Precision.Double)]
public partial class GoldenDouble
{
}
