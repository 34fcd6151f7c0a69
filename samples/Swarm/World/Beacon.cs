namespace Swarm;

/// <summary>Where a tribe is to go. It shines for a moment when it is lit, and then is invisible.</summary>
internal struct Beacon
{
    internal float X;
    internal float Y;

    /// <summary>The tick in which it was lit, or <see cref="Never"/>.</summary>
    internal int LitAt;

    internal const int Never = -1;
}
