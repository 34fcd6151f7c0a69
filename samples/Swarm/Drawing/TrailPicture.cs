using System;

namespace Swarm;

/// <summary>Draws where everyone swam, in the colour of their tribe, and where the beacons were.</summary>
internal static class TrailPicture
{
    private const int Scale = 120;
    private const int Width = (int)(World.Width * Scale);
    private const int Height = (int)(World.Height * Scale);

    // With more, it wouldn't be visible who swam where.
    private const int MostTicks = 3 * Players.Round;

    // For all trails together, so that a small swarm has brighter ones.
    private const float Brightness = 900;
    private const float MostBrightness = 0.4f;

    // The way to the first beacon, to which everyone comes from a different place.
    private const float FirstWay = 0.15f;

    private static readonly Light Night = new(0.02f, 0.03f, 0.07f);
    private static readonly Light[] Tribes =
    [
        new(1.0f, 0.32f, 0.10f),
        new(0.10f, 0.70f, 1.0f),
        new(1.0f, 0.75f, 0.12f),
        new(0.85f, 0.18f, 0.75f),
        new(0.15f, 0.90f, 0.45f),
        new(0.40f, 0.35f, 1.0f),
    ];

    internal static void Draw(string path, Brain brain, Game game)
    {
        Canvas canvas = new(Width, Height);
        Simulation simulation = game.Start(brain);
        World world = simulation.World;
        Agent[] before = new Agent[game.Agents];
        int[] beacons = new int[World.Tribes];
        float brightness = Math.Min(MostBrightness, Brightness / game.Agents);
        for (int tick = 0; tick < Math.Min(game.Ticks, MostTicks); tick++)
        {
            world.Agents.CopyTo(before);
            game.Players.Act(world);
            simulation.Tick();
            for (int tribe = 0; tribe < World.Tribes; tribe++)
            {
                Beacon beacon = world.Beacons[tribe];
                if (beacon.LitAt == tick)
                {
                    beacons[tribe]++;
                    canvas.Disk(beacon.X * Scale, beacon.Y * Scale, Scale * 0.45f, Tribes[tribe] * 0.7f);
                    canvas.Disk(beacon.X * Scale, beacon.Y * Scale, Scale * 0.10f, new Light(3, 3, 3));
                }

                float way = beacons[tribe] switch
                {
                    0 => 0,
                    1 => FirstWay,
                    _ => 1,
                };
                (int offset, int length) = world.Tribe(tribe).GetOffsetAndLength(game.Agents);
                for (int index = offset; index < offset + length; index++)
                {
                    Agent from = before[index];
                    Agent to = world.Agents[index];
                    canvas.Line(from.X * Scale, from.Y * Scale, to.X * Scale, to.Y * Scale, Tribes[tribe] * (way * brightness));
                }
            }
        }

        PngFile.Write(path, Width, Height, canvas.Develop(Night));
    }
}
