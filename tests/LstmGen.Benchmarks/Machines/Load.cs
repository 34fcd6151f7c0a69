using System;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// How long operations keep units busy, in nanoseconds: the units that multiply, add and load, and the divider. The two work in parallel.
/// </summary>
internal readonly record struct Load(double Arithmetic, double Division)
{
    /// <summary>How long the operations take if they are independent.</summary>
    public double Time => Math.Max(Arithmetic, Division);

    public static Load operator +(Load left, Load right) => new(left.Arithmetic + right.Arithmetic, left.Division + right.Division);

    public static Load operator -(Load left, Load right) => new(left.Arithmetic - right.Arithmetic, left.Division - right.Division);

    public static Load operator *(double count, Load load) => new(count * load.Arithmetic, count * load.Division);
}
