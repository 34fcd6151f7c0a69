using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes the property that serializers save and restore a state by. Bytes, because every serializer keeps their bits, whatever is in them,
/// and all have the same text for them; one property, because serializers know properties, on every target and without being referenced.
/// </summary>
internal sealed class StateBytesWriter(CodeWriter code, Names names, Plan plan)
{
    private const string Property = "Bytes";

    /// <summary>The bytes that stand for the network, in front of the values.</summary>
    private const int HeaderBytes = 4;

    private readonly StateForm _form = new(names, plan);

    private Element Element => plan.Element;

    private List<LayerLayout> Layers { get; } = plan.Layouts.Where(layout => layout.Layer is LstmLayer).ToList();

    /// <summary>Values of a state without what pads them.</summary>
    private int Count => Layers.Sum(layout => layout.Layer.Output + layout.Layer.Units);

    private int Bytes => Count * Element.Bytes;

    /// <summary>Whether the target has what it takes.</summary>
    public bool HasBytes => plan.Target.Spans || plan.Target.BlockCopies;

    /// <summary>Writes the attribute of a type that serializers take apart.</summary>
    public void Attribute() => Contract("DataContract");

    /// <summary>Writes the attribute of a property that is serialized beside the bytes.</summary>
    public void Member() => Contract("DataMember");

    private void Contract(string attribute)
    {
        if (HasBytes && plan.Target.DataContracts)
        {
            code.Line($"[{names[attribute]}]");
        }
    }

    /// <summary>Writes the members of a state.</summary>
    public void State()
    {
        if (!HasBytes)
        {
            return;
        }

        Document("The state as bytes, for serializers and for files: four that stand for the network, then h and c of each layer, the same on every\nmachine. Every bit is kept. Getting them allocates.", "a state");
        Open();
        code.Line("byte[] bytes = NewBytes(1);");
        code.Line($"Move(bytes, {HeaderBytes}, isRead: false);");
        code.Line("return bytes;");
        Set();
        code.Line("CheckBytes(value, 1);");
        code.Line($"Move(value, {HeaderBytes}, isRead: true);");
        Close();
        New();
        Check();
        Move();
        Place();
    }

    /// <summary>Writes the members of the states of a batch.</summary>
    public void Batch()
    {
        if (!HasBytes)
        {
            return;
        }

        Document("The states of all slots as bytes, for serializers and for files: four that stand for the network, then h and c of each layer of slot\n0, and so on, the same on every machine. Every bit is kept. Getting them allocates.", "as many states");
        Open();
        code.Line("byte[] bytes = State.NewBytes(Capacity);");
        code.Open("for (int slot = 0; slot < Capacity; slot++)");
        // A large state is never copied to the stack; one in a block is small.
        code.Line($"{(plan.Batch.IsVectorised ? "this" : "_states")}[slot].Move(bytes, {HeaderBytes} + {Bytes} * slot, isRead: false);");
        code.Close();
        code.Line("return bytes;");
        Set();
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
        Close();
    }

    private void Document(string meaning, string what)
    {
        code.Doc($"<summary>\n{meaning}\n</summary>");
        code.Doc($"<exception cref=\"{names["ArgumentException"]}\">The bytes are not {what} of this network. Nothing was written.</exception>");
        if (plan.Target.DataContracts)
        {
            code.Line($"[{names["DataMember"]}(IsRequired = true)]");
        }

        if (plan.Target.JsonRequired)
        {
            code.Line($"[{names["JsonRequired"]}]");
        }
    }

    private void Open()
    {
        code.Open("public byte[] " + Property);
        code.Open("get");
    }

    private void Set()
    {
        code.Close();
        code.Open("set");
    }

    private void Close()
    {
        code.Close();
        code.Close();
    }

    /// <summary>Writes the room for states, with the network in front.</summary>
    private void New()
    {
        code.Open("internal static byte[] NewBytes(int states)");
        code.Line($"byte[] bytes = new byte[checked({HeaderBytes} + {Bytes} * states)];");
        code.Line(string.Join(" ", Header.Select((value, i) => $"bytes[{i}] = {value};")));
        code.Line("return bytes;");
        code.Close();
    }

