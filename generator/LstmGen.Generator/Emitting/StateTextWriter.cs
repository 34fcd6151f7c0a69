using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes what people see of a state: the text that <c>ToString</c> makes of it, and what a debugger shows.</summary>
internal sealed class StateTextWriter(CodeWriter code, Names names, Plan plan)
{
    /// <summary>Values of an h or a c that the text shows.</summary>
    private const int Shown = 4;

    private readonly StateForm _form = new(names, plan);

    private List<LayerLayout> Layers { get; } = plan.Layouts.Where(layout => layout.Layer is LstmLayer).ToList();

    /// <summary>Writes the attributes that debuggers read.</summary>
    /// <param name="type">The name of the nested type that they stand on.</param>
    public void Attributes(string type)
    {
        if (plan.Target.DebuggerViews)
        {
            code.Line($"[{names["DebuggerDisplay"]}(\"{{ToString(),nq}}\")]");
            code.Line($"[{names["DebuggerTypeProxy"]}(typeof({type}.View))]");
        }
    }

    /// <summary>Writes the members of a state.</summary>
    public void State()
    {
        code.Doc($"<summary>h and c of each layer, at most the first {Shown} values of each, in the invariant culture. It allocates the text.</summary>");
        code.Body("public override string ToString()", string.Join(" + \"; \" + ", Layers.Select(layout =>
            $"\"{layout.Layer.Name}: h = \" + Text({layout.StateStart}, {layout.Layer.Output}) + \", c = \" + Text({layout.CellStart}, {layout.Layer.Units})")));
        code.Line();
        code.Open("private string Text(int start, int count)");
        if (_form.IsCopied)
        {
            names.Memory.Scratch(code, plan.Memory.CopyOfState("values"));
            code.Line("CopyTo(values);");
        }

        code.Line("string text = \"\";");
        code.Open($"for (int i = 0; i < count && i < {Shown}; i++)");
        code.Line($"text += (i == 0 ? \"\" : \", \") + {(_form.IsCopied ? "values" : "Values")}[start + i].ToString({(plan.Target.Cultures ? names["CultureInfo"] + ".InvariantCulture" : "")});");
        code.Close();
        code.Line($"return \"[\" + text + (count > {Shown} ? \", …]\" : \"]\");");
        code.Close();
        if (!plan.Target.DebuggerViews)
        {
            return;
        }

        code.Comment("What a debugger shows: all values of h and c by layer.");
        code.Open("internal sealed class View");
        foreach (LayerLayout layout in Layers)
        {
            code.Line($"public readonly {plan.Element.Type}[] {layout.Layer.PascalName}_h = new {plan.Element.Type}[{layout.Layer.Output}];");
            code.Line($"public readonly {plan.Element.Type}[] {layout.Layer.PascalName}_c = new {plan.Element.Type}[{layout.Layer.Units}];");
        }

        code.Line();
        code.Open("public View(State state)");
        for (int i = 0; i < Layers.Count; i++)
        {
            string name = Layers[i].Layer.PascalName;
            bool isCopied = !plan.Target.Spans || _form.IsCopied;
            code.Line(isCopied ? $"state.CopyHiddenTo({i}, {name}_h);" : $"state.Hidden({i}).CopyTo({name}_h);");
            code.Line(isCopied ? $"state.CopyCellTo({i}, {name}_c);" : $"state.Cell({i}).CopyTo({name}_c);");
        }

        code.Close();
        code.Close();
    }

    /// <summary>Writes the members of the states of a batch.</summary>
    public void Batch()
    {
        code.Doc("<summary>How many sequences there is room for. It allocates the text.</summary>");
        code.Body("public override string ToString()", "Guard.Sequences(Capacity)");
        code.Line();
        if (!plan.Target.DebuggerViews)
        {
            return;
        }

        code.Comment("What a debugger shows: the states of all slots.");
        code.Open("internal sealed class View");
        code.Line("public readonly State[] Slots;");
        code.Line();
        code.Open("public View(BatchState state)");
        code.Line("Slots = new State[state.Capacity];");
        code.Open("for (int slot = 0; slot < Slots.Length; slot++)");
        code.Line("Slots[slot] = state[slot];");
        code.Close();
        code.Close();
        code.Close();
    }
}
