using System;

namespace Quickstart;

/// <summary>Trains the forecast in C#, from random parameters, as train.py does in PyTorch.</summary>
internal sealed class Learning
{
    internal const int Epochs = 60;

    private const int Batch = 32;
    private const double LearningRate = 3e-3; // The weight decay is AdamW's default, as in train.py.

    private readonly Windows _training;
    private readonly Windows _validation;
    private readonly Forecast.Trainer _trainer;
    private readonly Shuffle _shuffle;
    private readonly int[] _order;
    private readonly float[] _inputs = new float[Batch * Forecast.InputLength];
    private readonly float[] _targets = new float[Batch * Forecast.OutputLength];

    internal Learning(Windows training, Windows validation, int seed)
    {
        _training = training;
        _validation = validation;
        _trainer = new Forecast.Trainer(seed) { LearningRate = LearningRate };
        _shuffle = new Shuffle((uint)seed);
        _order = new int[training.Count];
        for (int window = 0; window < _order.Length; window++)
        {
            _order[window] = window;
        }
    }

    /// <summary>The parameters of the epoch that forecasts the validation years best.</summary>
    internal float[] Best { get; } = new float[Forecast.ParameterCount];

    internal int BestEpoch { get; private set; }

    /// <summary>Their mean square in the validation years.</summary>
    internal double BestError { get; private set; } = double.PositiveInfinity;

    /// <param name="show">Called after each epoch with its number and the mean squares in the training and the validation years.</param>
    internal void Run(Action<int, double, double> show)
    {
        for (int epoch = 1; epoch <= Epochs; epoch++)
        {
            double loss = LearnOnce();
            double error = _validation.MeanSquare(_trainer);
            if (error < BestError)
            {
                BestError = error;
                BestEpoch = epoch;
                _trainer.CopyParametersTo(Best);
            }

            show(epoch, loss, error);
        }
    }

    /// <summary>Learns from each window of the training years once, and returns the mean of their losses, which are mean squares.</summary>
    private double LearnOnce()
    {
        _shuffle.Mix(_order);
        double loss = 0;
        for (int first = 0; first < _order.Length; first += Batch)
        {
            int count = Math.Min(Batch, _order.Length - first);
            for (int s = 0; s < count; s++)
            {
                _training.Input(_order[first + s]).CopyTo(_inputs.AsSpan(s * Forecast.InputLength));
                _training.Target(_order[first + s]).CopyTo(_targets.AsSpan(s * Forecast.OutputLength));
            }

            _trainer.AccumulateBatch(
                count, _inputs.AsSpan(0, count * Forecast.InputLength), _targets.AsSpan(0, count * Forecast.OutputLength));
            loss += _trainer.Loss * count;
            _trainer.Apply();
        }

        return loss / _order.Length;
    }
}
