namespace Swarm;

/// <summary>The body of one agent. It has no references, so that an array of them is copied and hashed as it is in memory.</summary>
internal struct Agent
{
    internal float X;
    internal float Y;

    /// <summary>Where it heads: a vector of length 1, since an angle would need a sine.</summary>
    internal float HeadingX;
    internal float HeadingY;

    /// <summary>How far it turned in the last tick, by itself and by the current together; in units of <see cref="World.MostTurn"/>.</summary>
    internal float Turned;
}
