using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// Saved states, byte by byte, as described in generator/docs/states.md: a header, the values of each state without padding, and a
/// checksum. All numbers are little-endian. Files outlive versions: any change here gets a new format version, and the generated code reads
/// the earlier ones, too.
/// </summary>
internal sealed record SavedState(EquatableArray<StateRun> Runs, int Count, int ValueBytes, ulong Network)
{
    /// <summary>The first four bytes, 8C 4C 53 54: no text begins with the first of them.</summary>
    public const uint Magic = 0x54534C8C;

    /// <summary>Every format version has the magic, the version, and, at the end, the checksum of everything before it.</summary>
    public const int FormatVersion = 1;

    public const int FormatAt = 4;
    public const int ValueBytesAt = 6;
    public const int ArithmeticAt = 8;
    public const int StatesAt = 12;
    public const int NetworkAt = 16;
    public const int HeaderBytes = 24;
    public const int ChecksumBytes = 4;

    /// <summary>The bytes besides the values: the minimum of all format versions.</summary>
    public const int Overhead = HeaderBytes + ChecksumBytes;

    public static SavedState Of(Plan plan)
    {
        StateRun[] runs = [.. StateRun.Of(plan.Layouts.SelectMany(layout => layout.State))];
        return new SavedState(
            new EquatableArray<StateRun>(runs), runs.Sum(run => run.Count), plan.Element.Bytes, Hash(ArchitectureText.Of(plan.Network)));
    }

    /// <summary>The bytes of a state's values.</summary>
    public int StateBytes => Count * ValueBytes;

    /// <summary>The bytes of one saved state.</summary>
    public int ByteCount => Overhead + StateBytes;

    /// <summary>The 64-bit FNV-1a hash of a network's line, whose characters are all ASCII.</summary>
    public static ulong Hash(string architecture)
    {
        ulong hash = 14695981039346656037;
        foreach (char character in architecture)
        {
            hash = unchecked((hash ^ character) * 1099511628211);
        }

        return hash;
    }
}

/// <summary>Consecutive values of a state, without padding between them.</summary>
internal sealed record StateRun(int Start, int Count)
{
    public static IEnumerable<StateRun> Of(IEnumerable<SlotLayout> slots)
    {
        StateRun? open = null;
        foreach (SlotLayout slot in slots)
        {
            if (open is not null && open.Start + open.Count == slot.Start)
            {
                open = open with { Count = open.Count + slot.Count };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = new StateRun(slot.Start, slot.Count);
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
