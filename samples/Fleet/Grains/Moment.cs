using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeSensor;

namespace Fleet;

/// <summary>All that is remembered of a device after a number of readings. A copy is a snapshot.</summary>
internal struct Moment
{
    // It has no state of its own, so one serves all devices and threads.
    private static readonly EdgeSensor.Monitor Rules = new(adaptation: null);

    private MonitorState monitor;
    private Forecaster.State network;

    private Moment(long number) => Number = number;

    /// <summary>The number of the last reading.</summary>
    internal long Number { get; private set; }

    internal static int MonitorByteCount => Unsafe.SizeOf<MonitorState>();

    /// <summary>The state before anything is known about the device except how many readings it has sent.</summary>
    internal static Moment InitialAfter(long number) => new(number) { network = Forecaster.State.Initial };

    /// <exception cref="ArgumentException">The bytes aren't those of a state.</exception>
    internal static Moment From(long number, ReadOnlySpan<byte> monitor, ReadOnlySpan<byte> network)
    {
        if (number < 0 || monitor.Length != MonitorByteCount)
        {
            throw new ArgumentException(
                $"it is of reading {number}, its rule of {monitor.Length} bytes; a number from 0 and {MonitorByteCount} bytes are needed");
        }

        Moment moment = new(number) { monitor = MemoryMarshal.Read<MonitorState>(monitor) };
        moment.network.ReadFrom(network);
        return moment;
    }

    /// <summary>The bytes of what the rule remembers. They are the value's bytes in memory, so all silos must be little-endian.</summary>
    internal readonly byte[] MonitorBytes()
    {
        byte[] bytes = new byte[MonitorByteCount];
        MemoryMarshal.Write(bytes, monitor);
        return bytes;
    }

    internal readonly byte[] NetworkBytes()
    {
        byte[] bytes = new byte[Forecaster.State.ByteCount];
        network.WriteTo(bytes);
        return bytes;
    }

    /// <summary>
    /// Reads the next reading: everything that a device computes. A refused reading is counted all the same, so that a stream can't get
    /// stuck on it.
    /// </summary>
    internal Finding Read(Reading reading)
    {
        Number++;
        if (!float.IsFinite(reading.Temperature) || !float.IsFinite(reading.Humidity))
        {
            return new Finding { Outcome = Outcome.NotFinite };
        }

        if (!ReadingParser.CanBeMeasured(reading))
        {
            return new Finding { Outcome = Outcome.OutOfRange };
        }

        return Rules.Judge(reading, ref monitor, ref network, out Verdict temperature, out Verdict humidity).IsNone
            ? new Finding(Outcome.Judged, Say(temperature, monitor.Temperature.Forecast), Say(humidity, monitor.Humidity.Forecast))
            : new Finding { Outcome = Outcome.NotLater };
    }

    private static ChannelFinding Say(in Verdict verdict, float next) =>
        new((byte)verdict.Kind, verdict.Forecast, verdict.Spread, verdict.Score, next);
}
