using System;

namespace EdgeSensor;

/// <summary>Takes the input in pieces of any length, and writes the results for each line.</summary>
internal sealed class Session(Snapshot start, Adaptation? adaptation, bool saysAll, OutputBuffer output, OutputBuffer errors)
{
    private readonly Monitor monitor = new(adaptation);
    private Progress now = start.Progress;
    private Forecaster.State network = start.Network;

    internal long Lines => now.Lines;

    /// <summary>From where the next run continues.</summary>
    internal Snapshot Now => new() { Progress = now, Network = network };

    internal void Take(ReadOnlySpan<byte> input)
    {
        for (int end; (end = input.IndexOf((byte)'\n')) >= 0; input = input[(end + 1)..])
        {
            ReadOnlySpan<byte> line = input[..end];
            if (now.Tail.IsEmpty && line.Length <= LineTail.Longest)
            {
                TakeLine(line);
            }
            else
            {
                now.Tail.Add(line);
                TakeTail();
            }
        }

        if (!input.IsEmpty)
        {
            now.Tail.Add(input);
        }
    }

    /// <summary>Processes the last line if no newline ends it.</summary>
    internal void End()
    {
        if (!now.Tail.IsEmpty)
        {
            TakeTail();
        }
    }

    private void TakeTail()
    {
        if (now.Tail.IsTooLong)
        {
            now.Lines++;
            PassOver(new Problem("the line is longer than 256 bytes"u8));
        }
        else
        {
            TakeLine(now.Tail.Text);
        }

        now.Tail.Clear();
    }

    private void TakeLine(ReadOnlySpan<byte> line)
    {
        now.Lines++;
        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        if (line.StartsWith("#"u8))
        {
            return; // a comment
        }

        Problem problem = ReadingParser.Parse(line, out Reading reading);
        if (!problem.IsNone)
        {
            PassOver(problem);
            return;
        }

        problem = monitor.Judge(reading, ref now.Monitor, ref network, out Verdict temperature, out Verdict humidity);
        if (!problem.IsNone)
        {
            PassOver(problem);
            return;
        }

        now.Readings++;
        Say(reading.Time, "temperature"u8, reading.Temperature, temperature);
        Say(reading.Time, "humidity"u8, reading.Humidity, humidity);
    }

    private void PassOver(Problem problem)
    {
        now.PassedOver++;
        problem.WriteTo(errors, now.Lines);
    }

    private void Say(long time, ReadOnlySpan<byte> channel, float reading, in Verdict verdict)
    {
        now.Anomalies += verdict.IsAnomaly ? 1 : 0;
        if (!saysAll && !verdict.IsAnomaly)
        {
            return;
        }

        output.Write(time);
        output.Write(","u8);
        output.Write(channel);
        output.Write(","u8);
        output.Write(reading);
        output.Write(","u8);
        output.Write(verdict.Forecast);
        output.Write(","u8);
        output.Write(verdict.Spread);
        output.Write(","u8);
        output.Write(verdict.Score);
        output.Write(","u8);
        output.Write(verdict.Name);
        output.Write("\n"u8);
    }
}
