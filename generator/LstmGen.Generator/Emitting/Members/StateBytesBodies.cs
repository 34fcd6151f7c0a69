using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how a state becomes bytes, and bytes a state.</summary>
internal sealed class StateBytesBodies(CodeWriter code, Names names, Plan plan)
{
    private const int HeaderBytes = StateHelpers.HeaderBytes;

    private readonly StateForm _form = new(names, plan);

    private Element Element => plan.Element;

    private IReadOnlyList<LayerLayout> Layers { get; } = StateLayerMembers.Layers(plan);

    /// <summary>Values of a state without what pads them.</summary>
    private int Count => Layers.Sum(layout => layout.Layer.Output + layout.Layer.Units);

    private int Bytes => Count * Element.Bytes;

    /// <summary>Whether the member is one of these.</summary>
    public bool Write(Member member, Heading heading)
    {
        switch (member.Name)
        {
            case "Bytes":
                OfState(heading);
                return true;
            case "Move":
                Move(heading);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the bytes of the states of a batch.</summary>
    public void OfBatch(Heading heading)
    {
        const string EachSlot = "for (int slot = 0; slot < Capacity; slot++)";
        using (heading.Property())
        {
            using (code.Block("get"))
            {
                code.Line($"byte[] bytes = {StateHelpers.NewBytes(names, Bytes, "Capacity", Identity)};");
                using (code.Block(EachSlot))
                {
                    // A large state is never copied to the stack; one in a block is small.
                    string states = plan.Batch.IsVectorised ? "this" : "_states";
                    code.Line($"{states}[slot].Move(bytes, {HeaderBytes} + {Bytes} * slot, isRead: false);");
                }

                code.Line("return bytes;");
            }

            using (code.Block("set"))
            {
                code.Line(StateHelpers.CheckBytes(names, Bytes, "Capacity", Identity, ClassName));
                using (code.Block(EachSlot))
                {
                    string move = $"Move(value, {HeaderBytes} + {Bytes} * slot, isRead: true);";
                    code.Line(!plan.Batch.IsVectorised ? $"_states[slot].{move}" : $"""
                        State state = default(State);
                        state.{move}
                        this[slot] = state;
                        """);
                }
            }
        }
    }

    private void OfState(Heading heading)
    {
        using (heading.Property())
        {
            using (code.Block("get"))
            {
                code.Line($"byte[] bytes = {StateHelpers.NewBytes(names, Bytes, "1", Identity)};");
                code.Line($"Move(bytes, {HeaderBytes}, isRead: false);");
                code.Line("return bytes;");
            }

            using (code.Block("set"))
            {
                code.Line(StateHelpers.CheckBytes(names, Bytes, "1", Identity, ClassName));
                code.Line($"Move(value, {HeaderBytes}, isRead: true);");
            }
        }
    }

    /// <summary>Writes what moves the values between the state and bytes, without what pads them.</summary>
    private void Move(Heading heading)
    {
        using (heading.Block())
        {
            string values = plan.Target.Spans ? _form.Values(code) : "Values";
            foreach (SlotLayout slot in Layers.SelectMany(layout => layout.State))
            {
                string run = plan.Target.Spans ? $"{values}.Slice({slot.Start}, {slot.Count})" : $"{values}, {slot.Start}, {slot.Count}";
                code.Line($"at = {StateHelpers.Move(names, run)};");
            }

            if (_form.IsCopied)
            {
                code.Line("Set(values);");
            }
        }
    }

    private uint Identity => StateIdentity.Of(plan.Network, Element);

    private string ClassName => plan.Class.Type.Type.Name.TrimStart('@');
}
