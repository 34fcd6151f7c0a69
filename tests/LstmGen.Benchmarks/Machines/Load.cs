using System;

namespace LstmGen.Benchmarks.Machines;

/// <summary>
/// What operations keep busy, in nanoseconds: the units that multiply, add and load, and the one that divides. The two work side by side.
/// </summary>
internal readonly record struct Load(double Arithmetic, double Division)
{
    /// <summary>How long the operations take where none waits for another.</summary>
    public double Time => Math.Max(Arithmetic, Division);

    public static Load operator +(Load left, Load right) => new(left.Arithmetic + right.Arithmetic, left.Division + right.Division);

    public static Load operator -(Load left, Load right) => new(left.Arithmetic - right.Arithmetic, left.Division - right.Division);

    public static Load operator *(double count, Load load) => new(count * load.Arithmetic, count * load.Division);
}
