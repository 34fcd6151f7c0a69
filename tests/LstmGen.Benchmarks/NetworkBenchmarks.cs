using System.Collections.Generic;
using System.Linq;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Order;
using LstmGen.Benchmarks.Competitors;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks;

/// <summary>The generated members in BenchmarkDotNet. A time is that of a whole sequence, or of a batch of them.</summary>
[MemoryDiagnoser]
[Orderer(SummaryOrderPolicy.Declared)]
public class NetworkBenchmarks
{
    /// <summary>Calls per invocation, so that the overhead of the invocation doesn't count.</summary>
    private const int Calls = 16;

    private Competitor _forward = null!;
    private Competitor _step = null!;
    private Competitor _batch = null!;

    [ParamsSource(nameof(Nets))]
    public string Net { get; set; } = "";

    public static IEnumerable<string> Nets => Catalog.All.Select(net => net.Name);

    [GlobalSetup]
    public void Setup()
    {
        ComparedNet net = Catalog.Named(Net);
        _forward = net.Forward();
        _step = net.Step();
        _batch = net.Batch()!;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Forward() => _forward.Run(Calls);

    [Benchmark(OperationsPerInvoke = Calls)]
    public void Step() => _step.Run(Calls);

    [Benchmark]
    public void ForwardBatch() => _batch.Run(1);
}
