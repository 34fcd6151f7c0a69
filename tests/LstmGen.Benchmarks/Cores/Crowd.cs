using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Cores;

/// <summary>Agents that share a network, and the ways to advance all of them by a step.</summary>
internal abstract class Crowd(string name) : IDisposable
{
    public const int Agents = 10_000;

    /// <summary>
    /// How many parts of a batch each core has in <see cref="InParallel"/>: with one, a busy core keeps all others waiting.
    /// </summary>
    private const int PartsOfCore = 2;

    public string Name { get; } = name;

    protected static int Cores { get; } = Environment.ProcessorCount;

    /// <summary>One thread, and all agents in a call.</summary>
    public abstract void Whole();

    /// <summary>One thread, and a call for each part: the cost of the parts alone.</summary>
    public void InParts()
    {
        for (int part = 0; part < Cores * PartsOfCore; part++)
        {
            Part(part, Cores * PartsOfCore);
        }
    }

    /// <summary>Parts that the runtime distributes to its own threads.</summary>
    public void InParallel() => Parallel.For(0, Cores * PartsOfCore, part => Part(part, Cores * PartsOfCore));

    /// <summary>A thread for each core, which keeps its part for all steps; the caller's is one of them.</summary>
    public abstract void OnThreads();

    /// <summary>A hash of all outputs and all states after some steps from the start, to check that all ways give the same bits.</summary>
    public abstract int Hash(Action step);

    public virtual void Dispose()
    {
    }

    protected abstract void Part(int part, int parts);
}

/// <summary>How a batch is split into parts.</summary>
internal delegate void Split(int sequences, int part, int parts, out int first, out int count);

/// <summary>Agents of a generated class.</summary>
internal sealed class Crowd<TNet, TState> : Crowd
    where TNet : class, IAgents<TState>
{
    private readonly TNet _net;
    private readonly TState _state;
    private readonly Action _reset;
    private readonly Func<int> _hashOfStates;
    private readonly Split _split;
    private readonly int _inputSize;
    private readonly int _outputSize;
    private readonly float[] _inputs;
    private readonly float[] _outputs;
    private readonly Barrier _start = new(Cores);
    private readonly Barrier _end = new(Cores);
    private readonly Thread[] _threads;
    private volatile bool _isOver;

    public Crowd(string name, TNet net, TState state, Action reset, Func<int> hashOfStates, Split split, int inputSize, int outputSize)
        : base(name)
    {
        (_net, _state, _reset, _hashOfStates, _split, _inputSize, _outputSize) = (net, state, reset, hashOfStates, split, inputSize, outputSize);
        var random = new Random(1);
        _inputs = [.. Enumerable.Range(0, Agents * inputSize).Select(_ => (2 * random.NextSingle()) - 1)];
        _outputs = new float[Agents * outputSize];
        _threads = [.. Enumerable.Range(1, Cores - 1).Select(part => new Thread(() => Work(part)) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public override void Whole() => _net.StepBatch(Agents, _inputs, _outputs, _state);

    public override void OnThreads()
    {
        _start.SignalAndWait();
        Part(0, Cores);
        _end.SignalAndWait();
    }

    public override int Hash(Action step)
    {
        const int Steps = 20;
        _reset();
        var hash = default(HashCode);
        for (int i = 0; i < Steps; i++)
        {
            step();
            foreach (float output in _outputs)
            {
                hash.Add(BitConverter.SingleToInt32Bits(output));
            }
        }

        hash.Add(_hashOfStates());
        return hash.ToHashCode();
    }

    public override void Dispose()
    {
        _isOver = true;
        _start.SignalAndWait();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _start.Dispose();
        _end.Dispose();
    }

    protected override void Part(int part, int parts)
    {
        _split(Agents, part, parts, out int first, out int count);
        _net.StepBatch(
            first, count, _inputs.AsSpan(first * _inputSize, count * _inputSize), _outputs.AsSpan(first * _outputSize, count * _outputSize), _state);
    }

    private void Work(int part)
    {
        while (true)
        {
            _start.SignalAndWait();
            if (_isOver)
            {
                return;
            }

            Part(part, Cores);
            _end.SignalAndWait();
        }
    }
}