    private void Check()
    {
        string className = plan.Class.Type.Type.Name.TrimStart('@');
        code.Open("internal static void CheckBytes(byte[] value, int states)");
        code.Open("if (value is null)");
        code.Line("Guard.Missing(\"value\");");
        code.Close();
        code.Open($"if (value{(plan.Target.LanguageVersion >= 800 ? "!" : "")}.Length != {HeaderBytes} + {Bytes}L * states)");
        code.Line($"throw new {names["ArgumentException"]}(\"value holds \" + Guard.Text(value.Length) + \" bytes; {className} needs \" + Guard.Text({HeaderBytes} + {Bytes}L * states), \"value\");");
        code.Close();
        code.Open("if (" + string.Join(" || ", Header.Select((value, i) => $"value[{i}] != {value}")) + ")");
        code.Line($"throw new {names["ArgumentException"]}(\"value holds a state of another network than {className}\", \"value\");");
        code.Close();
        code.Close();
    }

    private IEnumerable<uint> Header => Enumerable.Range(0, HeaderBytes).Select(i => StateIdentity.Of(plan.Network, Element) >> (8 * i) & 0xFF);

    /// <summary>Writes what moves the values between the state and bytes in little-endian order.</summary>
    private void Move()
    {
        code.Open("internal void Move(byte[] bytes, int at, bool isRead)");
        if (!plan.Target.Spans)
        {
            code.Line($"byte[] one = new byte[{Element.Bytes}];");
        }
        else
        {
            if (_form.IsCopied)
            {
                names.Memory.Scratch(code, plan.Memory.CopyOfState("values"));
                code.Line("CopyTo(values);");
            }

            code.Comment("As integers, so that no runtime touches the bits of a NaN on the way.");
            code.Line($"{names["Span"]}<{Element.Integer}> bits = {names["MemoryMarshal"]}.Cast<{Element.Type}, {Element.Integer}>({(_form.IsCopied ? "values" : "Values")});");
        }

        code.Open($"for (int i = 0; i < {Count}; i++, at += {Element.Bytes})");
        if (!plan.Target.Spans)
        {
            MoveByArray();
        }
        else
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

        code.Close();
        if (_form.IsCopied)
        {
            code.Line("Set(values);");
        }

        code.Close();
    }

    private void MoveByArray()
    {
        string copy = $"{names["Buffer"]}.BlockCopy";
        code.Line($"{copy}(isRead ? ({names["Array"]})bytes : Values, isRead ? at : {Element.Bytes} * Place(i), one, 0, {Element.Bytes});");
        code.Open($"if (!{names["BitConverter"]}.IsLittleEndian)");
        code.Line($"{names["Array"]}.Reverse(one);");
        code.Close();
        code.Line($"{copy}(one, 0, isRead ? ({names["Array"]})Values : bytes, isRead ? {Element.Bytes} * Place(i) : at, {Element.Bytes});");
    }

    /// <summary>Writes the index in the state of each value, which what pads the state moves on.</summary>
    private void Place()
    {
        var places = new List<(int End, int Padding)>();
        int end = 0;
        foreach ((int start, int count) in Layers.SelectMany(layout => new[] { (layout.StateStart, layout.Layer.Output), (layout.CellStart, layout.Layer.Units) }))
        {
            int padding = start - end;
            end += count;
            if (places.Count > 0 && places[places.Count - 1].Padding == padding)
            {
                places.RemoveAt(places.Count - 1);
            }

            places.Add((end, padding));
        }

        string index = string.Concat(places.Select((place, i) =>
            (i == places.Count - 1 ? "" : $"i < {place.End} ? ") + Literal.Sum(place.Padding, "i") + (i == places.Count - 1 ? "" : " : ")));
        code.Comment("The index in the state, which is padded, of the i-th value.");
        code.Body("private static int Place(int i)", index);
        code.Line();
    }
}
