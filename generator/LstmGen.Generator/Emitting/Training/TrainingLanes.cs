using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting.Training;

/// <summary>Vectors of one width in training code, which is written once for all widths where the target allows it.</summary>
/// <param name="Lanes">How the method for it is written.</param>
/// <param name="IsSupported">Whether the processor has them.</param>
/// <param name="MethodSuffix">The suffix of a method's name in a call.</param>
/// <param name="IsEveryWidth">Whether one method serves all widths.</param>
internal sealed record TrainingLanes(Lanes Lanes, int Width, string IsSupported, string MethodSuffix, string Constraint, bool IsEveryWidth)
{
    public string Count => Literal.Of(Width);

    /// <summary>The suffix of the method's name in its declaration.</summary>
    public string DeclaredSuffix => IsEveryWidth ? "Vectors" + LaneHelpers.Parameters : MethodSuffix;

    public string DeclaredCount => IsEveryWidth ? LaneHelpers.Count : Count;

    /// <summary>The widths that the target has, the widest first.</summary>
    public static IEnumerable<TrainingLanes> Of(Names names, Arithmetic arithmetic)
    {
        if (!names.Target.Vectors)
        {
            yield break;
        }

        foreach (LaneType type in LaneType.OfEachWidth(arithmetic, names.Element, names.Target).Reverse())
        {
            int width = names.Element.Lanes(type.Bits);
            string isSupported = MathHelpers.HasVectors(names, arithmetic, type.Bits);
            if (names.Target.StaticAbstracts)
            {
                LaneSet every = LaneSet.OfEveryWidth(names, arithmetic);
                string suffix = "Vectors" + LaneHelpers.Arguments(names, arithmetic, type.Bits);
                yield return new TrainingLanes(every.Widest, width, isSupported, suffix, every.Constraint, IsEveryWidth: true);
            }
            else
            {
                var lanes = new LaneSet(names, arithmetic, width);
                yield return new TrainingLanes(lanes.Widest, width, isSupported, lanes.Suffix, "", IsEveryWidth: false);
            }
        }
    }

    /// <summary>Those for which a method is written.</summary>
    public static IEnumerable<TrainingLanes> Written(IReadOnlyList<TrainingLanes> lanes) =>
        lanes.Count > 0 && lanes[0].IsEveryWidth ? lanes.Take(1) : lanes;
}
