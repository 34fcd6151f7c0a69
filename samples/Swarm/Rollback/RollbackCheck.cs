using System;
using System.Diagnostics;

namespace Swarm;

/// <summary>Checks that a game that goes back in time is the same game.</summary>
internal static class RollbackCheck
{
    /// <returns>False if it isn't, or if going back allocates.</returns>
    internal static bool Show(Brain brain, Game game)
    {
        bool repeats = ShowRepeat(brain, game);
        return ShowLateCommands(brain, game) && repeats;
    }

    private static bool ShowRepeat(Brain brain, Game game)
    {
        Simulation simulation = game.Start(brain);
        Run(simulation, game.Players, game.Ticks / 2);
        Snapshot start = new(game.Agents);
        start.Save(simulation);

        Run(simulation, game.Players, RollbackSession.Delay);
        ulong first = HashOf(simulation);
        start.Restore(simulation);
        Run(simulation, game.Players, RollbackSession.Delay);
        ulong second = HashOf(simulation);

        bool same = first == second && first != start.Hash();
        Console.WriteLine($"  {RollbackSession.Delay} ticks                {Hash.Text(first)}");
        Console.WriteLine($"  back, and once more    {Hash.Text(second)}{Verdict(same)}");
        return same;
    }

    private static bool ShowLateCommands(Brain brain, Game game)
    {
        Simulation punctual = game.Start(brain);
        Run(punctual, game.Players, game.Ticks);
        ulong expected = HashOf(punctual);

        // If the guesses alone gave the same result, the late commands would prove nothing.
        ulong alone = Alone(brain, game);

        // Once so that the runtime compiles everything, and once for the measurement.
        _ = Play(brain, game);
        (double[] frames, long allocated, ulong hash) = Play(brain, game);
        bool same = hash == expected && hash != alone;
        Console.WriteLine($"  commands in time       {Hash.Text(expected)}");
        Console.WriteLine($"  commands {RollbackSession.Delay} ticks late  {Hash.Text(hash)}{Verdict(same)}");
        Console.WriteLine($"  commands never         {Hash.Text(alone)}");
        Array.Sort(frames);
        double median = frames[frames.Length / 2];
        string least = $"{frames[0] * 1e3:0.0} ms at least with the tick itself";
        Console.WriteLine($"  {frames.Length + " rollbacks",-22} {least}, {median * 1e3:0.0} ms in the median: {median / TickTimes.Frame:0%} of a frame");
        Console.WriteLine($"  allocated              {allocated} bytes{(allocated == 0 ? "" : ": FAILED, 0 asked")}");
        return same && allocated == 0;
    }

    /// <returns>Seconds of each tick in which it went back, what the thread allocated in total, and the final hash.</returns>
    private static (double[] Frames, long Allocated, ulong Hash) Play(Brain brain, Game game)
    {
        Simulation predicted = game.Start(brain);
        RollbackSession session = new(game.Start(brain), predicted, game.Players);
        double[] frames = new double[game.Ticks];
        int rollbacks = 0;
        long start = Garbage.Start();
        for (int tick = 0; tick < game.Ticks; tick++)
        {
            long before = Stopwatch.GetTimestamp();
            session.Tick();
            double seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
            if (session.Rollbacks > rollbacks)
            {
                frames[rollbacks++] = seconds;
            }
        }

        session.Settle();
        long allocated = Garbage.Since(start);
        return (frames[..rollbacks], allocated, HashOf(predicted));
    }

    private static ulong Alone(Brain brain, Game game)
    {
        Simulation simulation = game.Start(brain);
        for (int tick = 0; tick < game.Ticks; tick++)
        {
            simulation.World.Obey(RollbackSession.LocalPlayer, game.Players.At(tick, RollbackSession.LocalPlayer));
            simulation.Tick();
        }

        return HashOf(simulation);
    }

    private static void Run(Simulation simulation, Players players, int ticks)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            players.Act(simulation.World);
            simulation.Tick();
        }
    }

    private static ulong HashOf(Simulation simulation)
    {
        Snapshot snapshot = new(simulation.World.Agents.Length);
        snapshot.Save(simulation);
        return snapshot.Hash();
    }

    private static string Verdict(bool same) => same ? "   the same" : "   FAILED: the same asked";
}
