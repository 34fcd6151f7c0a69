using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Text;
using Swarm;

Console.OutputEncoding = Encoding.UTF8;

// String interpolation formats by the current culture; this makes the output the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return Arguments.Command(Run).Parse(args).Invoke();

static int Run(Arguments arguments)
{
    try
    {
        Directory.CreateDirectory(arguments.OutputFolder);
        return Play(arguments) ? 0 : 1;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
}

static bool Play(Arguments arguments)
{
    Console.WriteLine(Brain.Summary);

    Section(arguments.Learns ? "Learning" : "Evolution");
    float[] start = Training.Start(arguments.Seed);
    float[] trained = arguments.Learns
        ? Imitation.Learn(start, arguments.Lessons, arguments.Seed)
        : Training.Evolve(start, arguments.Generations, arguments.Seed);

    Section("Does it need the memory?");
    bool holds = LearningCheck.Show(start, trained, arguments);

    Brain brain = new(trained);
    Game game = new(arguments.Agents, arguments.Ticks, SplitMix64.Derive(arguments.Seed, 4));
    Section($"{game.Agents:#,0} agents, {game.Ticks:#,0} ticks");
    TickTimes times = TickTimes.Measure(brain, game);
    holds &= times.Show();

    Section("All cores");
    holds &= CoresCheck.Show(brain, game, times);

    Section("Other vectors");
    holds &= WidthCheck.Show(trained, game, times.Fingerprint);

    Section("Rollback");
    holds &= RollbackCheck.Show(brain, game);

    Section("Pictures");
    string picture = Path.Combine(arguments.OutputFolder, "swarm.png");
    TrailPicture.Draw(picture, brain, game);
    Console.WriteLine($"  {picture}");
    string page = Path.Combine(arguments.OutputFolder, "brain.html");
    BrainPage.Write(page, brain, game);
    Console.WriteLine($"  {page}");
    return holds;
}

static void Section(string title)
{
    Console.WriteLine();
    Console.WriteLine(title);
}
