using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using LstmGen.Fuzz;
using LstmGen.Generator.Model.Text;
using LstmGen.Models;
using LstmGen.Models.Importing;

// Damages models of every format, and reads them: each has to be read, or be a clear error within a second and 256 MB.
//   dotnet run -c Release --project tests/LstmGen.Fuzz                      the same damaged files at every run
//   dotnet run -c Release --project tests/LstmGen.Fuzz -- MINUTES [SEED]    new ones, of other projects' models too where those are there
const long MostMemory = 256_000_000;
const int FixedSeed = 1;
const int FixedRounds = 10_000;
double? minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : null;
int firstSeed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : minutes is null ? FixedSeed : Random.Shared.Next(1_000_000);

IReadOnlyList<Seed> corpus = Corpus.Load(isWithOthers: minutes is not null, (path, bytes) => ModelImporter.Formats.Any(format => format.Matches(new ModelInput(path, bytes))));
corpus = [.. corpus, .. corpus.Select(AsText).OfType<Seed>()];
string[] kinds = [.. corpus.Select(seed => seed.Kind).Distinct().Order(StringComparer.Ordinal)];
string length = minutes is null ? $"{FixedRounds} rounds" : string.Create(CultureInfo.InvariantCulture, $"{minutes} minutes");
Console.WriteLine($"{corpus.Count} models of {kinds.Length} kinds, {length}, seed {firstSeed}");

var tallies = kinds.ToDictionary(kind => kind, _ => new Tally());
int crashes = 0;
using var files = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
var clock = Stopwatch.StartNew();
for (int round = 0; minutes is null ? round < FixedRounds : clock.Elapsed.TotalMinutes < minutes; round++)
{
    // Each kind in turn; HDF5, which a separate process reads, less often.
    string kind = kinds[round % kinds.Length];
    if (kind is "h5" or "keras" && round / kinds.Length % 40 != 0)
    {
        continue;
    }

    // Each round has its own seed, so that the draws of one round don't affect another.
    var random = new Random(unchecked((firstSeed * 1_000_003) + round));
    Seed[] seeds = [.. corpus.Where(seed => seed.Kind == kind)];
    Seed chosen = seeds[random.Next(seeds.Length)];
    byte[] damaged = new Mutator(random).Mutate(chosen, corpus);
    files.AppendData(damaged);
    if (Try(chosen, damaged, tallies[kind]) is { } problem)
    {
        crashes++;
        string kept = Path.Combine(Path.GetTempPath(), $"lstmgen-fuzz-{firstSeed}-{round}{Path.GetExtension(chosen.Path)}");
        File.WriteAllBytes(kept, damaged);
        Console.WriteLine($"{Path.GetFileName(chosen.Path)}: {problem}; kept as {kept}");
    }
}

Tally.Write(Console.Out, tallies, crashes);
Console.WriteLine($"SHA-256 of the damaged files: {Convert.ToHexStringLower(files.GetHashAndReset())}");
Console.WriteLine($"peak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1_000_000} MB");
return crashes == 0 ? 0 : 1;

// What is wrong with how a damaged file was treated, or null.
static string? Try(Seed seed, byte[] damaged, Tally tally)
{
    string? problem = Attempt(seed, damaged, tally, out TimeSpan time);

    // If the machine is busy, the good file is slow as well.
    for (int again = 0; problem is null && time > MostTimeOf(seed); again++)
    {
        if (again == 3)
        {
            return $"took {time.TotalSeconds:F1} s";
        }

        Attempt(seed, seed.Bytes, new Tally(), out TimeSpan ofGood);
        problem = Attempt(seed, damaged, new Tally(), out time);
        time -= 2 * ofGood;
    }

    return problem;
}

// Half a second for the process that reads HDF5 to start.
static TimeSpan MostTimeOf(Seed seed) => TimeSpan.FromSeconds(IsHdf5(seed) ? 1.5 : 1);

static bool IsHdf5(Seed seed) => seed.Kind is "h5" or "keras";

static string? Attempt(Seed seed, byte[] bytes, Tally tally, out TimeSpan time)
{
    long before = GC.GetAllocatedBytesForCurrentThread();
    TimeSpan usedBefore = Environment.CpuUsage.TotalTime;
    var clock = Stopwatch.StartNew();
    bool isRead = false;
    string? problem = null;
    try
    {
        ImportedModel model = ModelImporter.Import(seed.With(bytes), seed.OptionsWith(bytes));
        isRead = true;
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(model.AsFile(seed.Path), text);
        problem = LstmReader.Read(text.ToString()).Equals(model.AsFile(seed.Path)) ? null : "its text form is another model";
    }
    catch (ModelException exception)
    {
        problem = exception.Message.Length > 2000 || exception.Message.Any(char.IsControl) ? "the message is long or has control characters: " + exception.Message[..Math.Min(200, exception.Message.Length)] : null;
    }
    catch (Exception exception)
    {
        problem = exception.ToString();
    }

    // Processor time, to which other programs don't add; for another process only the clock can be used.
    time = IsHdf5(seed) ? clock.Elapsed : Environment.CpuUsage.TotalTime - usedBefore;
    long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
    tally.Add(isRead, time, allocated);
    problem ??= seed.IsAlone ? Loaded(seed, bytes, isRead) : null;
    return problem ?? (allocated > MostMemory ? $"allocated {allocated / 1_000_000} MB" : null);
}

// What is wrong with the library's result for the same file, passed as a stream, or null.
static string? Loaded(Seed seed, byte[] bytes, bool isRead)
{
    try
    {
        TrainedModel model = TrainedModel.Load(new MemoryStream(bytes), Path.GetFileName(seed.Path));
        return !isRead ? "Load reads what the importer refuses"
            : model.ParametersFor(model.Architecture).Length > 0 ? null
            : "Load gives no parameters";
    }
    catch (ModelException exception)
    {
        return isRead ? "Load refuses what the importer reads: " + exception.Message : null;
    }
    catch (Exception exception)
    {
        return "Load: " + exception;
    }
}

// The text form of a model, as one more kind to damage.
static Seed? AsText(Seed seed)
{
    try
    {
        ImportedModel model = ModelImporter.Import(seed.With(seed.Bytes), seed.OptionsWith(seed.Bytes));
        var text = new StringWriter(CultureInfo.InvariantCulture);
        LstmWriter.Write(model.AsFile(Path.GetFileName(seed.Path)), text);
        return text.GetStringBuilder().Length > 20_000 ? null : new Seed(seed.Path + ".lstm", "lstm", System.Text.Encoding.UTF8.GetBytes(text.ToString()));
    }
    catch (ModelException)
    {
        return null;
    }
}
