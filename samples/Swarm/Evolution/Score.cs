using System;

namespace Swarm;

/// <summary>How well a swarm did.</summary>
/// <param name="Distance">
/// The mean distance to the beacon in the last two thirds of every round, each as d/(d + 1): 0 if everyone is at their beacon, and nearly 1
/// if everyone is far away. It falls fastest near the beacon, so that the last step there is worth more than the first.
/// </param>
/// <param name="Found">The share of agents that were within <see cref="Radius"/> of their beacon when a round ended.</param>
internal readonly record struct Score(double Distance, double Found)
{
    internal const float Radius = 1;

    /// <summary>Lets a swarm live for some rounds, all tribes in step, in its own world.</summary>
    internal static Score Of(Brain brain, int agents, int rounds, ulong seed, bool forgets = false, bool obeys = false)
    {
        const int Measured = Players.Round * 2 / 3;
        Players players = new(seed, Stagger: 0);
        Simulation simulation = new(brain, new World(agents, seed)) { Forgets = forgets, Obeys = obeys };
        World world = simulation.World;
        double distance = 0;
        long found = 0;
        for (int tick = 0; tick < rounds * Players.Round; tick++)
        {
            players.Act(world);
            simulation.Tick();
            int left = Players.Round - 1 - tick % Players.Round;
            if (left >= Measured)
            {
                continue;
            }

            for (int tribe = 0; tribe < World.Tribes; tribe++)
            {
                Beacon beacon = world.Beacons[tribe];
                foreach (ref readonly Agent agent in world.Agents[world.Tribe(tribe)])
                {
                    float x = beacon.X - agent.X;
                    float y = beacon.Y - agent.Y;
                    float d = MathF.Sqrt(x * x + y * y);
                    distance += d / (d + 1);
                    found += left == 0 && d <= Radius ? 1 : 0;
                }
            }
        }

        long journeys = (long)agents * rounds;
        return new Score(distance / (journeys * Measured), (double)found / journeys);
    }
}
