namespace LstmGen.Generator.Planning;

/// <summary>A run of units that are computed side by side, one in each lane of a vector.</summary>
/// <param name="First">The unit in lane 0.</param>
/// <param name="Lanes">1, or the lanes of a vector: 4, 8 or 16 floats, 2, 4 or 8 doubles.</param>
/// <param name="Count">How many lanes hold a unit; the rest compute nothing of use.</param>
/// <param name="Joined">How many gates share one vector while they are summed: that way a group of few units fills it.</param>
internal sealed record Group(int First, int Lanes, int Count, int Joined)
{
    public bool IsFull => Count == Lanes;

    /// <summary>Lanes of the vectors in which the gates are summed.</summary>
    public int SumLanes => Lanes * Joined;
}
