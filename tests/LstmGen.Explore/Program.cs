using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using LstmGen.Explore;
using LstmGen.Tests.Networks;

// Looks for networks that some test of random networks doesn't hold for, with new seeds.
//   dotnet run -c Release --project tests/LstmGen.Explore -- MINUTES [NAME]    explores, all tests or those whose name contains NAME
//   dotnet run -c Release --project tests/LstmGen.Explore -- NAME SEED         checks one seed again, in this process: for a debugger
const string Usage = "Usage: LstmGen.Explore MINUTES [NAME], to try new seeds, or LstmGen.Explore NAME SEED, to try one again. The names:";

// A worker keeps what it compiled and loaded, so from time to time a new one takes over.
const int MostSeedsOfWorker = 200;

if (args is [Worker.Argument])
{
    Worker.Run();
    return 0;
}

if (args.Length is 1 or 2 && double.TryParse(args[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double minutes) && Named(args.ElementAtOrDefault(1) ?? "") is [_, ..] explored)
{
    return Explore(TimeSpan.FromMinutes(minutes), explored);
}

if (args.Length == 2 && Named(args[0]) is [_, ..] chosen)
{
    return Repeat(chosen, args[1]);
}

Console.Error.WriteLine(Usage);
Console.Error.WriteLine(string.Join('\n', Property.All.Select(property => "  " + property.Name)));
return 2;

static Property[] Named(string part) => [.. Property.All.Where(property => property.Name.Contains(part, StringComparison.OrdinalIgnoreCase))];

static int Explore(TimeSpan time, Property[] properties)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{properties.Length} tests of random networks, for {time.TotalMinutes} minutes"));
    var tried = properties.ToDictionary(property => property, _ => 0);
    var found = new List<(Property Property, string Seed)>();
    var clock = Stopwatch.StartNew();
    var worker = new Worker();
    for (int turn = 0; clock.Elapsed < time; turn++)
    {
        if (!worker.IsAlive || turn % MostSeedsOfWorker == MostSeedsOfWorker - 1)
        {
            worker.Dispose();
            worker = new Worker();
        }

        Property property = properties[turn % properties.Length];
        string seed = Seeds.New();
        string? problem = worker.Ask(property, seed);
        tried[property]++;
        if (problem is not null)
        {
            found.Add((property, seed));
            Console.WriteLine($"\nFound with {property.Name}: add \"{seed}\" to the [Seeds] of the test.\n{problem}\n");
        }
    }

    worker.Dispose();
    Console.WriteLine();
    foreach (Property property in properties)
    {
        Console.WriteLine($"{tried[property],6} seeds, {found.Count(one => one.Property == property)} found something: {property.Name}");
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tried.Values.Sum(),6} seeds in {clock.Elapsed.TotalMinutes:F1} minutes, {found.Count} found something"));
    return found.Count == 0 ? 0 : 1;
}

static int Repeat(Property[] properties, string seed)
{
    string[] problems = [.. properties.Select(property => Worker.Problem(property, seed) is { } problem ? $"{property.Name}: {problem}" : null).OfType<string>()];
    Console.WriteLine(problems.Length == 0 ? $"{seed} holds for {string.Join(", ", properties.Select(property => property.Name))}" : string.Join("\n\n", problems));
    return problems.Length == 0 ? 0 : 1;
}
