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
        foreach (SlotLayout slot in plan.Layouts.SelectMany(layout => layout.State))
        {
            code.Line(plan.Target.Spans
                ? names.Memory.Copy("Kernel.InitialState", at, values, slot.Start, slot.Count)
                : $"{names["Array"]}.Copy(Kernel.InitialState, {at}, {values}, {slot.Start}, {slot.Count});");
            at += slot.Count;
        }
    }
}
