using System.Collections.Generic;

namespace LstmGen.Models.Importing.Tfjs;

/// <summary>What a file of TensorFlow.js says, besides the configuration that Keras has as well, that can't change what is computed.</summary>
internal static class TfjsHarmless
{
    /// <summary>Members of the file.</summary>
    public static readonly IReadOnlyList<Harmless> File =
    [
        new("TensorFlow.js", "convertedBy", "it says which program made the file of Keras' own; what that one wrote is checked itself"),
        new("TensorFlow.js", "trainingConfig", "it acts while a model is trained, and not when it is used") { NotInGolden = "TensorFlow.js writes it for a model that was compiled" },
        new("TensorFlow.js", "userDefinedMetadata", "it is a note of its author's") { NotInGolden = "an author has to write it" },
    ];
}
