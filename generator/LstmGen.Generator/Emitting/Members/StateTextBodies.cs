using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints the text that <c>ToString</c> makes of a state, and what a debugger shows of it.</summary>
internal sealed class StateTextBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);

    private IReadOnlyList<LayerLayout> Layers { get; } = StateLayerMembers.Layers(plan);

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "ToString":
                Text(heading);
                return true;
            case "View":
                View(heading);
                return true;
            default:
                return false;
        }
    }

    private void Text(Heading heading)
    {
        if (!_form.IsCopied)
        {
            heading.Give(Joined("Values"));
            return;
        }

        using (heading.Block())
        {
            code.Line($"return {Joined(_form.Values(code))};");
        }
    }

    private string Joined(string values) => string.Join(" + \"; \" + ", Layers.Select(layout =>
        $"\"{layout.Layer.Name}: " + string.Join(" + \", ", layout.State.Select(slot =>
            $"{slot.Name} = \" + {Part(values, slot.Start, slot.Count)}"))));

    private string Part(string values, int start, int count) =>
        StateHelpers.Text(names, plan.Target.Spans ? $"{values}.Slice({start}, {count})" : $"{values}, {start}, {count}");

    private void View(Heading heading)
    {
        string type = plan.Element.Type;
        using (heading.Block())
        {
            foreach (LayerLayout layout in Layers)
            {
                foreach (StateSlot slot in layout.State.Select(slot => slot.Slot))
                {
                    code.Line($"public readonly {type}[] {layout.Layer.PascalName}_{slot.Name} = new {type}[{slot.Count}];");
                }
            }

            code.Line();
            using (code.Block("public View(State state)"))
            {
                bool isCopied = !plan.Target.Spans || _form.IsCopied;
                for (int i = 0; i < Layers.Count; i++)
                {
                    foreach (StateSlot slot in Layers[i].State.Select(slot => slot.Slot))
                    {
                        string to = $"{Layers[i].Layer.PascalName}_{slot.Name}";
                        code.Line(isCopied ? $"state.Copy{slot.PascalName}To({i}, {to});" : $"state.{slot.PascalName}({i}).CopyTo({to});");
                    }
                }
            }
        }
    }
}
