using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the choice between the back ends: the first whose vectors the processor has is called.</summary>
internal static class WidthChoice
{
    /// <param name="call">The call for a back end, without a semicolon.</param>
    public static void Write(CodeWriter code, Names names, Plan plan, System.Func<BackEnd, LaneSet, string> call)
    {
        foreach (BackEnd backEnd in plan.BackEnds)
        {
            var lanes = new LaneSet(names, plan.Arithmetic, backEnd.Width);
            if (lanes.IsScalar)
            {
                code.Line(call(backEnd, lanes) + ";");
                continue;
            }

            using (code.Block($"if ({lanes.IsSupported})"))
            {
                code.Line(call(backEnd, lanes) + ";");
                code.Line("return;");
            }
        }
    }
}
