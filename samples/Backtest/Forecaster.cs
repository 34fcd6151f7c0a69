using LstmGen;

namespace Backtest;

/// <summary>Reads 20 hours of a machine's load and vibration, and forecasts its vibration an hour later.</summary>
[Lstm(Input = 2, Units = 8, Steps = 20)]
[Dense(Units = 1)]
[Training]
internal sealed partial class Forecaster;
