using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Backtest;
using DuckDB.NET.Data;

Console.OutputEncoding = Encoding.UTF8;

// String interpolation formats by the current culture; this makes the output the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

return Arguments.Command(Run).Parse(args).Invoke();

static int Run(Arguments arguments)
{
    string path = arguments.File ?? Path.Combine(Path.GetTempPath(), $"backtest-{Guid.NewGuid():n}.parquet");
    try
    {
        return Score(arguments.Sequences, path) ? 0 : 1;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DuckDBException)
    {
        Console.Error.WriteLine(exception.Message);
        return 1;
    }
    finally
    {
        if (arguments.File is null)
        {
            File.Delete(path);
        }
    }
}

static bool Score(int sequences, string path)
{
    Console.WriteLine(Forecaster.Summary);
    Section("Learning");
    Forecaster forecaster = new(Learning.Train(seed: 1));

    Section("Data");
    using DuckDBConnection connection = new("Data Source=:memory:");
    connection.Open();
    History history = Data(connection, sequences, path);
    string file = ParquetFile.Source(path);
    connection.Execute($"CREATE TABLE history AS SELECT * FROM {file}");

    Section("The query");
    ForecastFunction.Register(connection, forecaster);
    ListFunction.Register(connection, forecaster);
    string query = Ranking.Query(file);
    Console.WriteLine("  " + query.ReplaceLineEndings("\n  ") + "\n");
    PlainLoop loop = new(forecaster, sequences);
    loop.Run(history);
    bool holds = Ranking.Show(connection, query, loop);

    Section("Bits");
    holds &= AreSame(connection, loop, file);

    Section("Bad input");
    holds &= new BadInputCheck(connection, "history").Show();

    Section("Times");
    Measure(connection, loop, history, file);
    return holds;
}

static History Data(DuckDBConnection connection, int sequences, string path)
{
    History history = History.OfAll(sequences, seed: 2);
    long start = Stopwatch.GetTimestamp();
    ParquetFile.Write(connection, history, path);
    Console.WriteLine($"  {sequences:#,0} sequences of {Forecaster.Steps} hours");
    Console.WriteLine($"  {History.Machines:#,0} machines, one in {Machine.WornEvery} of them worn");
    Console.WriteLine($"  {path}: {new FileInfo(path).Length:#,0} bytes in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
    Console.WriteLine($"  readings {Hash.Text(history.Readings)}");
    return history;
}

static bool AreSame(DuckDBConnection connection, PlainLoop loop, string file)
{
    int sequences = loop.Forecasts.Length;
    BitsCheck check = new(connection, loop.Forecasts.ToArray());
    bool holds = check.Show("the file, one thread", file, threads: 1, sequences);
    holds &= check.Show("the file, two threads", file, threads: 2, sequences);
    holds &= check.Show("a table, two threads", "history", threads: 2, sequences);

    // After a filter the lists are no longer contiguous, and are copied.
    int some = Enumerable.Range(0, sequences).Count(sequence => sequence % 7 == 3);
    holds &= check.Show("a table and a filter, two threads", "history WHERE sequence % 7 = 3", threads: 2, some);
    Console.WriteLine($"  forecasts {Hash.Text(loop.Forecasts)}");
    return holds;
}

static void Measure(DuckDBConnection connection, PlainLoop loop, History history, string file)
{
    Times times = new(connection, repeats: 9);
    times.Add("a loop over arrays", 1, () => loop.Run(history));
    times.Add("a loop over the file, by ADO.NET", 1, () => loop.Run(connection, file));
    foreach (int threads in (int[])[1, 2])
    {
        times.Add("the query over a table", threads, () => Ranking.Run(connection, Ranking.Query("history")));
        times.Add("the query over the file", threads, () => Ranking.Run(connection, Ranking.Query(file)));
        times.Add("  of it without the network", threads, () => Ranking.Run(connection, Ranking.Query(file, "len(readings)")));
    }

    string byLists = Ranking.Query("history", $"{ListFunction.Name}(readings)");
    times.Add("the query over a table, by List<float>", 1, () => Ranking.Run(connection, byLists));
    times.Show();
}

static void Section(string title)
{
    Console.WriteLine();
    Console.WriteLine(title);
}
