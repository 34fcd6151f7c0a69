namespace EdgeSensor;

/// <summary>
/// All that a run leaves to the next one: with it, two runs say what one run would have said, wherever the input was cut.
/// </summary>
internal struct Snapshot
{
    internal Progress Progress;
    internal Forecaster.State Network;

    internal static Snapshot Initial => new() { Network = Forecaster.State.Initial };
}
