namespace Swarm;

/// <summary>The game that is measured, checked and drawn. Everything about it follows from these values.</summary>
internal sealed record Game(int Agents, int Ticks, ulong Seed)
{
    /// <summary>They take turns, so that one tribe or another is always on its way.</summary>
    internal Players Players { get; } = new(Seed, Players.Round / World.Tribes);

    internal World NewWorld() => new(Agents, Seed);

    /// <param name="parts">The number of parts into which the agents are split for parallel computation.</param>
    internal Simulation Start(Brain brain, int parts = 1) => new(brain, NewWorld(), parts);
}
