using System.Linq;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints what writes an initial state into a state of zeros.</summary>
internal static class InitialState
{
    /// <summary>The trained one, as an expression that a member of the class can use.</summary>
    public const string Trained = "Kernel.InitialState";

    /// <param name="initial">The expression of the initial state's values, without what pads a state.</param>
    /// <param name="values">The expression of the state's values.</param>
    public static void Copy(CodeWriter code, Names names, Plan plan, string initial, string values)
    {
        int at = 0;
        foreach (SlotLayout slot in plan.Layouts.SelectMany(layout => layout.State))
        {
            code.Line(plan.Target.Spans
                ? names.Memory.Copy(initial, at, values, slot.Start, slot.Count)
                : $"{names["Array"]}.Copy({initial}, {at}, {values}, {slot.Start}, {slot.Count});");
            at += slot.Count;
        }
    }
}
