namespace Swarm;

/// <summary>
/// One player's machine in a game over a network, on which the others' commands arrive <see cref="Delay"/> ticks late. It doesn't wait for
/// them, but guesses that they do nothing. If one did something after all, it goes back and computes everything since then again.
/// </summary>
/// <param name="confirmed">The game up to where all commands have arrived. There it is the same on every machine.</param>
/// <param name="predicted">The game as its player sees it: <see cref="Delay"/> ticks ahead of that.</param>
internal sealed class RollbackSession(Simulation confirmed, Simulation predicted, Players players)
{
    /// <summary>The network delay, in ticks: 133 ms.</summary>
    internal const int Delay = 8;

    internal const int LocalPlayer = 0;

    private readonly Snapshot _snapshot = new(confirmed.World.Agents.Length);

    /// <summary>How often it went back.</summary>
    internal int Rollbacks { get; private set; }

    internal void Tick()
    {
        if (predicted.World.Tick - confirmed.World.Tick == Delay)
        {
            Receive();
        }

        Predict();
    }

    /// <summary>The game is over, and the last commands arrive.</summary>
    internal void Settle()
    {
        while (confirmed.World.Tick < predicted.World.Tick)
        {
            Receive();
        }
    }

    private void Receive()
    {
        bool guessedRight = !AnyoneElseActs(confirmed.World.Tick);
        players.Act(confirmed.World);
        confirmed.Tick();
        if (guessedRight)
        {
            return;
        }

        Rollbacks++;
        int now = predicted.World.Tick;
        _snapshot.Save(confirmed);
        _snapshot.Restore(predicted);
        while (predicted.World.Tick < now)
        {
            Predict();
        }
    }

    private void Predict()
    {
        World world = predicted.World;
        world.Obey(LocalPlayer, players.At(world.Tick, LocalPlayer));
        predicted.Tick();
    }

    private bool AnyoneElseActs(int tick)
    {
        for (int player = 0; player < World.Tribes; player++)
        {
            if (player != LocalPlayer && players.At(tick, player).Lights)
            {
                return true;
            }
        }

        return false;
    }
}
