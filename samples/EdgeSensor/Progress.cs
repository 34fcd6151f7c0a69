namespace EdgeSensor;

/// <summary>
/// What a run leaves to the next one beside the network's state. Only fields of 4 and 8 bytes that leave no gap, and no reference: a state file
/// holds its bytes, which are the same on every little-endian machine.
/// </summary>
internal struct Progress
{
    /// <summary>The layout that <see cref="StateFile"/> writes; another one is another version.</summary>
    internal const int Version = 2;

    /// <summary>The layout with what a network that adapts has learned, and is about to learn.</summary>
    internal const int AdaptingVersion = 3;

    internal long Lines;
    internal long Readings;
    internal long PassedOver;
    internal long Anomalies;
    internal LineTail Tail;
    internal MonitorState Monitor;
}
