namespace Swarm;

/// <summary>What a player does in one tick: light the beacon of their tribe at a place, or nothing.</summary>
internal readonly record struct Command(bool Lights, float X, float Y);

/// <summary>
/// The players, one for each tribe. Everyone lights their beacon somewhere, waits until the tribe has had its time to get there, and lights
/// it somewhere else. A pure function of the tick, so a command can be requested again when a tick is recomputed.
/// </summary>
/// <param name="Seed">The seed for the places.</param>
/// <param name="Stagger">The ticks from one player's first command to the next player's.</param>
internal sealed record Players(ulong Seed, int Stagger)
{
    /// <summary>The ticks between two commands of a player: 2 seconds.</summary>
    internal const int Round = 120;

    private const float Margin = 1;

    internal Command At(int tick, int player)
    {
        int since = tick - player * Stagger;
        if (since < 0 || since % Round != 0)
        {
            return default;
        }

        SplitMix64 random = new(SplitMix64.Derive(Seed, (ulong)(since / Round * World.Tribes + player)));
        float x = random.NextBetween(Margin, World.Width - Margin);
        float y = random.NextBetween(Margin, World.Height - Margin);
        return new Command(true, x, y);
    }

    /// <summary>Makes everyone act in the tick about to be computed.</summary>
    internal void Act(World world)
    {
        for (int player = 0; player < World.Tribes; player++)
        {
            world.Obey(player, At(world.Tick, player));
        }
    }
}
