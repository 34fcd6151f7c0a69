using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Where a part of a layer's state stands.</summary>
/// <param name="Start">Its first value in the state.</param>
/// <param name="BatchStart">The row of that in a block of a batch's state.</param>
internal sealed record SlotLayout(StateSlot Slot, int Start, int BatchStart)
{
    public string Name => Slot.Name;

    public string Word => Slot.Word;

    public int Count => Slot.Count;

    /// <summary>The parts of a layer's state, one behind the other; none of a layer without a state.</summary>
    /// <param name="start">Where the first of them stands.</param>
    /// <param name="batchStart">The row of that in a block.</param>
    public static IEnumerable<SlotLayout> Of(WeightedLayer layer, int start, int batchStart, Element element)
    {
        foreach (StateSlot slot in (layer as RecurrentLayer)?.State ?? [])
        {
            yield return new SlotLayout(slot, start, batchStart);
            start += Packing.Pad(slot.Count, element);
            batchStart += slot.Count;
        }
    }
}
