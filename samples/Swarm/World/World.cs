using System;

namespace Swarm;

/// <summary>
/// The sea at night: agents of several tribes, a beacon for each tribe, and a current. A tick is <see cref="Obey"/>, <see cref="Sense"/>,
/// then the brain, then <see cref="Move"/>.
/// </summary>
/// <remarks>
/// Only +, -, ·, / and square roots, each of which IEEE 754 defines to the last bit, and comparisons: no sine, whose bits depend on the
/// platform. C# never contracts operations to a fused multiply-add, and .NET computes floats as floats, so the bits are the same
/// everywhere.
/// </remarks>
internal sealed class World
{
    internal const int Tribes = 6;
    internal const float Width = 16;
    internal const float Height = 9;

    /// <summary>
    /// What an agent senses: whether there is light, where it is (ahead, aside, how far), and how far it has been turned itself.
    /// </summary>
    internal const int Senses = 5;

    /// <summary>What an agent wishes: how far to turn, and how fast to swim.</summary>
    internal const int Wishes = 2;

    /// <summary>How many ticks a beacon shines: a tenth of a second.</summary>
    internal const int Flash = 6;

    /// <summary>The tangent of half the angle by which an agent can turn in a tick; about 8.6 degrees.</summary>
    internal const float MostTurn = 0.075f;

    /// <summary>The most that the current turns, in units of <see cref="MostTurn"/>.</summary>
    private const float MostCurrent = 0.2f;

    private const float MostSpeed = 0.18f;

    // The brain learns best from values of about 1, and nothing may be divided by 0.
    private const float SightScale = 1 / 8f;
    private const float LeastDistance = 0.01f;

    private readonly Agent[] _agents;
    private readonly Beacon[] _beacons = new Beacon[Tribes];
    private readonly Current _current;

    internal World(int agents, ulong seed)
    {
        _agents = new Agent[agents];
        _current = new Current(SplitMix64.Derive(seed, 0));
        SplitMix64 random = new(SplitMix64.Derive(seed, 1));
        foreach (ref Agent agent in _agents.AsSpan())
        {
            agent.X = random.NextBetween(0, Width);
            agent.Y = random.NextBetween(0, Height);
            (agent.HeadingX, agent.HeadingY) = Direction(ref random);
        }

        Array.Fill(_beacons, new Beacon { LitAt = Beacon.Never });
    }

    /// <summary>The number of ticks so far.</summary>
    internal int Tick { get; private set; }

    internal ReadOnlySpan<Agent> Agents => _agents;

    internal ReadOnlySpan<Beacon> Beacons => _beacons;

    /// <summary>The agents of a tribe: neighbours in <see cref="Agents"/>, evenly distributed over the tribes.</summary>
    internal Range Tribe(int tribe) => Bound(tribe)..Bound(tribe + 1);

    internal void Obey(int tribe, Command command)
    {
        if (command.Lights)
        {
            _beacons[tribe] = new Beacon { X = command.X, Y = command.Y, LitAt = Tick };
        }
    }

    /// <summary>A row of <see cref="Senses"/> values for each agent. An agent sees its own tribe's beacon, and that only while it shines.</summary>
    internal void Sense(Span<float> senses)
    {
        for (int tribe = 0; tribe < Tribes; tribe++)
        {
            Beacon beacon = _beacons[tribe];
            bool shines = beacon.LitAt != Beacon.Never && Tick - beacon.LitAt < Flash;
            for (int index = Bound(tribe); index < Bound(tribe + 1); index++)
            {
                ref Agent agent = ref _agents[index];
                Span<float> row = senses.Slice(index * Senses, Senses);
                row.Clear();
                if (shines)
                {
                    See(agent, beacon, row);
                }

                row[4] = agent.Turned;
            }
        }
    }

    /// <summary>Turns and moves every agent by its row of <see cref="Wishes"/> values from -1 to 1, and ends the tick.</summary>
    internal void Move(ReadOnlySpan<float> wishes)
    {
        for (int index = 0; index < _agents.Length; index++)
        {
            ref Agent agent = ref _agents[index];
            ReadOnlySpan<float> row = wishes.Slice(index * Wishes, Wishes);
            agent.Turned = row[0] + MostCurrent * _current.At(agent.X, agent.Y);
            Turn(ref agent, agent.Turned * MostTurn);
            float speed = (row[1] + 1) * (MostSpeed / 2);
            agent.X = Math.Clamp(agent.X + agent.HeadingX * speed, 0, Width);
            agent.Y = Math.Clamp(agent.Y + agent.HeadingY * speed, 0, Height);
        }

        Tick++;
    }

    /// <summary>Goes to the tick from which these were copied.</summary>
    internal void Restore(ReadOnlySpan<Agent> agents, ReadOnlySpan<Beacon> beacons, int tick)
    {
        agents.CopyTo(_agents);
        beacons.CopyTo(_beacons);
        Tick = tick;
    }

    private int Bound(int tribe) => (int)((long)_agents.Length * tribe / Tribes);

    private static void See(in Agent agent, Beacon beacon, Span<float> row)
    {
        float x = beacon.X - agent.X;
        float y = beacon.Y - agent.Y;
        float distance = MathF.Sqrt(x * x + y * y);
        float scale = 1 / (distance + LeastDistance);
        row[0] = 1;
        row[1] = (x * agent.HeadingX + y * agent.HeadingY) * scale;
        row[2] = (y * agent.HeadingX - x * agent.HeadingY) * scale;
        row[3] = distance * SightScale;
    }

    // With t the tangent of half an angle, its cosine is (1 - t²)/(1 + t²) and its sine 2t/(1 + t²).
    private static void Turn(ref Agent agent, float t)
    {
        float scale = 1 / (1 + t * t);
        float cosine = (1 - t * t) * scale;
        float sine = 2 * t * scale;
        float x = agent.HeadingX * cosine - agent.HeadingY * sine;
        float y = agent.HeadingX * sine + agent.HeadingY * cosine;

        // Without this, the rounding errors of a thousand turns would add up to a heading whose length isn't 1.
        float length = MathF.Sqrt(x * x + y * y);
        agent.HeadingX = x / length;
        agent.HeadingY = y / length;
    }

    // A point in the unit disk, but not next to its centre, has a uniformly distributed direction.
    private static (float X, float Y) Direction(ref SplitMix64 random)
    {
        while (true)
        {
            float x = random.NextBetween(-1, 1);
            float y = random.NextBetween(-1, 1);
            float square = x * x + y * y;
            if (square is > 0.01f and <= 1)
            {
                float length = MathF.Sqrt(square);
                return (x / length, y / length);
            }
        }
    }
}
