using System;

namespace EdgeSensor;

/// <summary>The command-line arguments.</summary>
/// <param name="StatePath">Where the state is kept, or null if it isn't.</param>
/// <param name="SaysAll">Whether readings as expected are written, too.</param>
/// <param name="CountsMemory">Whether the allocated bytes are reported from time to time.</param>
/// <param name="Adapts">Whether the network learns from the sensor.</param>
internal sealed record Arguments(string? StatePath, bool SaysAll, bool CountsMemory, bool Adapts)
{
    internal const string Usage = "usage: EdgeSensor [--state file] [--all] [--adapt] [--memory] < readings";

    /// <summary>Null if the command line doesn't match <see cref="Usage"/>.</summary>
    internal static Arguments? Parse(ReadOnlySpan<string> args)
    {
        Arguments parsed = new(null, false, false, false);
        for (int index = 0; index < args.Length; index++)
        {
            if (args[index] == "--state" && parsed.StatePath is null && index + 1 < args.Length)
            {
                parsed = parsed with { StatePath = args[++index] };
            }
            else if (args[index] == "--all" && !parsed.SaysAll)
            {
                parsed = parsed with { SaysAll = true };
            }
            else if (args[index] == "--memory" && !parsed.CountsMemory)
            {
                parsed = parsed with { CountsMemory = true };
            }
            else if (args[index] == "--adapt" && !parsed.Adapts)
            {
                parsed = parsed with { Adapts = true };
            }
            else
            {
                return null;
            }
        }

        return parsed.StatePath == "" ? null : parsed;
    }
}
