using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace LstmGen.Scale.Tests;

/// <summary>
/// The lines of scale.md, compiled and run. A case is a class in Surroundings that calls them, compiled together with the page; it prints
/// its results as lines of text, so that the expectations are here.
/// </summary>
public sealed class PageTests
{
    [Fact]
    public void Devices_count_each_reading_once_and_resume_from_what_they_saved() => Assert.Equal(
        [
            "500 readings: the bits of the network alone",
            "a reading that was counted: False",
            "reading 502 came after 500; 501 is needed first (Parameter 'number')",
            "250 readings after it was restored: the same bits",
            "damaged: refused, still 500",
        ],
        Lines("DeviceCase"));

    [Fact]
    public void DuckDB_scores_chunks() => Assert.Equal(
        [
            "4500 scores: the bits of the network alone",
            "500 NULL",
            "39 numbers: a sequence has 39 numbers; 40 are needed",
            "TRY of 39 numbers: NULL",
        ],
        Lines("DuckDBCase"));

    [Fact]
    public void An_actor_resumes_after_a_crash() =>
        Assert.Equal(["250 forecasts: the bits of the network alone", "500 readings were not the next"], Lines("AkkaCase"));

    [Fact]
    public void A_stream_processor_keeps_its_devices() =>
        Assert.Equal(["600 forecasts: the bits of the network alone"], Lines("StreamizCase"));

    [Fact]
    public void A_program_reads_rows_and_writes_scores()
    {
        string parameters = Path.GetTempFileName();
        try
        {
            Type numbers = Page.Library("RowsCase");
            File.WriteAllBytes(parameters, (byte[])numbers.GetMethod("Parameters")!.Invoke(null, null)!);
            string[] rows = (string[])numbers.GetMethod("Rows")!.Invoke(null, null)!;
            string[] expected = (string[])numbers.GetMethod("Expected")!.Invoke(null, null)!;
            Assert.Equal(100, rows.Length);
            Assert.Equal(expected, Written(Page.Programs[0], string.Join('\n', rows), parameters));
            string refused = Assert.Throws<ArgumentException>(() => Written(Page.Programs[0], "short,1,2,3", parameters)).Message;
            Assert.Equal("a sequence has 3 numbers; 40 are needed", refused);
        }
        finally
        {
            File.Delete(parameters);
        }
    }

    [Fact]
    public void The_lines_that_measure_do()
    {
        string[] lines = Written(Page.Programs[1], "", "1000", "3");
        Assert.Equal(4, lines.Length);
        Assert.Matches("^Step: [1-9][0-9]* ns a device at least, [1-9][0-9]* in the median$", lines[0]);
        Assert.Matches("^StepBatch: [1-9][0-9]* ns", lines[1]);
        Assert.Equal("a state: 128 bytes, 156 saved", lines[3]);
    }

    /// <summary>What a program of the page writes.</summary>
    private static string[] Written(string program, string input, params string[] arguments)
    {
        (TextReader reader, TextWriter writer) = (Console.In, Console.Out);
        using StringReader rows = new(input);
        using StringWriter written = new();
        try
        {
            Console.SetIn(rows);
            Console.SetOut(written);
            Page.Run(program, arguments);
            return written.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Console.SetIn(reader);
            Console.SetOut(writer);
        }
    }

    private static IReadOnlyList<string> Lines(string name) =>
        [.. (IEnumerable<string>)Page.Library(name).GetMethod("Run")!.Invoke(null, null)!];
}
