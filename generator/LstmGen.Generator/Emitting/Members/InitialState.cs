using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints what writes a trained initial state into a state of zeros.</summary>
internal static class InitialState
{
    /// <param name="values">The expression of the state's values.</param>
    public static void Copy(CodeWriter code, Names names, Plan plan, string values)
    {
        if (plan.Network.InitialState is null)
        {
            return;
        }

        int at = 0;
        foreach (LayerLayout layout in plan.Layouts.Where(layout => layout.Layer is LstmLayer))
        {
            foreach ((int start, int count) in new[] { (layout.StateStart, layout.Layer.Output), (layout.CellStart, layout.Layer.Units) })
            {
                code.Line(plan.Target.Spans
                    ? names.Memory.Copy("Kernel.InitialState", at, values, start, count)
                    : $"{names["Array"]}.Copy(Kernel.InitialState, {at}, {values}, {start}, {count});");
                at += count;
            }
        }
    }
}
