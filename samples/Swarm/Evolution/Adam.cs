using System;

namespace Swarm;

/// <summary>Adam, upwards: D. P. Kingma, J. Ba, "Adam: A method for stochastic optimization", ICLR 2015, arXiv:1412.6980, algorithm 1.</summary>
internal sealed class Adam(int parameters)
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    private readonly double[] _mean = new double[parameters];
    private readonly double[] _square = new double[parameters];
    private double _power1 = 1;
    private double _power2 = 1;

    internal void Ascend(Span<double> point, ReadOnlySpan<double> gradient, double rate)
    {
        _power1 *= Beta1;
        _power2 *= Beta2;
        for (int index = 0; index < point.Length; index++)
        {
            double slope = gradient[index];
            _mean[index] = Beta1 * _mean[index] + (1 - Beta1) * slope;
            _square[index] = Beta2 * _square[index] + (1 - Beta2) * slope * slope;
            double mean = _mean[index] / (1 - _power1);
            double square = _square[index] / (1 - _power2);
            point[index] += rate * mean / (Math.Sqrt(square) + Epsilon);
        }
    }
}
