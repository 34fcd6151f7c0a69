namespace LstmGen.Generator.Planning;

/// <summary>
/// Where a layer leaves its output of a step for the layer behind it. Layers up to the last recurrent one take several steps at once, and
/// leave a row for each; the layers behind that make an output of one row after the other, while the rows that are still to be read stay
/// where they are. So what these need has a place of its own, in front of the rows.
/// </summary>
/// <param name="Start">Values in front of its place, however many steps are taken at once.</param>
/// <param name="PerStep">Values in front of it for each of the steps that are taken at once.</param>
/// <param name="Stride">From the row of a step to the next one's; 0 where the same place serves for every step.</param>
internal readonly record struct RowPlace(int Start, int PerStep, int Stride)
{
    /// <summary>Where the row of the first step is.</summary>
    /// <param name="stepsAtOnce">How many steps are taken at once.</param>
    public int First(int stepsAtOnce) => Start + (stepsAtOnce * PerStep);
}
