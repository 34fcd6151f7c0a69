using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>A run of units that are computed side by side, one in each lane of a vector.</summary>
/// <param name="First">The unit in lane 0.</param>
/// <param name="Lanes">1, 4, 8 or 16.</param>
/// <param name="Count">How many lanes hold a unit; the rest compute nothing of use.</param>
/// <param name="Joined">How many gates stand side by side in one vector while they are summed up: a group of few units fills it that way.</param>
internal sealed record Group(int First, int Lanes, int Count, int Joined)
{
    public bool IsFull => Count == Lanes;

    /// <summary>Lanes of the vectors in which the gates are summed up.</summary>
    public int SumLanes => Lanes * Joined;
}

/// <summary>Where a layer's values stand in the packed parameters, in the state and in the scratch memory. It is the same for every back end.</summary>
/// <param name="ParametersStart">The layer's first value in the flat parameters.</param>
/// <param name="PackedStart">The layer's first value in the packed parameters.</param>
/// <param name="StateStart">The layer's hidden state in the state; its cell state follows. -1 without a state.</param>
/// <param name="BatchStart">The row of the layer's hidden state in a block of a batch's state, a row for each unit; the cell state's rows follow.</param>
/// <param name="ScratchStart">The layer's output of a step in the scratch memory, which the layer behind it reads.</param>
internal sealed record LayerLayout(Layer Layer, int ParametersStart, int PackedStart, int StateStart, int BatchStart, int ScratchStart)
{
    /// <summary>Room for vectors of any width: every vector of a layer lies within its own values.</summary>
    public int PaddedUnits => Packing.Pad(Layer.Units);

    /// <summary>Rows of the packed parameters: the bias, the kernel's, the recurrent kernel's.</summary>
    public int Rows => 1 + Layer.Input + Layer.Recurrent;

    public int CellStart => StateStart + PaddedUnits;
}

/// <summary>How one layer is written for one back end.</summary>
/// <param name="Tiled">Loops over groups and summed values, or every multiply-add written out.</param>
/// <param name="OutgrowsFirstCache">
/// Whether its parameters come from the second cache, step for step: then the recurrent half of the sums is read back and forth.
/// </param>
/// <param name="HoistsInput">
/// Whether the input's half of the sums is computed for several steps in front of the recurrence, which reads each parameter once for all
/// of them.
/// </param>
internal sealed record LayerSchedule(LayerLayout Layout, EquatableArray<Group> Groups, bool Tiled, bool OutgrowsFirstCache, bool HoistsInput);

/// <summary>The code for one vector width.</summary>
/// <param name="Width">Lanes of the widest vector: 1, 4, 8 or 16.</param>
/// <param name="InOneMethod">Whether a step of all layers stands in one method, with the state in local variables, or each layer has its own.</param>
/// <param name="StepsAtOnce">How many steps a layer's own method takes before the next layer's turn comes.</param>
/// <param name="StepsPerMethod">How many steps of a whole sequence stand in one method; 0 where the steps are not written out.</param>
internal sealed record BackEnd(int Width, EquatableArray<LayerSchedule> Layers, bool InOneMethod, int StepsAtOnce, int StepsPerMethod);

/// <summary>How many sequences are computed side by side, one in each lane.</summary>
/// <param name="StateRows">Vectors of state for a block of sequences: h and c of every unit.</param>
/// <param name="ScratchRows">Vectors of scratch memory: the input of a step, the next h of a layer, the outputs of two Dense layers.</param>
/// <param name="IsVectorised">Whether lanes run over sequences; where a block wouldn't fit a small stack, the sequences take turns.</param>
internal sealed record BatchPlan(int StateRows, int ScratchRows, bool IsVectorised);

/// <summary>How a network is computed on one target: plain values from which the text follows.</summary>
internal sealed record Plan(
    LstmClass Class,
    Target Target,
    Arithmetic Arithmetic,
    EquatableArray<LayerLayout> Layouts,
    EquatableArray<BackEnd> BackEnds,
    int PackedCount,
    int StateCount,
    int ScratchCount,
    BatchPlan Batch,
    ParameterStorage Storage)
{
    public Network Network => Class.Network;
}
