namespace EdgeSensor;

/// <summary>
/// All that a run passes to the next one: with it, two runs output what one run would have, wherever the input was split.
/// </summary>
internal struct Snapshot
{
    internal Progress Progress;
    internal Forecaster.State Network;

    internal static Snapshot Initial => new() { Network = Forecaster.State.Initial };
}
