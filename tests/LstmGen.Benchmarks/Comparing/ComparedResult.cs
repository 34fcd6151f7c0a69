using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Comparing;

/// <summary>What the competitors took for a network, in nanoseconds for a step of a sequence.</summary>
internal sealed record ComparedResult(NetShape Shape, Samples Forward, Samples Step, Samples? Batch, Samples Naive, Samples Onnx);
