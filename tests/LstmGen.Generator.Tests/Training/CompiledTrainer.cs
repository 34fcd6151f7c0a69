using System;

namespace LstmGen.Generator.Tests.Training;

/// <summary>A trainer that was generated, by its members; null arrays mean none.</summary>
internal sealed class CompiledTrainer<T>
    where T : unmanaged
{
    private readonly object _adapter;

    public CompiledTrainer(object adapter)
    {
        _adapter = adapter;
        Accumulate = Get<Action<T[], T[], T[]?>>(nameof(Accumulate));
        Shorter = Get<Action<T[], T[], int>>(nameof(Shorter));
        Continue = Get<Action<T[], T[], T[]?>>(nameof(Continue));
        AccumulateBatch = Get<Action<int, T[], T[]>>(nameof(AccumulateBatch));
        Masked = Get<Action<T[], bool[], T[], T[]?>>(nameof(Masked));
        MaskedContinue = Get<Action<T[], bool[], T[], T[]?>>(nameof(MaskedContinue));
        MaskedBatch = Get<Action<int, T[], bool[], T[]>>(nameof(MaskedBatch));
        MaskedEvaluate = Get<Func<T[], bool[], T[], T[]?, double>>(nameof(MaskedEvaluate));
        Evaluate = Get<Func<T[], T[], T[]?, double>>(nameof(Evaluate));
        Apply = Get<Action>(nameof(Apply));
        SetParameters = Get<Action<T[]>>(nameof(SetParameters));
        Outputs = Get<Action<T[], T[]>>(nameof(Outputs));
    }

    public Action<T[], T[], T[]?> Accumulate { get; }

    /// <summary>Accumulates the first steps of a sequence.</summary>
    public Action<T[], T[], int> Shorter { get; }

    public Action<T[], T[], T[]?> Continue { get; }

    public Action<int, T[], T[]> AccumulateBatch { get; }

    /// <summary>Accumulates a sequence with a mask, where the network takes one.</summary>
    public Action<T[], bool[], T[], T[]?> Masked { get; }

    public Action<T[], bool[], T[], T[]?> MaskedContinue { get; }

    public Action<int, T[], bool[], T[]> MaskedBatch { get; }

    public Func<T[], bool[], T[], T[]?, double> MaskedEvaluate { get; }

    public Func<T[], T[], T[]?, double> Evaluate { get; }

    public Action Apply { get; }

    public Action<T[]> SetParameters { get; }

    /// <summary>What the network's class computes from the initial parameters.</summary>
    public Action<T[], T[]> Outputs { get; }

    public T[] Gradient => Get<Func<T[]>>(nameof(Gradient))();

    public T[] Parameters => Get<Func<T[]>>(nameof(Parameters))();

    public double Loss => Get<Func<double>>(nameof(Loss))();

    public int Count => Get<Func<int>>(nameof(Count))();

    public void Clip(double norm, double value) => Get<Action<double, double>>(nameof(Clip))(norm, value);

    public void Rate(double value) => Get<Action<double>>(nameof(Rate))(value);

    public void Decay(double value) => Get<Action<double>>(nameof(Decay))(value);

    private TDelegate Get<TDelegate>(string name)
        where TDelegate : Delegate => (TDelegate)Delegate.CreateDelegate(typeof(TDelegate), _adapter, name);
}
