using System.Collections.Generic;

namespace LstmGen.Models.Importing.Safetensors;

/// <summary>What safetensors files say that can't change what is computed.</summary>
internal static class SafetensorsHarmless
{
    private const string Format = "safetensors";

    public static readonly Harmless Metadata = new(
        Format, "__metadata__ but for format", "names and texts of who wrote the file; safetensors gives them no meaning")
    {
        NotInGolden = "Hugging Face's tools note there what a model was made of",
    };

    public static readonly Harmless NoFormat = new(
        Format, "__metadata__", "its format has to be PyTorch's where it is stated, and the tensors' names are PyTorch's where it isn't")
    { Kind = HarmlessKind.Checked };

    public static IReadOnlyList<Harmless> All { get; } = [Metadata, NoFormat];
}
