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
        heading.OpenGetter();
        code.Line($"byte[] bytes = {StateHelpers.NewBytes(names, Bytes, "Capacity", Identity)};");
        code.Open("for (int slot = 0; slot < Capacity; slot++)");
        // A large state is never copied to the stack; one in a block is small.
        code.Line($"{(plan.Batch.IsVectorised ? "this" : "_states")}[slot].Move(bytes, {HeaderBytes} + {Bytes} * slot, isRead: false);");
        code.Close();
        code.Line("return bytes;");
        heading.TurnToSetter();
        code.Line(StateHelpers.CheckBytes(names, Bytes, "Capacity", Identity, ClassName));
        code.Open("for (int slot = 0; slot < Capacity; slot++)");
        if (plan.Batch.IsVectorised)
        {
            code.Line("State state = default(State);");
            code.Line($"state.Move(value, {HeaderBytes} + {Bytes} * slot, isRead: true);");
            code.Line("this[slot] = state;");
        }
        else
        {
            code.Line($"_states[slot].Move(value, {HeaderBytes} + {Bytes} * slot, isRead: true);");
        }

        code.Close();
        heading.CloseProperty();
    }

    private void OfState(Heading heading)
    {
        heading.OpenGetter();
        code.Line($"byte[] bytes = {StateHelpers.NewBytes(names, Bytes, "1", Identity)};");
        code.Line($"Move(bytes, {HeaderBytes}, isRead: false);");
        code.Line("return bytes;");
        heading.TurnToSetter();
        code.Line(StateHelpers.CheckBytes(names, Bytes, "1", Identity, ClassName));
        code.Line($"Move(value, {HeaderBytes}, isRead: true);");
        heading.CloseProperty();
    }

    /// <summary>Writes what moves the values between the state and bytes, without what pads them.</summary>
    private void Move(Heading heading)
    {
        heading.Open();
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

        code.Close();
    }

    private uint Identity => StateIdentity.Of(plan.Network, Element);

    private string ClassName => plan.Class.Type.Type.Name.TrimStart('@');
}
