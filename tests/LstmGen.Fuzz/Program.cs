using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using LstmGen.Fuzz;
using LstmGen.Generator.Model.Text;
using LstmGen.Tool.Importing;

// Damages models of every format, and reads them: each has to be read, or be a clear error within a second and 256 MB.
//   dotnet run -c Release --project tests/LstmGen.Fuzz -- [seconds] [seed]
int seconds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 60;
int firstSeed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Environment.TickCount & 0xffff;
const long MostMemory = 256_000_000;

IReadOnlyList<Seed> corpus = Corpus.Load((path, bytes) => ModelImporter.Formats.Any(format => format.Matches(new ModelInput(path, bytes))));
corpus = [.. corpus, .. corpus.Select(AsText).OfType<Seed>()];
string[] kinds = [.. corpus.Select(seed => seed.Kind).Distinct().Order(StringComparer.Ordinal)];
Console.WriteLine($"{corpus.Count} models of {kinds.Length} kinds, {seconds} seconds, seed {firstSeed}");

var tallies = kinds.ToDictionary(kind => kind, _ => new Tally());
var random = new Random(firstSeed);
var mutator = new Mutator(random);
int crashes = 0;
var clock = Stopwatch.StartNew();
for (int round = 0; clock.Elapsed.TotalSeconds < seconds; round++)
{
    // Each kind in turn; HDF5, which a process of its own reads, more seldom.
    string kind = kinds[round % kinds.Length];
    if (kind is "h5" or "keras" && round / kinds.Length % 40 != 0)
    {
        continue;
    }

    Seed[] seeds = [.. corpus.Where(seed => seed.Kind == kind)];
    Seed chosen = seeds[random.Next(seeds.Length)];
    byte[] damaged = mutator.Mutate(chosen, corpus);
    if (Try(chosen, damaged, tallies[kind]) is { } problem)
    {
        crashes++;
        string kept = Path.Combine(Path.GetTempPath(), $"lstmgen-fuzz-{firstSeed}-{round}{Path.GetExtension(chosen.Path)}");
        File.WriteAllBytes(kept, damaged);
        Console.WriteLine($"{Path.GetFileName(chosen.Path)}: {problem}; kept as {kept}");
    }
}

Tally.Write(Console.Out, tallies, crashes);
Console.WriteLine($"peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
return crashes == 0 ? 0 : 1;

// What is wrong with how a damaged file was treated, or null.
static string? Try(Seed seed, byte[] damaged, Tally tally)
{
    // Where a limit is passed once, the machine may have been busy: twice more decide.
    string? problem = null;
    for (int attempt = 0; attempt < 3; attempt++)
    {
        problem = Attempt(seed, damaged, tally, isCounted: attempt == 0);
        if (problem is null || !problem.StartsWith("took", StringComparison.Ordinal))
        {
            return problem;
        }
    }

    return problem;
}

static string? Attempt(Seed seed, byte[] damaged, Tally tally, bool isCounted)
{
    long before = GC.GetAllocatedBytesForCurrentThread();
    var clock = Stopwatch.StartNew();
    bool isRead = false;
    string? problem = null;
    try
    {
        ImportedModel model = ModelImporter.Import(new ModelInput(seed.Path, damaged), new ImportOptions());
        isRead = true;
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(new ModelFile(seed.Path, model.Framework, model.Network), text);
        problem = LstmReader.Read(text.ToString()).Network.Equals(model.Network) ? null : "its text form is another model";
    }
    catch (ModelException exception)
    {
        problem = exception.Message.Length > 2000 || exception.Message.Any(char.IsControl) ? "the message is long or has control characters: " + exception.Message[..Math.Min(200, exception.Message.Length)] : null;
    }
    catch (Exception exception)
    {
        problem = exception.ToString();
    }

    TimeSpan time = clock.Elapsed;
    long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    if (isCounted)
    {
        tally.Add(isRead, time, allocated);
    }

    return problem
        ?? (time > mostTimeOf(seed) ? $"took {time.TotalSeconds:F1} s" : null)
        ?? (allocated > MostMemory ? $"allocated {allocated / 1_000_000} MB" : null);

    // Half a second for the process that reads HDF5 to start on a busy machine.
    static TimeSpan mostTimeOf(Seed seed) => TimeSpan.FromSeconds(seed.Kind is "h5" or "keras" ? 1.5 : 1);
}

// The text form of a model, as one more kind to damage.
static Seed? AsText(Seed seed)
{
    try
    {
        ImportedModel model = ModelImporter.Import(new ModelInput(seed.Path, seed.Bytes), new ImportOptions());
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(new ModelFile(Path.GetFileName(seed.Path), model.Framework, model.Network), text);
        return text.GetStringBuilder().Length > 20_000 ? null : new Seed(seed.Path + ".lstm", "lstm", System.Text.Encoding.UTF8.GetBytes(text.ToString()));
    }
    catch (ModelException)
    {
        return null;
    }
}
