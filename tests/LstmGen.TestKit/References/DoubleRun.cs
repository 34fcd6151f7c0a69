using System.Collections.Generic;

namespace LstmGen.TestKit.References;

/// <summary>The hidden state and the cell state of one LSTM.</summary>
public sealed record DoubleState(double[] Hidden, double[] Cell);

/// <summary>What the reference computed.</summary>
/// <param name="Rows">The network's output for every step; NaN if an earlier layer outputs only its last step.</param>
/// <param name="Trace">What generated code fills a trace with, step by step.</param>
/// <param name="Final">Where the state of each LSTM ended.</param>
public sealed record DoubleRun(double[][] Rows, double[] Trace, IReadOnlyList<DoubleState> Final);
