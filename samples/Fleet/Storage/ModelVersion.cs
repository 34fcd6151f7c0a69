using EdgeSensor;

namespace Fleet;

/// <summary>What two states must have in common for one to continue exactly as the other would have, bit for bit.</summary>
internal static class ModelVersion
{
    /// <summary>The network, the version of its arithmetic, and a hash of its parameters.</summary>
    internal static string Name { get; } =
        $"{Forecaster.Architecture}, arithmetic {Forecaster.ArithmeticVersion}, parameters {Forecaster.ModelHash():x16}";
}
