using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using LstmGen.Schedules;
using LstmGen.Schedules.Guarding;
using LstmGen.Schedules.Networks;
using LstmGen.Schedules.Pairs;
using LstmGen.TestKit;

const string Usage = """
    Every option of a layer under every schedule, on guarded memory, with the bits of scalar code.
      chosen              the networks that the tests try: every pair of an option and a schedule
      from SEED COUNT     other networks
      explore MINUTES     new networks, for some minutes
      choose COUNT        finds networks for the tests among so many
      complete SEED COUNT finds, among others, networks with pairs that the chosen ones lack
      overrun             writes behind its memory, to show that the process ends
    """;

switch (args)
{
    case ["chosen"]:
        return Check(ChosenSeeds.All);
    case ["from", var first, var count]:
        return Check(Enumerable.Range(Number(first), Number(count)));
    case ["explore", var minutes]:
        int start = Random.Shared.Next();
        long end = Stopwatch.GetTimestamp() + (long)(Stopwatch.Frequency * 60 * double.Parse(minutes, CultureInfo.InvariantCulture));
        return Check(Enumerable.Range(0, int.MaxValue).TakeWhile(_ => Stopwatch.GetTimestamp() < end).Select(number => (start + number) & int.MaxValue));
    case ["choose", var candidates]:
        Console.WriteLine(string.Join(", ", Choosing.Of(Number(candidates))));
        return 0;
    case ["complete", var first, var count]:
        foreach (string line in Choosing.Completing(Enumerable.Range(Number(first), Number(count))))
        {
            Console.WriteLine(line);
        }

        return 0;
    case ["overrun"]:
        using (var memory = new GuardedMemory(atEnd: true))
        {
            memory.Take<float>("overrun", 3)[2] = 1;
            System.Runtime.CompilerServices.Unsafe.Add(ref memory.Take<float>("overrun", 3)[0], 3) = 1;
        }

        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

static int Check(IEnumerable<int> seeds)
{
    // This many classes are in one assembly, to share the cost of a compilation.
    const int Together = 8;
    var coverage = new Coverage();
    int checkedNetworks = 0;
    int failed = 0;
    foreach (int[] some in seeds.Chunk(Together))
    {
        ScheduledNetwork[] networks = [.. some.Select(ScheduledNetwork.Of)];
        var assembly = new GuardedAssembly(networks);
        foreach (ScheduledNetwork network in networks)
        {
            // An overrun ends the process: then this line says where.
            Console.WriteLine(FormattableString.Invariant($"network {network.Seed}"));
            Console.Out.Flush();
            coverage.Add(Pair.Of(network));
            checkedNetworks++;
            try
            {
                if (network.IsDouble)
                {
                    new SameBits<double>(network).Check(assembly);
                }
                else
                {
                    new SameBits<float>(network).Check(assembly);
                }
            }
            catch (Exception exception) when (exception is InvalidOperationException or ExpectationException)
            {
                failed++;
                Console.WriteLine("FAILED: " + exception.Message);
            }
        }
    }

    Console.WriteLine();
    Console.Write(coverage.Table());
    foreach (Pair pair in coverage.Refuted)
    {
        Console.WriteLine($"This is said to be impossible: {pair}");
        failed++;
    }

    Console.WriteLine(FormattableString.Invariant(
        $"{checkedNetworks} networks × {SameBits<float>.Widths.Count} widths (bits: {string.Join(", ", SameBits<float>.Widths)}): {failed} with other bits or a write beside its memory"));
    return failed == 0 ? 0 : 1;
}
