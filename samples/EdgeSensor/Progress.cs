namespace EdgeSensor;

/// <summary>
/// What a run passes to the next one besides the network's state. Only fields of 4 and 8 bytes without padding, and no references: a state
/// file holds its bytes, which are the same on every little-endian machine.
/// </summary>
internal struct Progress
{
    /// <summary>The layout that <see cref="StateFile"/> writes; another layout gets another version.</summary>
    internal const int Version = 2;

    /// <summary>The layout that includes what an adapting network has learned, and is about to learn.</summary>
    internal const int AdaptingVersion = 3;

    internal long Lines;
    internal long Readings;
    internal long PassedOver;
    internal long Anomalies;
    internal LineTail Tail;
    internal MonitorState Monitor;
}
