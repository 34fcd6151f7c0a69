using System;
using System.IO;
using System.Text;
using EdgeSensor;

InputFile input = new(0, "standard input");
OutputBuffer output = new(1, "standard output");
OutputBuffer errors = new(2, "standard error");

if (Arguments.Parse(args) is not { } arguments)
{
    return Fail(Arguments.Usage, exitCode: 2);
}

try
{
    Run(arguments);
    return 0;
}
catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
{
    return Fail(exception.Message, exitCode: 1);
}

void Run(Arguments arguments)
{
    // From here on, signals are handled in the loop.
    StopSignal stop = new();
    Adaptation? adaptation = arguments.Adapts ? new Adaptation() : null;
    StateFile? file = arguments.StatePath is { } path ? new StateFile(path, adaptation) : null;
    Session session = new(file?.Load() ?? Snapshot.Initial, adaptation, arguments.SaysAll, output, errors);
    MemoryReport? memory = arguments.CountsMemory ? new MemoryReport(errors) : null;

    // Better to find out now than after a day of readings that the folder can't be written.
    file?.Save(session.Now);
    while (stop.WaitFor(input.Descriptor))
    {
        ReadOnlySpan<byte> block = input.Read();
        if (block.IsEmpty)
        {
            session.End();
            break;
        }

        session.Take(block);
        memory?.After(session.Lines);

        // Whoever waits for an alarm gets it now, not when a buffer is full.
        output.Flush();
        errors.Flush();
    }

    // Flush first, so that the output for everything saved as read is written.
    output.Flush();
    errors.Flush();
    file?.Save(session.Now);
}

int Fail(string message, int exitCode)
{
    errors.Write(Encoding.UTF8.GetBytes(message + "\n"));
    errors.Flush();
    return exitCode;
}
