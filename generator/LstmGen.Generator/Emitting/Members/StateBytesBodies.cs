using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Planning.Members;

namespace LstmGen.Generator.Emitting;

/// <summary>Prints how a state becomes bytes, and bytes a state.</summary>
internal sealed class StateBytesBodies(CodeWriter code, Names names, Plan plan)
{
    /// <summary>The bytes that stand for the network, in front of the values.</summary>
    private const int HeaderBytes = 4;

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
            case "NewBytes":
                New(heading);
                return true;
            case "CheckBytes":
                Check(heading);
                return true;
            case "Move":
                Move(heading);
                return true;
            case "Place":
                Place(heading);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the bytes of the states of a batch.</summary>
    public void OfBatch(Heading heading)
    {
        heading.OpenGetter();
        code.Line("byte[] bytes = State.NewBytes(Capacity);");
        code.Open("for (int slot = 0; slot < Capacity; slot++)");
        // A large state is never copied to the stack; one in a block is small.
        code.Line($"{(plan.Batch.IsVectorised ? "this" : "_states")}[slot].Move(bytes, {HeaderBytes} + {Bytes} * slot, isRead: false);");
        code.Close();
        code.Line("return bytes;");
        heading.TurnToSetter();
        code.Line("State.CheckBytes(value, Capacity);");
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
        code.Line("byte[] bytes = NewBytes(1);");
        code.Line($"Move(bytes, {HeaderBytes}, isRead: false);");
        code.Line("return bytes;");
        heading.TurnToSetter();
        code.Line("CheckBytes(value, 1);");
        code.Line($"Move(value, {HeaderBytes}, isRead: true);");
        heading.CloseProperty();
    }

    /// <summary>Writes the room for states, with the network in front.</summary>
    private void New(Heading heading)
    {
        heading.Open();
        code.Line($"byte[] bytes = new byte[checked({HeaderBytes} + {Bytes} * states)];");
        code.Line(string.Join(" ", Header.Select((value, i) => $"bytes[{i}] = {value};")));
        code.Line("return bytes;");
        code.Close();
    }

    private void Check(Heading heading)
    {
        string className = plan.Class.Type.Type.Name.TrimStart('@');
        string needed = $"{HeaderBytes} + {Bytes}L * states";
        heading.Open();
        code.Open($"if (value{(plan.Target.LanguageVersion >= 800 ? "!" : "")}.Length != {needed})");
        string message = $"\"value holds \" + Guard.Text(value.Length) + \" bytes; {className} needs \" + Guard.Text({needed})";
        code.Line($"throw new {names["ArgumentException"]}({message}, \"value\");");
        code.Close();
        code.Open("if (" + string.Join(" || ", Header.Select((value, i) => $"value[{i}] != {value}")) + ")");
        code.Line($"throw new {names["ArgumentException"]}(\"value holds a state of another network than {className}\", \"value\");");
        code.Close();
        code.Close();
    }

    private IEnumerable<uint> Header =>
        Enumerable.Range(0, HeaderBytes).Select(i => StateIdentity.Of(plan.Network, Element) >> (8 * i) & 0xFF);

    /// <summary>Writes what moves the values between the state and bytes in little-endian order.</summary>
    private void Move(Heading heading)
    {
        heading.Open();
        if (!plan.Target.Spans)
        {
            code.Line($"byte[] one = new byte[{Element.Bytes}];");
        }
        else
        {
            if (_form.IsCopied)
            {
                _form.Copy(code, "values", "");
            }

            code.Comment("As integers, so that no runtime touches the bits of a NaN on the way.");
            string cast = $"{names["MemoryMarshal"]}.Cast<{Element.Type}, {Element.Integer}>({(_form.IsCopied ? "values" : "Values")})";
            code.Line($"{names["Span"]}<{Element.Integer}> bits = {cast};");
        }

        code.Open($"for (int i = 0; i < {Count}; i++, at += {Element.Bytes})");
        if (plan.Target.Spans)
        {
            MoveBySpan();
        }
        else
        {
            MoveByArray();
        }

        code.Close();
        if (_form.IsCopied)
        {
            code.Line("Set(values);");
        }

        code.Close();
    }

    private void MoveBySpan()
    {
        string primitives = names["BinaryPrimitives"];
        code.Line($"{names["Span"]}<byte> part = new {names["Span"]}<byte>(bytes, at, {Element.Bytes});");
        code.Open("if (isRead)");
        code.Line($"bits[Place(i)] = {primitives}.Read{Element.IntegerName}LittleEndian(part);");
        code.Close();
        code.Open("else");
        code.Line($"{primitives}.Write{Element.IntegerName}LittleEndian(part, bits[Place(i)]);");
        code.Close();
    }

    private void MoveByArray()
    {
        string copy = $"{names["Buffer"]}.BlockCopy";
        string array = names["Array"];
        code.Line($"{copy}(isRead ? ({array})bytes : Values, isRead ? at : {Element.Bytes} * Place(i), one, 0, {Element.Bytes});");
        code.Open($"if (!{names["BitConverter"]}.IsLittleEndian)");
        code.Line($"{array}.Reverse(one);");
        code.Close();
        code.Line($"{copy}(one, 0, isRead ? ({array})Values : bytes, isRead ? {Element.Bytes} * Place(i) : at, {Element.Bytes});");
    }

    /// <summary>Writes the index in the state of each value, which what pads the state moves on.</summary>
    private void Place(Heading heading)
    {
        var places = new List<(int End, int Padding)>();
        int end = 0;
        IEnumerable<(int Start, int Count)> all =
            from layout in Layers
            from isHidden in new[] { true, false }
            select StateLayerMembers.Place(layout, isHidden);
        foreach ((int start, int count) in all)
        {
            int padding = start - end;
            end += count;
            if (places.Count > 0 && places[places.Count - 1].Padding == padding)
            {
                places.RemoveAt(places.Count - 1);
            }

            places.Add((end, padding));
        }

        heading.Give(string.Concat(places.Select((place, i) => i == places.Count - 1
            ? Literal.Sum(place.Padding, "i")
            : $"i < {place.End} ? {Literal.Sum(place.Padding, "i")} : ")));
    }
}
