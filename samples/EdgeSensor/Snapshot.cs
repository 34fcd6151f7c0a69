namespace EdgeSensor;

/// <summary>
/// All that a run leaves to the next one: with it, two runs say what one run would have said, wherever the input was cut. Only fields of 4
/// and 8 bytes that leave no gap, and no reference: a state file holds its bytes, which are the same on every little-endian machine.
/// </summary>
internal struct Snapshot
{
    /// <summary>The layout that <see cref="StateFile"/> writes; another one is another version.</summary>
    internal const int Version = 1;

    internal long Lines;
    internal long Readings;
    internal long PassedOver;
    internal long Anomalies;
    internal LineTail Tail;
    internal MonitorState Monitor;

    internal static Snapshot Initial => new() { Monitor = MonitorState.Initial };
}
