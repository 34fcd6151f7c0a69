namespace LstmGen.Generator.Planning;

/// <summary>
/// Where a layer writes its output of a step for the next layer. Layers up to the last recurrent one compute several steps at once, and
/// write a row for each; the layers after it compute an output from one row after another, while the rows not read yet stay in place. So
/// the latter have a place of their own, before the rows.
/// </summary>
/// <param name="Start">Values before its place, independent of the number of steps computed at once.</param>
/// <param name="PerStep">Further values before it for each of the steps computed at once.</param>
/// <param name="Stride">The distance from the row of a step to the next one's; 0 where every step uses the same place.</param>
internal readonly record struct RowPlace(int Start, int PerStep, int Stride)
{
    /// <summary>Where the row of the first step is.</summary>
    /// <param name="stepsAtOnce">How many steps are computed at once.</param>
    public int First(int stepsAtOnce) => Start + (stepsAtOnce * PerStep);
}
