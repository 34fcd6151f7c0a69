using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>
/// One of the types with which vector code is written once for all widths: an interface with the operations on vectors, and for each width
/// an empty structure that implements them.
/// </summary>
/// <param name="Bits">Of a vector; 0 for the interface.</param>
internal sealed record LaneType(Arithmetic Arithmetic, Element Element, int Bits)
{
    private static readonly int[] Widths = [128, 256, 512];

    public bool IsInterface => Bits == 0;

    /// <summary>FusedLanes512, or IFusedLanes for the interface.</summary>
    public string Name => IsInterface ? "I" + Family : Family + Bits;

    private string Family => $"{Arithmetic}{(Element == Element.Double ? nameof(Element.Double) : "")}Lanes";

    /// <summary>The interface of a kind of arithmetic.</summary>
    public static LaneType Interface(Arithmetic arithmetic, Element element) => new(arithmetic, element, 0);

    /// <summary>A type for each width of vectors that a target has.</summary>
    public static IEnumerable<LaneType> OfEachWidth(Arithmetic arithmetic, Element element, Target target) => Widths
        .Where(bits => bits < 512 || target.Vector512)
        .Select(bits => new LaneType(arithmetic, element, bits));
}
