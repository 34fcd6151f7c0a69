using System.Collections.Generic;

namespace LstmGen.Models.Importing.Nam;

/// <summary>What a NAM file says that can't change what is computed.</summary>
internal static class NamHarmless
{
    /// <summary>Members of the file.</summary>
    public static readonly IReadOnlyList<Harmless> File =
    [
        new("NAM", "metadata", "names, levels and loudness say how to use the model; NAM scales by them around it, and not in it"),
        new("NAM", "sample_rate", "it says at which rate the model was trained; a network counts steps"),
    ];

    /// <summary>The channels, where a file has none.</summary>
    public static readonly Harmless Channels = new("NAM", "in_channels and out_channels that are left out", "a file without them has as many inputs as input_size says, and one output") { Kind = HarmlessKind.LeftOut };

    public static IReadOnlyList<Harmless> All { get; } = [.. File, Channels];
}
