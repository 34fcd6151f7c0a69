using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model;

/// <summary>The types with which vector code is written once for all widths.</summary>
internal static class LaneTypes
{
    /// <summary>The interface of what they all have: a number of lanes.</summary>
    public const string Counted = "ILanes";

    public static readonly IReadOnlyDictionary<string, LaneType> All = (
        from arithmetic in new[] { Arithmetic.Fused, Arithmetic.Separate }
        from element in new[] { Element.Single, Element.Double }
        from bits in new[] { 0, 128, 256, 512 }
        select new LaneType(arithmetic, element, bits)).ToDictionary(type => type.Name);
}
