using System;

namespace Swarm;

/// <summary>
/// Knows where the beacons are, in the dark too, and says what everyone should do: turn there, and swim the faster the farther it is.
/// </summary>
internal static class Teacher
{
    private const float Near = 1;
    private const float LeastDistance = 0.01f;

    /// <summary>A row of <see cref="World.Wishes"/> values for each agent.</summary>
    internal static void Say(World world, Span<float> wishes)
    {
        for (int tribe = 0; tribe < World.Tribes; tribe++)
        {
            Beacon beacon = world.Beacons[tribe];
            (int first, int count) = world.Tribe(tribe).GetOffsetAndLength(world.Agents.Length);
            for (int index = first; index < first + count; index++)
            {
                Say(world.Agents[index], beacon, wishes.Slice(index * World.Wishes, World.Wishes));
            }
        }
    }

    private static void Say(in Agent agent, Beacon beacon, Span<float> row)
    {
        float x = beacon.X - agent.X;
        float y = beacon.Y - agent.Y;
        float distance = MathF.Sqrt(x * x + y * y);
        float scale = 1 / (distance + LeastDistance);
        float ahead = (x * agent.HeadingX + y * agent.HeadingY) * scale;
        float aside = (y * agent.HeadingX - x * agent.HeadingY) * scale;

        // The tangent of half the angle is the sine over 1 plus the cosine; for a beacon directly behind, the turn is as for one almost
        // behind.
        float turn = aside / (1 + LeastDistance + ahead);
        row[0] = Math.Clamp(turn / World.MostTurn, -1, 1);

        // An agent that approaches at full speed would circle around the beacon, since none can turn on the spot.
        float speed = Math.Min(1, distance / Near) * Math.Max(0, ahead);
        row[1] = 2 * speed - 1;
    }
}
