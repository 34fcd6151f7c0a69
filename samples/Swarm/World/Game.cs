namespace Swarm;

/// <summary>The game that is measured, checked and drawn. Everything about it follows from this.</summary>
internal sealed record Game(int Agents, int Ticks, ulong Seed)
{
    /// <summary>They take turns, so that one tribe or another is always on its way.</summary>
    internal Players Players { get; } = new(Seed, Players.Round / World.Tribes);

    internal World NewWorld() => new(Agents, Seed);

    /// <param name="parts">Into how many parts the agents are split, to be computed at the same time.</param>
    internal Simulation Start(Brain brain, int parts = 1) => new(brain, NewWorld(), parts);
}
