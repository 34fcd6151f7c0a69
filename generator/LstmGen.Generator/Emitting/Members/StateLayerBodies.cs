using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints what reads and writes h and c of one layer of a state.</summary>
internal sealed class StateLayerBodies(CodeWriter code, Names names, Plan plan)
{
    private readonly StateForm _form = new(names, plan);

    private IReadOnlyList<LayerLayout> Layers { get; } = StateLayerMembers.Layers(plan);

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        foreach (StateSlot kind in StateLayerMembers.Kinds(plan).Select(kind => kind.Slot))
        {
            if (member.Name == kind.PascalName)
            {
                using (heading.Block())
                {
                    Cases(kind, (start, count) => $"return Values.Slice({start}, {count});");
                }

                return true;
            }

            if (member.Name == $"Copy{kind.PascalName}To")
            {
                Copy(heading, kind, "destination", isRead: true);
                return true;
            }

            if (member.Name == $"Set{kind.PascalName}")
            {
                Copy(heading, kind, "source", isRead: false);
                return true;
            }
        }

        return false;
    }

    private void Copy(Heading heading, StateSlot kind, string run, bool isRead)
    {
        using (heading.Block())
        {
            code.Line("int start;");
            code.Line("int count;");
            Cases(kind, (start, count) => $"start = {start}; count = {count}; break;");
            using (code.Block($"if ({run}.Length != count)"))
            {
                (string error, string text) = (GuardHelpers.LengthError(names), GuardHelpers.Text(names));
                code.Line($"{error}(\"{run}\", {run}.Length, \"layer \" + {text}(layer), {text}(count));");
            }

            if (_form.IsCopied)
            {
                _form.Values(code);
                code.Line(isRead ? $"values.Slice(start, count).CopyTo({run});" : $"{run}.CopyTo(values.Slice(start, count));");
                if (!isRead)
                {
                    code.Line("Set(values);");
                }
            }
            else
            {
                string array = names["Array"];
                code.Line(isRead ? $"{array}.Copy(Values, start, {run}, 0, count);" : $"{array}.Copy({run}, 0, Values, start, count);");
            }
        }
    }

    /// <param name="write">What is written for the place of each layer.</param>
    private void Cases(StateSlot kind, Func<int, int, string> write)
    {
        using (code.Block("switch (layer)"))
        {
            for (int i = 0; i < Layers.Count; i++)
            {
                foreach (SlotLayout slot in Layers[i].State.Where(slot => slot.Word == kind.Word))
                {
                    code.Line($"case {i}: {write(slot.Start, slot.Count)}");
                }
            }

            string message = Layers.Count == 1
                ? "There is one LSTM layer, number 0."
                : $"There are {Layers.Count} LSTM layers, numbered from 0.";
            code.Line($"default: throw {names.OutOfRange("layer", "layer", $"\"{message}\"")};");
        }
    }
}
