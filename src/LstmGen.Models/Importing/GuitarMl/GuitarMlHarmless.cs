using System.Collections.Generic;

namespace LstmGen.Models.Importing.GuitarMl;

/// <summary>What a GuitarML file omits, and so can't change what is computed.</summary>
internal static class GuitarMlHarmless
{
    public static readonly Harmless Model = new("GuitarML", "model that is left out", "unit_type says the same of the models that are read, and the others have other tensors") { Kind = HarmlessKind.LeftOut };

    public static readonly Harmless Layers = new("GuitarML", "num_layers that is left out", "it means one layer, which is compared with the tensors") { Kind = HarmlessKind.LeftOut, NotInGolden = "a golden model of one layer" };

    public static readonly Harmless Bias = new("GuitarML", "bias_fl that is left out", "it means true, which is compared with the tensors") { Kind = HarmlessKind.LeftOut };

    public static IReadOnlyList<Harmless> All { get; } = [Model, Layers, Bias];
}
