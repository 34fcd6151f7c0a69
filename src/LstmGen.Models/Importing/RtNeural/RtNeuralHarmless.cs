using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.RtNeural;

/// <summary>What a file of RTNeural or AIDA-X says that can't change what is computed.</summary>
internal static class RtNeuralHarmless
{
    /// <summary>What the file says of its origin.</summary>
    public static readonly IReadOnlyList<Harmless> Origin =
    [
        Of("metadata", "it is a note on the origin of the model, which RTNeural doesn't read"),
        .. new[] { "author", "date", "description", "esr", "license", "model_name", "name", "sample_rate", "samplerate", "version" }
            .Select(member => Of(member, "it is a note on the origin of the model, which RTNeural doesn't read") with { NotInGolden = "programs that train models write it" }),
    ];

    public static readonly Harmless BatchAndSteps = Of("batch and steps in a shape", "one step of one sequence is computed at a time; sizes that differ from layer to layer are an error");

    public static readonly Harmless LstmActivation = Of("an lstm's activation", "RTNeural computes it with tanh; other names than tanh and an empty one are an error");

    public static readonly Harmless DenseType = Of("dense or time-distributed-dense", "a dense layer is computed at each step, whichever of the two is written");

    public static readonly Harmless NoActivation = Of("activation that is left out", "there is none then, as with an empty one") with { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless NoSkip = new("AIDA-X", "in_skip that is left out", "nothing is added to the output then") { Kind = HarmlessKind.LeftOut, NotInGolden = "without it the recorded test of the golden model fails" };

    public static readonly Harmless NoGain = new("AIDA-X", "in_gain and out_gain that are left out", "they mean 0 dB, the one value that is read") { Kind = HarmlessKind.LeftOut };

    public static IReadOnlyList<Harmless> All { get; } = [.. Origin, BatchAndSteps, LstmActivation, DenseType, NoActivation, NoSkip, NoGain];

    private static Harmless Of(string what, string why) => new("RTNeural", what, why);
}
