using System;
using LstmGen;

namespace Swarm;

// The brain, for vectors of other widths. A processor without a width uses the next narrower one.

[Lstm(Input = World.Senses, Units = Brain.Units)]
[Dense(Units = World.Wishes, Activation = Activation.Tanh)]
[LstmOptions(VectorWidth = VectorWidth.Scalar)]
internal sealed partial class ScalarBrain : IBrain<ScalarBrain.BatchState>;

[Lstm(Input = World.Senses, Units = Brain.Units)]
[Dense(Units = World.Wishes, Activation = Activation.Tanh)]
[LstmOptions(VectorWidth = VectorWidth.Vector128)]
internal sealed partial class Brain128 : IBrain<Brain128.BatchState>;

[Lstm(Input = World.Senses, Units = Brain.Units)]
[Dense(Units = World.Wishes, Activation = Activation.Tanh)]
[LstmOptions(VectorWidth = VectorWidth.Vector256)]
internal sealed partial class Brain256 : IBrain<Brain256.BatchState>;

[Lstm(Input = World.Senses, Units = Brain.Units)]
[Dense(Units = World.Wishes, Activation = Activation.Tanh)]
[LstmOptions(VectorWidth = VectorWidth.Vector512)]
internal sealed partial class Brain512 : IBrain<Brain512.BatchState>;

/// <summary>Checks that a game computed with other vectors is the same game.</summary>
internal static class WidthCheck
{
    /// <returns>Whether all hashes are <paramref name="expected"/>.</returns>
    internal static bool Show(float[] parameters, Game game, ulong expected)
    {
        int agents = game.Agents;
        bool same = Row("one at a time", Run(new ScalarBrain(parameters), new ScalarBrain.BatchState(agents), game), expected);
        same &= Row("at most 128 bits", Run(new Brain128(parameters), new Brain128.BatchState(agents), game), expected);
        same &= Row("at most 256 bits", Run(new Brain256(parameters), new Brain256.BatchState(agents), game), expected);
        same &= Row("at most 512 bits", Run(new Brain512(parameters), new Brain512.BatchState(agents), game), expected);
        Console.WriteLine(same ? "  the same game, bit for bit" : $"  FAILED: the game was {Hash.Text(expected)}");
        return same;
    }

    private static ulong Run<TBrain, TMemory>(TBrain brain, TMemory memory, Game game)
        where TBrain : IBrain<TMemory>
    {
        World world = game.NewWorld();
        float[] senses = new float[game.Agents * World.Senses];
        float[] wishes = new float[game.Agents * World.Wishes];
        ulong hash = 0;
        for (int tick = 0; tick < game.Ticks; tick++)
        {
            game.Players.Act(world);
            world.Sense(senses);
            brain.StepBatch(game.Agents, senses, wishes, memory);
            world.Move(wishes);
            hash = Hash.Of(world.Agents, hash);
        }

        return hash;
    }

    private static bool Row(string name, ulong hash, ulong expected)
    {
        Console.WriteLine($"  {name,-18} {Hash.Text(hash)}");
        return hash == expected;
    }
}
