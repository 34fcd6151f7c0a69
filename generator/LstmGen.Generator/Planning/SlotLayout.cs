using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>Where a part of a layer's state is.</summary>
/// <param name="Start">Its first value in the state.</param>
/// <param name="BatchStart">The row of that value in the state of a block of a batch.</param>
internal sealed record SlotLayout(StateSlot Slot, int Start, int BatchStart)
{
    public string Name => Slot.Name;

    public string Word => Slot.Word;

    public int Count => Slot.Count;

    /// <summary>The consecutive parts of a layer's state; none for a layer without a state.</summary>
    /// <param name="start">Where the first of them is.</param>
    /// <param name="batchStart">The row of its first value in a block.</param>
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
