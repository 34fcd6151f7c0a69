using System;

namespace Swarm;

/// <summary>
/// Climbs without derivatives: it tries pairs of mirrored steps around a point, and moves towards the better ones. T. Salimans, J. Ho, X.
/// Chen, S. Sidor, I. Sutskever, "Evolution strategies as a scalable alternative to reinforcement learning", 2017, arXiv:1703.03864:
/// mirrored sampling, ranks in place of scores, and Adam.
/// </summary>
internal sealed class EvolutionStrategy
{
    private readonly double[] _point;
    private readonly float[][] _noise;
    private readonly float[] _candidate;
    private readonly double[] _scores;
    private readonly int[] _order;
    private readonly double[] _gradient;
    private readonly double _deviation;
    private readonly ulong _seed;
    private readonly Adam _adam;
    private int _generation;

    /// <param name="start">Where to begin.</param>
    /// <param name="pairs">How many pairs a generation has.</param>
    /// <param name="deviation">The standard deviation of a step that is tried.</param>
    /// <param name="seed">The seed for the steps.</param>
    internal EvolutionStrategy(ReadOnlySpan<float> start, int pairs, double deviation, ulong seed)
    {
        _point = new double[start.Length];
        for (int index = 0; index < start.Length; index++)
        {
            _point[index] = start[index];
        }

        _noise = new float[pairs][];
        for (int pair = 0; pair < pairs; pair++)
        {
            _noise[pair] = new float[start.Length];
        }

        _candidate = new float[start.Length];
        _scores = new double[2 * pairs];
        _order = new int[2 * pairs];
        _gradient = new double[start.Length];
        _deviation = deviation;
        _seed = seed;
        _adam = new Adam(start.Length);
    }

    /// <summary>The current parameters of the evolution.</summary>
    internal float[] Point => Array.ConvertAll(_point, value => (float)value);

    /// <summary>One generation.</summary>
    /// <param name="score">Scores parameters, which it must not keep; more is better.</param>
    /// <param name="rate">Roughly how far the generation moves in each parameter.</param>
    /// <returns>The mean score of those that were tried.</returns>
    internal double Step(Func<float[], double> score, double rate)
    {
        double sum = 0;
        for (int pair = 0; pair < _noise.Length; pair++)
        {
            Noise.Fill(_noise[pair], SplitMix64.Derive(_seed, (ulong)((long)_generation * _noise.Length + pair)));
            sum += _scores[2 * pair] = score(Candidate(_noise[pair], _deviation));
            sum += _scores[2 * pair + 1] = score(Candidate(_noise[pair], -_deviation));
        }

        Climb(Ranks(), rate);
        _generation++;
        return sum / _scores.Length;
    }

    private float[] Candidate(float[] noise, double scale)
    {
        for (int index = 0; index < _candidate.Length; index++)
        {
            _candidate[index] = (float)(_point[index] + scale * noise[index]);
        }

        return _candidate;
    }

    // From -½ for the worst to ½ for the best: one extreme score then counts no more than another.
    private double[] Ranks()
    {
        for (int index = 0; index < _order.Length; index++)
        {
            _order[index] = index;
        }

        // The index decides between equal scores: the sort isn't stable.
        Array.Sort(_order, (left, right) => _scores[left] != _scores[right] ? _scores[left].CompareTo(_scores[right]) : left.CompareTo(right));
        double[] ranks = new double[_order.Length];
        for (int place = 0; place < _order.Length; place++)
        {
            ranks[_order[place]] = (double)place / (_order.Length - 1) - 0.5;
        }

        return ranks;
    }

    private void Climb(double[] ranks, double rate)
    {
        Array.Clear(_gradient);
        for (int pair = 0; pair < _noise.Length; pair++)
        {
            double weight = (ranks[2 * pair] - ranks[2 * pair + 1]) / (ranks.Length * _deviation);
            for (int index = 0; index < _gradient.Length; index++)
            {
                _gradient[index] += weight * _noise[pair][index];
            }
        }

        _adam.Ascend(_point, _gradient, rate);
    }
}
