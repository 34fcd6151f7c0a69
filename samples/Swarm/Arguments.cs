using System;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace Swarm;

/// <summary>The command-line arguments.</summary>
internal sealed record Arguments(int Generations, bool Learns, int Lessons, int Agents, int Ticks, ulong Seed, string OutputFolder)
{
    private const int MostAgents = 1_000_000;
    private const int MostTicks = 1_000_000;
    private const int MostGenerations = 100_000;
    private const int MostLessons = 100_000;

    /// <summary>A command line that calls <paramref name="run"/> with its arguments.</summary>
    internal static RootCommand Command(Func<Arguments, int> run)
    {
        Option<int> generations = new("--generations") { Description = "Generations of evolution.", DefaultValueFactory = _ => Training.DefaultGenerations };
        Option<bool> learn = new("--learn") { Description = "Learn from a teacher instead of evolving." };
        Option<int> lessons = new("--lessons") { Description = "Lessons of learning.", DefaultValueFactory = _ => Imitation.DefaultLessons };
        Option<int> agents = new("--agents") { Description = "Agents in the game.", DefaultValueFactory = _ => 10_000 };
        Option<int> ticks = new("--ticks") { Description = "Ticks of the game, 60 a second.", DefaultValueFactory = _ => 600 };
        Option<ulong> seed = new("--seed") { Description = "What all that is random comes from.", DefaultValueFactory = _ => 2 };
        Option<string> folder = new("--out") { Description = "The folder for the pictures.", DefaultValueFactory = _ => "." };
        Within(generations, 0, MostGenerations);
        Within(lessons, 0, MostLessons);
        Within(agents, World.Tribes, MostAgents);

        // In a round, every player acts: with fewer ticks, the checks would have nothing to check.
        Within(ticks, Players.Round, MostTicks);

        RootCommand command = new("Ten thousand agents that share one LSTM find in the dark what they saw for a moment.")
        {
            generations, learn, lessons, agents, ticks, seed, folder,
        };
        command.SetAction(parsed => run(new Arguments(
            parsed.GetRequiredValue(generations), parsed.GetValue(learn), parsed.GetRequiredValue(lessons), parsed.GetRequiredValue(agents),
            parsed.GetRequiredValue(ticks), parsed.GetRequiredValue(seed), parsed.GetRequiredValue(folder))));
        return command;
    }

    private static void Within(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        // Something that isn't a number already has a message.
        if (result.Tokens is [var token] && int.TryParse(token.Value, out int value) && (value < least || value > most))
        {
            result.AddError($"{option.Name} is {value}; it has to be from {least} to {most}.");
        }
    });
}
