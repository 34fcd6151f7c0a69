using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>A run of units that are computed side by side, one in each lane of a vector.</summary>
/// <param name="First">The unit in lane 0.</param>
/// <param name="Lanes">1, 4 or 8.</param>
/// <param name="Count">How many lanes hold a unit; the rest compute nothing of use.</param>
internal sealed record Group(int First, int Lanes, int Count)
{
    public bool IsFull => Count == Lanes;
}

/// <summary>Where a layer's values stand in the packed parameters, in the state and in the scratch memory. It is the same for every back end.</summary>
/// <param name="ParametersStart">The layer's first value in the flat parameters.</param>
/// <param name="PackedStart">The layer's first value in the packed parameters.</param>
/// <param name="StateStart">The layer's hidden state in the state; its cell state follows. -1 without a state.</param>
/// <param name="ScratchStart">The layer's output in the scratch memory, for a Dense layer in front of another layer; -1 elsewhere.</param>
internal sealed record LayerLayout(Layer Layer, int ParametersStart, int PackedStart, int StateStart, int ScratchStart)
{
    /// <summary>A multiple of four: every vector of a layer lies within its own values.</summary>
    public int PaddedUnits => Packing.Pad(Layer.Units);

    /// <summary>Rows of the packed parameters: the bias, the kernel's, the recurrent kernel's.</summary>
    public int Rows => 1 + Layer.Input + Layer.Recurrent;

    public int CellStart => StateStart + PaddedUnits;
}

/// <summary>How one layer is written for one back end.</summary>
/// <param name="Tiled">Loops over groups and summed values, or every multiply-add written out.</param>
internal sealed record LayerSchedule(LayerLayout Layout, EquatableArray<Group> Groups, bool Tiled);

/// <summary>The code for one vector width.</summary>
/// <param name="Width">Lanes of the widest vector: 1, 4 or 8.</param>
/// <param name="InOneMethod">Whether a step of all layers stands in one method, with the state in local variables, or each layer has its own.</param>
/// <param name="StepsPerMethod">How many steps of a whole sequence stand in one method; 0 where the steps are not written out.</param>
internal sealed record BackEnd(int Width, EquatableArray<LayerSchedule> Layers, bool InOneMethod, int StepsPerMethod);

/// <summary>How a network is computed on one target: plain values from which the text follows.</summary>
internal sealed record Plan(
    LstmClass Class,
    Target Target,
    Arithmetic Arithmetic,
    EquatableArray<LayerLayout> Layouts,
    EquatableArray<BackEnd> BackEnds,
    int PackedCount,
    int StateCount,
    int ScratchCount)
{
    public Network Network => Class.Network;
}
