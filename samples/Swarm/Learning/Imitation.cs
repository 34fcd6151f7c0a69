using System;
using System.Diagnostics;

namespace Swarm;

/// <summary>
/// Learns from a teacher what to wish, by gradients in place of evolution. Everyone does what their own brain says, and the teacher says
/// what would have been right there: so they learn in the situations to which their own mistakes lead, not those to which the teacher's
/// wisdom would. S. Ross, G. Gordon, J. A. Bagnell, "A reduction of imitation learning and structured prediction to no-regret online
/// learning", AISTATS 2011.
/// </summary>
internal sealed class Imitation
{
    internal const int DefaultLessons = 1000;

    private const int Agents = 32;
    private const int Rounds = Brain.Trainer.Steps / Players.Round;
    private const double FirstRate = 0.02;

    private readonly Brain.Trainer _trainer;
    private readonly Brain _brain;
    private readonly Brain.BatchState _memory = new(Agents);
    private readonly float[] _senses = new float[Agents * World.Senses];
    private readonly float[] _wishes = new float[Agents * World.Wishes];
    private readonly float[] _advice = new float[Agents * World.Wishes];

    // The ticks of one agent after those of another, as the trainer takes them.
    private readonly float[] _inputs = new float[Agents * Brain.Trainer.Steps * World.Senses];
    private readonly float[] _targets = new float[Agents * Brain.Trainer.Steps * World.Wishes];

    private Imitation(float[] start)
    {
        _trainer = new Brain.Trainer(start) { ClipNorm = 1 };
        _brain = new Brain(start);
    }

    internal static float[] Learn(float[] start, int lessons, ulong seed)
    {
        Imitation pupil = new(start);
        long before = Stopwatch.GetTimestamp();
        for (int lesson = 0; lesson < lessons; lesson++)
        {
            double part = (double)lesson / lessons;
            double rate = FirstRate * (1 - part) * (1 - part) * (1 + 2 * part);
            double error = pupil.Take(SplitMix64.Derive(SplitMix64.Derive(seed, 5), (ulong)lesson), rate);
            if (lesson % Math.Max(1, lessons / 5) == 0 || lesson == lessons - 1)
            {
                Console.WriteLine($"  lesson {lesson + 1,4}: mean squared error {error:0.000}");
            }
        }

        float[] end = pupil._trainer.Parameters.ToArray();
        double seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
        Console.WriteLine($"  {lessons} lessons of {Rounds} rounds with {Agents} agents in {seconds:0.0} s");
        Console.WriteLine($"  parameters {Hash.Text(Hash.Of<float>(end))}");
        return end;
    }

    /// <summary>Some rounds in a world of its own, and a step of the optimizer.</summary>
    /// <returns>How far the wishes were from the teacher's.</returns>
    private double Take(ulong seed, double rate)
    {
        Players players = new(seed, Stagger: 0);
        World world = new(Agents, seed);
        _memory.Reset();
        for (int tick = 0; tick < Brain.Trainer.Steps; tick++)
        {
            players.Act(world);
            world.Sense(_senses);
            Teacher.Say(world, _advice);
            _brain.StepBatch(Agents, _senses, _wishes, _memory);
            world.Move(_wishes);
            Note(_senses, World.Senses, _inputs, tick);
            Note(_advice, World.Wishes, _targets, tick);
        }

        _trainer.AccumulateBatch(Agents, _inputs, _targets);
        double error = _trainer.Loss;
        _trainer.LearningRate = rate;
        _trainer.Apply();
        _brain.SetParameters(_trainer.Parameters);
        return error;
    }

    private static void Note(ReadOnlySpan<float> rows, int width, Span<float> sequences, int tick)
    {
        for (int agent = 0; agent < Agents; agent++)
        {
            rows.Slice(agent * width, width).CopyTo(sequences[((agent * Brain.Trainer.Steps + tick) * width)..]);
        }
    }
}
